// SPDX-License-Identifier: Apache-2.0
package @package@;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A frame that asks who has an address of IPv4, or says it.
 *
 * @param bytes the whole frame
 */
record Arp(byte[] bytes) {
    private static final int LENGTH = 42;
    private static final short ETHERTYPE = 0x0806;
    private static final short REQUEST = 1;
    private static final short REPLY = 2;
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};

    /** Asks all. */
    static Arp request(byte[] mac, byte[] own, byte[] wanted) {
        return of(REQUEST, EVERYBODY, mac, own, new byte[6], wanted);
    }

    /** Answers this one. */
    Arp reply(byte[] mac) {
        return of(REPLY, senderMac(), mac, target(), senderMac(), Arrays.copyOfRange(bytes, 28, 32));
    }

    /** What a frame is, if it is one. */
    static Optional<Arp> of(byte[] frame) {
        return frame.length >= LENGTH && ByteBuffer.wrap(frame).getShort(12) == ETHERTYPE ? Optional.of(new Arp(frame)) : Optional.empty();
    }

    private static Arp of(short operation, byte[] to, byte[] mac, byte[] sender, byte[] targetMac, byte[] target) {
        ByteBuffer frame = ByteBuffer.allocate(LENGTH).put(to).put(mac).putShort(ETHERTYPE);
        // Ethernet, IPv4, their lengths
        frame.putShort((short) 1).putShort((short) 0x0800).put((byte) 6).put((byte) 4).putShort(operation);
        return new Arp(frame.put(mac).put(sender).put(targetMac).put(target).array());
    }

    boolean isRequest() {
        return ByteBuffer.wrap(bytes).getShort(20) == REQUEST;
    }

    /** Whether it says who has an address. */
    boolean isReplyOf(byte[] address) {
        return ByteBuffer.wrap(bytes).getShort(20) == REPLY && Arrays.equals(Arrays.copyOfRange(bytes, 28, 32), address);
    }

    byte[] senderMac() {
        return Arrays.copyOfRange(bytes, 22, 28);
    }

    /** The address that is asked for. */
    byte[] target() {
        return Arrays.copyOfRange(bytes, 38, 42);
    }
}
