// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.SpecSet;
import org.vbus.model.device.RingType;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** What a ring's memory says as a whole: how full each index pair is, and whether pairs, slots and size agree. Meant for a ring that nobody is moving. */
final class RingCheck {
    private final SpecSet specs;
    private final RingType type;
    private final NamedType.Struct head;
    private final Value.Fields ring;
    private final List<String> problems = new ArrayList<>();
    private final List<Decoded> pairs = new ArrayList<>();

    private record Pair(RingType.Index index, long head, long tail, boolean full, long count) {
        long entries() {
            return head == tail ? full ? count : 0 : tail > head ? tail - head : count - head + tail;
        }

        boolean holds(long slot) {
            long from = slot >= head ? slot - head : slot - head + count;
            return from < entries();
        }
    }

    RingCheck(SpecSet specs, RingType type, Value.Fields ring) {
        this.specs = specs;
        this.type = type;
        this.head = (NamedType.Struct) specs.types().get(type.head());
        this.ring = ring;
    }

    /** A line for each index pair. */
    List<Decoded> pairs() {
        return pairs;
    }

    List<String> problems() {
        return problems;
    }

    /**
     * Looks at everything.
     *
     * @param bytes of the segment
     * @param needed that header and slots have by the ring's own count
     */
    RingCheck run(long bytes, long needed) {
        if (type.exactSize() && bytes != needed) {
            problems.add("the segment has " + bytes + " bytes, header and slots need " + needed);
        }
        List<Value> slots = find(type.slots()).filter(Value.Elements.class::isInstance).map(found -> ((Value.Elements) found).values()).orElse(List.of());
        List<Pair> found = new ArrayList<>();
        for (RingType.Index index : type.indices()) {
            pair(index, slots.size()).ifPresent(found::add);
        }
        for (Pair pair : found) {
            pairs.add(new Decoded(pair.index().name(), "index", 0, 0, Optional.empty(), "head " + pair.head() + ", tail " + pair.tail() + (pair.full() ? ", full" : "")
                    + ": " + pair.entries() + " of " + pair.count() + " slots", List.of(), List.of()));
            marks(pair, slots);
        }
        if (found.size() == 2 && found.get(1).entries() > found.get(0).entries()) {
            problems.add("`" + found.get(1).index().name() + "` has " + found.get(1).entries() + " slots, `" + found.get(0).index().name() + "` only "
                    + found.get(0).entries());
        }
        return this;
    }

    private Optional<Pair> pair(RingType.Index index, long count) {
        Optional<Map<String, Value>> at = find(index.path()).filter(Value.Fields.class::isInstance).map(found -> ((Value.Fields) found).members());
        if (at.isEmpty() || count == 0) {
            return Optional.empty();
        }
        Optional<BigInteger> first = number(at.get(), index.head());
        Optional<BigInteger> last = number(at.get(), index.tail());
        BigInteger full = number(at.get(), index.full()).orElse(BigInteger.ZERO);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        BigInteger slots = BigInteger.valueOf(count);
        if (first.get().compareTo(slots) >= 0 || last.get().compareTo(slots) >= 0) {
            problems.add("index `" + index.name() + "`: head " + first.get() + ", tail " + last.get() + ", but there are " + count + " slots");
            return Optional.empty();
        }
        if (full.compareTo(BigInteger.ONE) > 0) {
            problems.add("index `" + index.name() + "`: full is " + full);
        }
        return Optional.of(new Pair(index, first.get().longValue(), last.get().longValue(), full.signum() != 0, count));
    }

    /** Where a slot has a field that is called like the pair, that one is set in the pair's slots and nowhere else. */
    private void marks(Pair pair, List<Value> slots) {
        String name = pair.index().name();
        List<Long> unset = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Optional<BigInteger> mark = slots.get(i) instanceof Value.Fields fields ? number(fields.members(), name) : Optional.empty();
            if (mark.isPresent() && (mark.get().signum() != 0) != pair.holds(i)) {
                (pair.holds(i) ? unset : left).add((long) i);
            }
        }
        if (!unset.isEmpty()) {
            problems.add("in `" + name + "` by the indices, but not marked so: " + listed(unset));
        }
        if (!left.isEmpty()) {
            problems.add("marked `" + name + "`, but not so by the indices: " + listed(left));
        }
    }

    private static String listed(List<Long> slots) {
        String first = String.join(", ", slots.stream().limit(8).map(Object::toString).toList());
        return (slots.size() == 1 ? "slot " : "slots ") + first + (slots.size() > 8 ? " and " + (slots.size() - 8) + " more" : "");
    }

    /** The value at a path from the head struct; a literal of an enum selects an element. */
    private Optional<Value> find(List<String> path) {
        Value at = ring;
        NamedType.Struct in = head;
        TypeRef type = null;
        for (String step : path) {
            if (at instanceof Value.Fields fields && fields.members().containsKey(step)) {
                at = fields.members().get(step);
                type = in == null ? null : in.body().members().stream().filter(Member.Field.class::isInstance).map(Member.Field.class::cast)
                        .filter(field -> field.name().equals(step)).map(Member.Field::type).findFirst().orElse(null);
                in = type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct struct ? struct : null;
            } else if (at instanceof Value.Elements elements && type instanceof TypeRef.Array array && array.length() instanceof TypeRef.Length.ByEnum byEnum) {
                Optional<BigInteger> index = ((NamedType.Enum) specs.types().get(byEnum.enumName())).literals().stream()
                        .filter(literal -> literal.name().equals(step)).map(NamedType.Literal::value).findFirst();
                if (index.isEmpty() || index.get().compareTo(BigInteger.valueOf(elements.values().size())) >= 0) {
                    return Optional.empty();
                }
                at = elements.values().get(index.get().intValue());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    private static Optional<BigInteger> number(Map<String, Value> members, String name) {
        return Optional.ofNullable(members.get(name)).filter(Value.Number.class::isInstance).map(value -> ((Value.Number) value).value());
    }
}
