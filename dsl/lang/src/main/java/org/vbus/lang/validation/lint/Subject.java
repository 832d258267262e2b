// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.Unit;
import org.vbus.lang.diag.Message;
import org.vbus.lang.semantics.Session;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** What a rule looks at, and what it found. */
final class Subject {
    /**
     * One finding.
     *
     * @param element name of the declaration that it is in
     */
    record Finding(String element, Origin place, Message message) { }

    private final Unit unit;
    private final Spec spec;
    private final Map<String, NamedType> types;
    private final SpecSet specs;
    private final Session session;
    private final List<Finding> findings = new ArrayList<>();
    private Map<String, EObject> sources;

    Subject(Unit unit, Spec spec, SpecSet specs, Map<String, NamedType> types, Session session) {
        this.unit = unit;
        this.spec = spec;
        this.specs = specs;
        this.types = types;
        this.session = session;
    }

    /** The file as written. */
    Unit unit() {
        return unit;
    }

    Spec spec() {
        return spec;
    }

    SpecSet specs() {
        return specs;
    }

    Session session() {
        return session;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Notes a finding in a declaration. */
    void found(String element, Meta at, Message message) {
        findings.add(new Finding(element, at.origin(), message));
    }

    /** Notes a finding at a place. */
    void found(String element, Origin place, Message message) {
        findings.add(new Finding(element, place, message));
    }

    /** What was written for an element of the model, to offer an edit; empty if it is not of this file. */
    Optional<EObject> source(Meta meta) {
        if (sources == null) {
            sources = new HashMap<>();
            for (TreeIterator<EObject> all = unit.model().eAllContents(); all.hasNext();) {
                EObject one = all.next();
                if (one.eClass().getEStructuralFeature("name") != null) {
                    sources.putIfAbsent(session.places().of(one).toString(), one);
                }
            }
        }
        return Optional.ofNullable(sources.get(meta.origin().toString()));
    }

    /** The same offering to write something behind an element. */
    Message appending(Message message, Meta meta, String text) {
        return source(meta).map(one -> message.insert(session.places().after(one), text)).orElse(message);
    }

    Optional<NamedType> type(String qualifiedName) {
        return Optional.ofNullable(types.get(qualifiedName));
    }

    /** The struct behind a type, through aliases and arrays. */
    Optional<NamedType.Struct> struct(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return struct(array.element());
        }
        if (!(type instanceof TypeRef.Named named)) {
            return Optional.empty();
        }
        NamedType found = types.get(named.name());
        return found instanceof NamedType.Alias alias ? struct(alias.target())
                : found instanceof NamedType.Struct struct ? Optional.of(struct) : Optional.empty();
    }

    /** The layout of a struct of this one member. */
    Layouts alone(TypeRef type) {
        return Placer.layouts(Body.of(List.of(new Member.Field(Meta.at(Origin.NONE), "value", type, FieldFacts.NONE))), session);
    }
}
