// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;

/**
 * Fields that were put into a struct of their own, or taken out of one, under their names and where they were. Only where nothing else is said of
 * them or
 * of the struct, and no byte of it is anything else: what remains is that programs name them otherwise.
 *
 * @param outer the field that is the struct; new when they were put into it, gone when they were taken out
 * @param fields those that are named otherwise, as fields of the record
 */
record Wrap(Body body, Pair outer, List<Pair> fields) {
    /** What a field that only holds others may say. */
    private static final Set<Fact> PLAIN = EnumSet.of(Fact.TYPE, Fact.SHAPE, Fact.OFFSET, Fact.BYTES, Fact.STRIDE, Fact.SIZE, Fact.ALIGN,
            Fact.C_NAME, Fact.JAVA_NAME);

    static Stream<Wrap> all(Comparison comparison) {
        return Body.all(comparison).flatMap(body -> of(comparison, body));
    }

    /** Those of one record. */
    static Stream<Wrap> of(Comparison comparison, Body body) {
        return body.fields().flatMap(outer -> switch (outer.how()) {
            case ADDED -> find(comparison.after(), body, outer, outer.after(), How.REMOVED);
            case REMOVED -> find(comparison.before(), body, outer, outer.before(), How.ADDED);
            default -> Stream.<Wrap>empty();
        });
    }

    /** Whether a field of a record is in other words only where it was. */
    static boolean has(Comparison comparison, Body body, Pair field) {
        return of(comparison, body).anyMatch(wrap -> wrap.outer == field || wrap.fields.contains(field));
    }

    private static Stream<Wrap> find(Abi abi, Body body, Pair outer, Element holder, How others) {
        if (!holder.facts().keySet().stream().allMatch(fact -> fact.layer() == Fact.Layer.DOCS || PLAIN.contains(fact))) {
            return Stream.empty();
        }
        List<Element> parts = parts(abi, holder);
        List<Pair> fields = new ArrayList<>();
        for (Element part : parts) {
            Optional<Pair> same = body.fields(others).filter(field -> isSame(holder, part, field.any())).findFirst();
            if (same.isEmpty()) {
                return Stream.empty();
            }
            fields.add(same.get());
        }
        boolean full = Places.classes().allMatch(at ->
                parts.stream().mapToLong(part -> Places.number(part, Fact.BYTES, at)).sum() == Places.number(holder, Fact.BYTES, at));
        return full && !fields.isEmpty() ? Stream.of(new Wrap(body, outer, List.copyOf(fields))) : Stream.empty();
    }

    /** What is in a struct, inline or by its name. */
    private static List<Element> parts(Abi abi, Element holder) {
        String type = holder.get(Fact.TYPE).orElse("");
        return type.equals("struct") ? holder.children() : Types.declaration(abi, type)
                .filter(found -> found.kind() == Kind.STRUCT && found.all(Fact.WRITERS).isEmpty() && !found.is(Fact.SIZED)).map(Element::children)
                .orElse(List.of());
    }

    /** Whether a part of a struct is to peers what a field of the record was: its name, its place and all that the wire has of it. */
    static boolean isSame(Element holder, Element part, Element field) {
        return part.kind() == Kind.FIELD && part.name().equals(field.name())
                && Places.classes().allMatch(abi -> Places.number(holder, Fact.OFFSET, abi)
                        + Places.number(part, Fact.OFFSET, abi) == Places.number(field, Fact.OFFSET, abi))
                && Arrays.stream(Fact.values()).filter(fact -> fact.layer() == Fact.Layer.WIRE && fact != Fact.OFFSET && fact != Fact.FLOW)
                        .allMatch(fact -> part.all(fact).equals(field.all(fact)));
    }
}
