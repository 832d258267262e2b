// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.vbus.model.SpecSet;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.NamedType;

/** Says what bytes mean by the specs. Bytes may be anything: what is wrong with them is in the answer. One instance may be used by several threads. */
public final class Decoder {
    private final SpecSet specs;
    private final Shapes shapes;

    public Decoder(SpecSet specs) {
        this.specs = specs;
        this.shapes = new Shapes(specs);
    }

    /**
     * Decodes all bytes as one kind of thing.
     *
     * @param as a struct, a ring protocol, {@code DEVICE.RING} for the ring's memory, {@code DEVICE.RING.message} for what a slot holds, {@code DEVICE.CALL},
     *           {@code DEVICE.REGION}, {@code CHARDEV.IOCTL}, {@code CHARDEV.read}; with its package where the name alone is not enough
     * @return one for each record, in their order
     * @throws IllegalArgumentException when the specs have no such thing, several of it, or no such feature; or when there are more bytes than
     *                                  {@link Settings#MAX_BYTES}
     */
    public List<Decoded> decode(String as, byte[] bytes, Settings settings) {
        if (bytes.length > Settings.MAX_BYTES) {
            throw new IllegalArgumentException("the input has more than " + Settings.MAX_BYTES + " bytes");
        }
        Set<String> unknown = new TreeSet<>(settings.features());
        unknown.removeAll(features());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no feature is called `" + unknown.iterator().next() + "`; there are " + String.join(", ", features()));
        }
        Shape shape = shapes.find(as);
        RecordDecoder decoder = new RecordDecoder(specs, settings, bytes);
        return shape instanceof Shape.Ring ring ? List.of(ring(ring, decoder, bytes.length)) : records((Shape.Records) shape, decoder, bytes.length, settings);
    }

    private Set<String> features() {
        return specs.devices().values().stream().flatMap(device -> device.features().stream())
                .flatMap(group -> group.bits().stream().map(bit -> group.name() + "." + bit.name())).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Decoded> records(Shape.Records shape, RecordDecoder decoder, long length, Settings settings) {
        StructLayout layout = decoder.layout(shape.body());
        List<Decoded> records = new ArrayList<>();
        long at = 0;
        do {
            RecordDecoder.Read read = decoder.read(shape.body(), layout, at, length);
            List<String> problems = new ArrayList<>(read.problems());
            if (decoder.exhausted()) {
                problems.add("more than " + settings.maxItems() + " values: the rest is not shown");
            } else if (!read.whole() && layout.size() > length - at) {
                problems.add("the record has " + layout.size() + " bytes at least, the input " + (length - at) + " from " + at + " on");
            }
            long end = roundUp(read.end() - at, layout.align()) + at;
            boolean more = shape.repeated() && !decoder.exhausted() && end > at && read.whole();
            if (!more && !decoder.exhausted() && read.whole() && end < length) {
                problems.add((length - end) + " bytes after the record, from " + end + " on");
            }
            records.add(new Decoded(shape.title(), "", at, Math.min(end, length) - at, Optional.empty(), "", read.nodes(), problems));
            if (!more) {
                break;
            }
            at = end;
        } while (at < length);
        return records;
    }

    private Decoded ring(Shape.Ring shape, RecordDecoder decoder, long length) {
        NamedType.Struct head = (NamedType.Struct) specs.types().get(shape.type().head());
        StructLayout layout = head.layouts().lp64();
        RecordDecoder.Read read = decoder.read(head.body(), layout, 0, length);
        List<String> problems = new ArrayList<>(read.problems());
        List<Decoded> nodes = new ArrayList<>(read.nodes());
        if (decoder.exhausted()) {
            problems.add("too many values: the rest is not shown");
        } else if (!read.whole()) {
            problems.add("the segment ends at " + length + ", before header and slots do");
        } else {
            RingCheck check = new RingCheck(specs, shape.type(), read.values()).run(length, read.end());
            nodes.addAll(check.pairs());
            problems.addAll(check.problems());
        }
        return new Decoded(shape.title(), head.name(), 0, read.end(), Optional.empty(), "", nodes, problems);
    }

    private static long roundUp(long value, int align) {
        return (value + align - 1) / align * align;
    }
}
