// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import acme.inet.ArpIpv4;
import acme.inet.ArpOperation;
import acme.inet.IcmpEcho;
import acme.inet.IcmpType;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.vbus.examples.ExampleException;

/** Pings somebody through a port, and answers who asks meanwhile. */
final class Pinger {
    private static final int ASKED = 3;

    private final VenetPort port;
    private final Station self;
    private final Inet4Address target;
    private final Duration limit;
    private final PrintStream out;
    private final int id = (int) ProcessHandle.current().pid() & 0xffff;

    /**
     * One who pings.
     *
     * @param self who asks
     * @param target who is asked
     * @param limit how long an answer may take
     */
    Pinger(VenetPort port, Station self, Inet4Address target, Duration limit, PrintStream out) {
        this.port = port;
        this.self = self;
        this.target = target;
        this.limit = limit;
        this.out = out;
    }

    /**
     * Pings.
     *
     * @param pause between two
     * @return how many were answered
     */
    int ping(int count, Duration pause) throws InterruptedException {
        byte[] mac = resolve();
        int answered = 0;
        for (int seq = 1; seq <= count; seq++) {
            if (seq > 1) {
                Thread.sleep(pause);
            }
            int wanted = seq;
            long begin = System.nanoTime();
            port.send(self.ping(mac, target, id, seq));
            Optional<Frame> answer = await(frame -> frame.echo().filter(echo -> isAnswer(echo, wanted)).isPresent());
            if (answer.isPresent()) {
                answered++;
                out.printf("%d bytes from %s: seq %d, %.3f ms%n", answer.get().length() - Frame.MESSAGE, target.getHostAddress(), seq,
                        (System.nanoTime() - begin) / 1e6);
            } else {
                out.printf("no answer from %s to seq %d within %d ms%n", target.getHostAddress(), seq, limit.toMillis());
            }
        }
        return answered;
    }

    private boolean isAnswer(IcmpEcho echo, int seq) {
        return echo.getType().filter(IcmpType.ECHO_REPLY::equals).isPresent() && echo.getId() == id && echo.getSeq() == (seq & 0xffff);
    }

    /** The target's hardware address. */
    private byte[] resolve() {
        for (int i = 0; i < ASKED; i++) {
            port.send(self.whoHas(target));
            Optional<Frame> answer = await(frame -> frame.arp().filter(this::isAnswer).isPresent());
            if (answer.isPresent()) {
                byte[] mac = new byte[6];
                answer.get().arp().orElseThrow().getSenderMac(mac);
                out.println(target.getHostAddress() + " is at " + HexFormat.ofDelimiter(":").formatHex(mac));
                return mac;
            }
        }
        throw new ExampleException("nobody has " + target.getHostAddress() + ": asked " + ASKED + " times, no answer within " + limit.toMillis() + " ms");
    }

    private boolean isAnswer(ArpIpv4 arp) {
        byte[] who = new byte[4];
        arp.getSenderAddress(who);
        return arp.getOperation().filter(ArpOperation.REPLY::equals).isPresent() && Arrays.equals(who, target.getAddress());
    }

    /** The first frame of a kind; meanwhile this station answers what others ask. */
    private Optional<Frame> await(Predicate<Frame> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<Frame> frame = port.receive(Duration.ofNanos(end - System.nanoTime()));
            if (frame.isEmpty() || wanted.test(frame.get())) {
                return frame;
            }
            self.answer(frame.get()).ifPresent(port::send);
        }
    }
}
