// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.vbus.lang.diag.Message;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.syntax.Places;
import org.vbus.model.layout.TypeSizes;
import org.vbus.model.type.NamedType;

/** What the steps of one run share: names, values and types as far as they are known, and where to report. */
public final class Session implements TypeSizes {
    /** Finds the size of a type that an expression asks for. */
    public interface SizeOf {
        /** Bytes on 64-bit machines; empty if the type is broken, which has been reported. */
        OptionalLong bytes(org.vbus.lang.vbus.Named type);
    }

    private final Symbols symbols;
    private final Places places;
    private final Reporter reporter;
    private final Map<EObject, BigInteger> values = new IdentityHashMap<>();
    private final Map<String, NamedType> types = new HashMap<>();
    private SizeOf sizeOf = type -> OptionalLong.empty();

    public Session(Symbols symbols, Places places, Reporter reporter) {
        this.symbols = symbols;
        this.places = places;
        this.reporter = reporter;
    }

    public Symbols symbols() {
        return symbols;
    }

    public Places places() {
        return places;
    }

    public Reporter reporter() {
        return reporter;
    }

    /** Reports at an element's name. */
    public void report(EObject element, Message message) {
        reporter.report(places.of(element), message);
    }

    /** Reports at all of an element. */
    public void reportWhole(EObject element, Message message) {
        reporter.report(places.whole(element), message);
    }

    /** Reports at what was written for a feature. */
    public void report(EObject element, EStructuralFeature feature, Message message) {
        reporter.report(places.of(element, feature), message);
    }

    /** Reports at one value of a feature with many. */
    public void report(EObject element, EStructuralFeature feature, int index, Message message) {
        reporter.report(places.of(element, feature, index), message);
    }

    /** The value of a constant, a version or a literal; empty if it is broken. */
    public Optional<BigInteger> value(EObject element) {
        return Optional.ofNullable(values.get(element));
    }

    public void setValue(EObject element, BigInteger value) {
        values.put(element, value);
    }

    /** The lowered type of a qualified name; empty if it is broken. */
    public Optional<NamedType> type(String qualifiedName) {
        return Optional.ofNullable(types.get(qualifiedName));
    }

    public void setType(String qualifiedName, NamedType type) {
        types.put(qualifiedName, type);
    }

    public void setSizeOf(SizeOf sizeOf) {
        this.sizeOf = sizeOf;
    }

    public OptionalLong sizeOf(org.vbus.lang.vbus.Named type) {
        return sizeOf.bytes(type);
    }

    @Override
    public NamedType find(String qualifiedName) {
        return type(qualifiedName).orElseThrow(() -> new IllegalStateException(qualifiedName + " is not lowered yet"));
    }
}
