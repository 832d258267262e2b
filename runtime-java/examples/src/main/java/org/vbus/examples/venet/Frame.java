// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import acme.inet.ArpIpv4;
import acme.inet.EtherType;
import acme.inet.EthernetHeader;
import acme.inet.IcmpEcho;
import acme.inet.IpProtocol;
import acme.inet.Ipv4Header;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.vbus.runtime.PeerDataException;

/**
 * One Ethernet frame in memory of its own. The headers are flyweights over it; one that is there has been checked, checksums included.
 */
final class Frame {
    /** Where the packet begins. */
    static final long PACKET = EthernetHeader.SIZE;
    /** Where the message of an IPv4 packet without options begins. */
    static final long MESSAGE = PACKET + Ipv4Header.SIZE;

    private final byte[] bytes;
    private final MemorySegment memory;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
        this.memory = MemorySegment.ofArray(bytes);
    }

    /** Looks at a frame. */
    static Frame of(byte[] bytes) {
        return new Frame(bytes);
    }

    /** An empty frame with an Ethernet header. */
    static Frame of(long size, byte[] destination, byte[] source, EtherType type) {
        Frame frame = new Frame(new byte[Math.toIntExact(size)]);
        EthernetHeader header = new EthernetHeader().wrap(frame.memory, 0);
        header.setDestination(destination);
        header.setSource(source);
        header.setType(type);
        return frame;
    }

    /** All of it. */
    MemorySegment memory() {
        return memory;
    }

    /** A copy of all of it. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** Bytes. */
    int length() {
        return bytes.length;
    }

    /** The header, if the frame has room for one. */
    Optional<EthernetHeader> ethernet() {
        return bytes.length < PACKET ? Optional.empty() : Optional.of(new EthernetHeader().wrap(memory, 0));
    }

    private boolean is(EtherType type) {
        return ethernet().flatMap(EthernetHeader::getType).filter(type::equals).isPresent();
    }

    /** The ARP packet, if it is a right one. */
    Optional<ArpIpv4> arp() {
        if (!is(EtherType.ARP) || bytes.length < PACKET + ArpIpv4.SIZE) {
            return Optional.empty();
        }
        ArpIpv4 arp = new ArpIpv4().wrap(memory, PACKET);
        return isRight(arp::check) ? Optional.of(arp) : Optional.empty();
    }

    /** The header of the IPv4 packet, if it is a right one in one piece and without options. */
    Optional<Ipv4Header> ip() {
        if (!is(EtherType.IPV4) || bytes.length < MESSAGE) {
            return Optional.empty();
        }
        Ipv4Header ip = new Ipv4Header().wrap(memory, PACKET);
        boolean right = isRight(ip::check) && ip.getFirstVersion() == 4 && ip.getFirstWords() * 4 == Ipv4Header.SIZE
                && PACKET + ip.getLength() <= bytes.length && (ip.getFragment() & 0x3fff) == 0
                && Checksum.of(memory.asSlice(PACKET, Ipv4Header.SIZE)) == 0;
        return right ? Optional.of(ip) : Optional.empty();
    }

    /** The ping or its answer, if it is a right one. */
    Optional<IcmpEcho> echo() {
        Optional<Ipv4Header> ip = ip().filter(header -> header.getProtocol().filter(IpProtocol.ICMP::equals).isPresent());
        if (ip.isEmpty() || ip.get().getLength() < Ipv4Header.SIZE + IcmpEcho.SIZE) {
            return Optional.empty();
        }
        IcmpEcho echo = new IcmpEcho().wrap(memory, MESSAGE);
        boolean right = isRight(echo::check) && Checksum.of(memory.asSlice(MESSAGE, ip.get().getLength() - Ipv4Header.SIZE)) == 0;
        return right ? Optional.of(echo) : Optional.empty();
    }

    private static boolean isRight(Runnable check) {
        try {
            check.run();
            return true;
        } catch (PeerDataException e) {
            return false;
        }
    }
}
