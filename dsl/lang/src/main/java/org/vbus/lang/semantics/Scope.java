// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.lang.vbus.AnonUnion;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.Arm;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.InlineStruct;
import org.vbus.lang.vbus.Member;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.TaggedUnion;
import org.vbus.lang.vbus.TypeAlias;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.model.expr.Expr;

/**
 * What the names of a condition may mean: fields that stand side by side, then features.
 *
 * @param what the thing that has the fields, for messages
 * @param fields in their order
 * @param device whose features count, if any
 * @param granted conditions with a name, beside features
 */
public record Scope(String what, Map<String, TypeRef> fields, Optional<Device> device, Map<String, Expr> granted) {
    /** Aliases between a name and its type. */
    public static final int MAX_ALIASES = 64;

    /** Without conditions that have names of their own. */
    public Scope(String what, Map<String, TypeRef> fields, Optional<Device> device) {
        this(what, fields, device, Map.of());
    }

    /** Nothing has a name here. */
    public static Scope none(String what) {
        return new Scope(what, Map.of(), Optional.empty());
    }

    /** The members of a struct. */
    public static Scope of(String what, List<Member> members) {
        return new Scope(what, fields(members), Optional.empty());
    }

    /** The members of a struct, and the features of the device that it is for, if any. */
    public static Scope of(String what, List<Member> members, Optional<Device> device) {
        return new Scope(what, fields(members), device);
    }

    /** The arguments of a call or the payload of a ring, and the features of their device. */
    public static Scope of(String what, List<Arg> args, Device device) {
        Map<String, TypeRef> fields = new LinkedHashMap<>();
        args.forEach(arg -> fields.putIfAbsent(arg.getName(), arg.getType()));
        return new Scope(what, fields, Optional.of(device));
    }

    /** The arguments of an ioctl, and the flags that another has granted. */
    public static Scope of(String what, List<Arg> args, Map<String, Expr> granted) {
        Map<String, TypeRef> fields = new LinkedHashMap<>();
        args.forEach(arg -> fields.putIfAbsent(arg.getName(), arg.getType()));
        return new Scope(what, fields, Optional.empty(), granted);
    }

    /** The feature of a name, as {@code SG} or {@code GROUP.SG}. */
    public Optional<FeatureBit> feature(String name) {
        for (Features group : device.map(Scope::groups).orElse(List.of())) {
            for (FeatureBit bit : group.getBits()) {
                if (bit.isRemoved()) {
                    continue;
                }
                if (name.equals(bit.getName()) || name.equals(group.getName() + "." + bit.getName())) {
                    return Optional.of(bit);
                }
            }
        }
        return Optional.empty();
    }

    /** The names of all features. */
    public List<String> featureNames() {
        List<String> names = new ArrayList<>();
        device.map(Scope::groups).orElse(List.of()).forEach(group -> group.getBits().stream().filter(bit -> !bit.isRemoved())
                .forEach(bit -> names.add(bit.getName())));
        return names;
    }

    private static List<Features> groups(Device device) {
        return device.getItems().stream().filter(Features.class::isInstance).map(Features.class::cast).toList();
    }

    /** The fields inside a type, through aliases; empty for a type without fields. */
    public static Map<String, TypeRef> fieldsOf(TypeRef type) {
        TypeRef real = real(type);
        if (real instanceof InlineStruct inline) {
            return fields(inline.getMembers());
        }
        if (real instanceof NamedRef named && named.getType() instanceof Struct struct) {
            return fields(struct.getMembers());
        }
        if (real instanceof TaggedUnion union) {
            Map<String, TypeRef> arms = new LinkedHashMap<>();
            for (Arm arm : union.getArms()) {
                arms.putIfAbsent(arm.getName(), arm.getType());
            }
            return arms;
        }
        return Map.of();
    }

    /** The type behind aliases. */
    public static TypeRef real(TypeRef type) {
        TypeRef real = type;
        for (int i = 0; i < MAX_ALIASES && real instanceof NamedRef named && named.getType() instanceof TypeAlias alias; i++) {
            real = alias.getType();
        }
        return real;
    }

    /** The fields among members, those of nameless unions included. */
    public static Map<String, TypeRef> fields(List<Member> members) {
        Map<String, TypeRef> fields = new LinkedHashMap<>();
        for (Member member : members) {
            if (member instanceof Field field && field.getName() != null) {
                fields.putIfAbsent(field.getName(), field.getType());
            } else if (member instanceof AnonUnion union) {
                union.getArms().forEach(arm -> fields.putIfAbsent(arm.getName(), arm.getType()));
            }
        }
        return fields;
    }
}
