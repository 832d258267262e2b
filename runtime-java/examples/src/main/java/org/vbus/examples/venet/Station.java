// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import acme.inet.ArpIpv4;
import acme.inet.ArpOperation;
import acme.inet.EtherType;
import acme.inet.IcmpEcho;
import acme.inet.IcmpType;
import acme.inet.IpProtocol;
import acme.inet.Ipv4Header;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Optional;

/** Somebody on a network, with a hardware and an IPv4 address: what it asks, and what it answers. */
final class Station {
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final byte[] NOBODY = new byte[6];
    private static final int TTL = 64;
    private static final int DATA = 56;

    private final byte[] mac;
    private final byte[] address;

    Station(byte[] mac, Inet4Address address) {
        this.mac = mac.clone();
        this.address = address.getAddress();
    }

    /** Asks everybody who has an address. */
    Frame whoHas(Inet4Address wanted) {
        return arp(EVERYBODY, ArpOperation.REQUEST, NOBODY, wanted.getAddress());
    }

    private Frame arp(byte[] to, ArpOperation operation, byte[] targetMac, byte[] targetAddress) {
        Frame frame = Frame.of(Frame.PACKET + ArpIpv4.SIZE, to, mac, EtherType.ARP);
        ArpIpv4 arp = new ArpIpv4().wrap(frame.memory(), Frame.PACKET);
        arp.init();
        arp.setOperation(operation);
        arp.setSenderMac(mac);
        arp.setSenderAddress(address);
        arp.setTargetMac(targetMac);
        arp.setTargetAddress(targetAddress);
        return frame;
    }

    /** A ping of 56 bytes of data. */
    Frame ping(byte[] to, Inet4Address target, int id, int seq) {
        byte[] data = new byte[DATA];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        return echo(to, target.getAddress(), IcmpType.ECHO_REQUEST, id, seq, MemorySegment.ofArray(data));
    }

    private Frame echo(byte[] to, byte[] target, IcmpType type, int id, int seq, MemorySegment data) {
        long length = Ipv4Header.SIZE + IcmpEcho.SIZE + data.byteSize();
        Frame frame = Frame.of(Frame.PACKET + length, to, mac, EtherType.IPV4);
        MemorySegment memory = frame.memory();

        Ipv4Header ip = new Ipv4Header().wrap(memory, Frame.PACKET);
        ip.setFirstVersion(4);
        ip.setFirstWords((int) Ipv4Header.SIZE / 4);
        ip.setLength(Math.toIntExact(length));
        ip.setId(seq & 0xffff);
        ip.setTtl(TTL);
        ip.setProtocol(IpProtocol.ICMP);
        ip.setSource(address);
        ip.setDestination(target);
        ip.setChecksum(Checksum.of(memory.asSlice(Frame.PACKET, Ipv4Header.SIZE)));

        IcmpEcho echo = new IcmpEcho().wrap(memory, Frame.MESSAGE);
        echo.init();
        echo.setType(type);
        echo.setId(id);
        echo.setSeq(seq & 0xffff);
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, memory, ValueLayout.JAVA_BYTE, Frame.MESSAGE + IcmpEcho.SIZE, data.byteSize());
        echo.setChecksum(Checksum.of(memory.asSlice(Frame.MESSAGE)));
        return frame;
    }

    /** What this station answers: to the question for its address, and to a ping. Anything else has no answer. */
    Optional<Frame> answer(Frame frame) {
        return frame.arp().flatMap(this::answer).or(() -> frame.echo().flatMap(echo -> answer(frame, echo)));
    }

    private Optional<Frame> answer(ArpIpv4 asked) {
        byte[] wanted = new byte[4];
        asked.getTargetAddress(wanted);
        if (asked.getOperation().filter(ArpOperation.REQUEST::equals).isEmpty() || !Arrays.equals(wanted, address)) {
            return Optional.empty();
        }
        byte[] who = new byte[6];
        byte[] from = new byte[4];
        asked.getSenderMac(who);
        asked.getSenderAddress(from);
        return Optional.of(arp(who, ArpOperation.REPLY, who, from));
    }

    private Optional<Frame> answer(Frame frame, IcmpEcho asked) {
        Ipv4Header ip = frame.ip().orElseThrow();
        byte[] wanted = new byte[4];
        ip.getDestination(wanted);
        if (asked.getType().filter(IcmpType.ECHO_REQUEST::equals).isEmpty() || !Arrays.equals(wanted, address)) {
            return Optional.empty();
        }
        byte[] who = new byte[6];
        byte[] from = new byte[4];
        frame.ethernet().orElseThrow().getSource(who);
        ip.getSource(from);
        MemorySegment data = frame.memory().asSlice(Frame.MESSAGE + IcmpEcho.SIZE, ip.getLength() - Ipv4Header.SIZE - IcmpEcho.SIZE);
        return Optional.of(echo(who, from, IcmpType.ECHO_REPLY, asked.getId(), asked.getSeq(), data));
    }
}
