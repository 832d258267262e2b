// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;

/** Collects facts and children of one element. What is absent, false or empty is left out. */
final class FactMap {
    private final Map<Fact, List<String>> facts = new EnumMap<>(Fact.class);
    private final List<Element> children = new ArrayList<>();

    FactMap with(Fact fact, Object value) {
        facts.put(fact, List.of(value.toString()));
        return this;
    }

    FactMap with(Fact fact, Optional<?> value) {
        value.ifPresent(some -> with(fact, some));
        return this;
    }

    FactMap with(Fact fact, boolean value) {
        return value ? with(fact, "true") : this;
    }

    FactMap with(Fact fact, Collection<?> values) {
        if (!values.isEmpty()) {
            facts.put(fact, values.stream().map(Object::toString).toList());
        }
        return this;
    }

    /** One value where all ABI classes agree, else one for each. */
    private void perClass(Fact fact, List<? extends Number> values) {
        facts.put(fact, (values.stream().distinct().count() == 1 ? values.subList(0, 1) : values).stream().map(Object::toString).toList());
    }

    /** Size and alignment of a record. */
    FactMap size(Layouts layouts) {
        return size(all(layouts));
    }

    /** Size and alignment of a record, one layout for each ABI class. */
    FactMap size(List<StructLayout> all) {
        perClass(Fact.SIZE, all.stream().map(StructLayout::size).toList());
        perClass(Fact.ALIGN, all.stream().map(StructLayout::align).toList());
        return this;
    }

    /** Place of a member, one layout for each ABI class. */
    FactMap place(List<MemberLayout> places) {
        perClass(Fact.OFFSET, places.stream().map(MemberLayout::offset).toList());
        perClass(Fact.BYTES, places.stream().map(MemberLayout::size).toList());
        if (places.stream().anyMatch(place -> place.stride() != place.size())) {
            perClass(Fact.STRIDE, places.stream().map(MemberLayout::stride).toList());
        }
        return this;
    }

    static List<StructLayout> all(Layouts layouts) {
        return java.util.Arrays.stream(AbiClass.values()).map(layouts::on).toList();
    }

    FactMap meta(Meta meta) {
        if (!meta.doc().isEmpty()) {
            with(Fact.DOC, meta.doc());
        }
        return with(Fact.SINCE, meta.since()).with(Fact.DEPRECATED, meta.replacement());
    }

    FactMap child(Element child) {
        children.add(child);
        return this;
    }

    FactMap children(Collection<Element> more) {
        children.addAll(more);
        return this;
    }

    Element element(Kind kind, String name, Origin origin) {
        return new Element(kind, name, facts, children, origin);
    }

    Element element(Kind kind, String name, Meta meta) {
        return meta(meta).element(kind, name, meta.origin());
    }
}
