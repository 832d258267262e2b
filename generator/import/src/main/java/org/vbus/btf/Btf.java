// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.btf.BtfType.Array;
import org.vbus.btf.BtfType.Composite;
import org.vbus.btf.BtfType.Enumeration;
import org.vbus.btf.BtfType.Int;
import org.vbus.btf.BtfType.Modifier;
import org.vbus.btf.BtfType.Pointer;
import org.vbus.btf.BtfType.Typedef;

/**
 * All types of one kernel, module or object. Every number in it leads to a type, and no chain of typedefs, modifiers or arrays is a circle:
 * the reader has seen to it.
 */
public final class Btf {
    private static final BtfType VOID = new BtfType.Other("void");

    private final List<BtfType> types;
    private final ByteOrder order;
    private final Map<String, Composite> composites = new LinkedHashMap<>();
    private final Map<String, Enumeration> enumerations = new LinkedHashMap<>();
    private final Map<String, Enumeration> byLiteral = new HashMap<>();
    private final Map<String, Typedef> typedefs = new LinkedHashMap<>();

    /** @param types from number 1 on, those of the base first */
    Btf(List<BtfType> types, ByteOrder order) {
        this.types = List.copyOf(types);
        this.order = order;
        for (BtfType type : this.types) {
            if (type instanceof Composite composite && !composite.name().isEmpty()) {
                composites.putIfAbsent(composite.name(), composite);
            } else if (type instanceof Enumeration enumeration) {
                if (!enumeration.name().isEmpty()) {
                    enumerations.putIfAbsent(enumeration.name(), enumeration);
                }
                enumeration.literals().forEach(literal -> byLiteral.putIfAbsent(literal.name(), enumeration));
            } else if (type instanceof Typedef typedef) {
                typedefs.putIfAbsent(typedef.name(), typedef);
            }
        }
        // `typedef struct { ... } x` is found as x too
        for (Typedef typedef : typedefs.values()) {
            BtfType target = type(typedef.target());
            if (target instanceof Composite composite && composite.name().isEmpty()) {
                composites.putIfAbsent(typedef.name(), composite);
            } else if (target instanceof Enumeration enumeration && enumeration.name().isEmpty()) {
                enumerations.putIfAbsent(typedef.name(), enumeration);
            }
        }
    }

    /** Of what has no types. */
    public static Btf empty() {
        return new Btf(List.of(), ByteOrder.LITTLE_ENDIAN);
    }

    /** All, from number 1 on. */
    public List<BtfType> types() {
        return types;
    }

    public BtfType type(int number) {
        return number == 0 ? VOID : types.get(number - 1);
    }

    public ByteOrder order() {
        return order;
    }

    /** Structs and unions by their name, or that of a typedef where they have none. */
    public Map<String, Composite> composites() {
        return java.util.Collections.unmodifiableMap(composites);
    }

    public Optional<Composite> composite(String name) {
        return Optional.ofNullable(composites.get(name));
    }

    public Optional<Enumeration> enumeration(String name) {
        return Optional.ofNullable(enumerations.get(name));
    }

    /** The enum that has a literal of that name. */
    public Optional<Enumeration> enumerationWith(String literal) {
        return Optional.ofNullable(byLiteral.get(literal));
    }

    /** The type behind typedefs and modifiers. */
    public BtfType resolved(int number) {
        BtfType type = type(number);
        while (true) {
            if (type instanceof Typedef typedef) {
                type = type(typedef.target());
            } else if (type instanceof Modifier modifier) {
                type = type(modifier.target());
            } else {
                return type;
            }
        }
    }

    /** Bytes of a type; 0 for what has none. */
    public long size(int number) {
        BtfType type = resolved(number);
        if (type instanceof Array array) {
            return Math.max(0, Math.min(size(array.element()), Integer.MAX_VALUE) * array.count());
        }
        return type instanceof Int integer ? integer.bytes() : type instanceof BtfType.Float real ? real.bytes()
                : type instanceof Composite composite ? composite.bytes() : type instanceof Enumeration enumeration ? enumeration.bytes()
                : type instanceof Pointer ? pointerBytes() : 0;
    }

    /** Bytes of a pointer, which are those of a {@code long}; 8 where no type says otherwise. */
    public int pointerBytes() {
        return types.stream().filter(Int.class::isInstance).map(Int.class::cast)
                .filter(integer -> integer.name().equals("long unsigned int") || integer.name().equals("long int") || integer.name().equals("unsigned long"))
                .mapToInt(Int::bytes).findFirst().orElse(8);
    }
}
