// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Types and expressions without names: a member is its index, an enum its numbers, a flag its mask. */
final class TypeFacts {
    private final Map<String, NamedType> known;
    private final Device device;

    TypeFacts(SpecSet specs, Device device) {
        this.known = specs.types();
        this.device = device;
    }

    String named(String name) {
        return of(known.get(name));
    }

    String of(TypeRef type) {
        return of(type, Body.of(List.of()));
    }

    String of(Body body) {
        StringBuilder text = new StringBuilder("{");
        List<StructLayout> layouts = Arrays.stream(AbiClass.values()).map(abi -> Placer.place(body, abi, known::get).layout()).toList();
        text.append(body.packed() ? "packed " : "").append(numbers(layouts.stream().map(StructLayout::size).toList()));
        for (int i = 0; i < body.members().size(); i++) {
            int index = i;
            text.append("; @").append(numbers(layouts.stream().map(layout -> layout.members().get(index).offset()).toList()))
                    .append(' ').append(member(body.members().get(i), body));
        }
        return text.append("}").toString();
    }

    /** An expression whose names are looked up in a body. */
    String of(Expr expr, Body scope) {
        if (expr instanceof Expr.Num num) {
            return num.value().toString();
        }
        if (expr instanceof Expr.FieldRef ref) {
            return path(scope, ref.path());
        }
        if (expr instanceof Expr.FlagSet flag) {
            return path(scope, flag.path()) + "&" + flag.mask();
        }
        if (expr instanceof Expr.FeatureSet feature) {
            return feature(feature);
        }
        if (expr instanceof Expr.Sum sum) {
            return "sum(" + path(scope, sum.path()) + ")";
        }
        if (expr instanceof Expr.Between between) {
            return "(" + of(between.value(), scope) + " in " + of(between.low(), scope) + ".." + of(between.high(), scope) + ")";
        }
        if (expr instanceof Expr.Unary unary) {
            return unary.op().name() + "(" + of(unary.argument(), scope) + ")";
        }
        Expr.Binary binary = (Expr.Binary) expr;
        return "(" + of(binary.left(), scope) + " " + ExprText.sign(binary.op()) + " " + of(binary.right(), scope) + ")";
    }

    /** A path from a declared struct, as indices. */
    String path(String struct, List<String> path) {
        return known.get(struct) instanceof NamedType.Struct type ? path(type.body(), path) : String.join(".", path);
    }

    private String path(Body scope, List<String> path) {
        StringBuilder text = new StringBuilder();
        Optional<Body> body = Optional.of(scope);
        for (String step : path) {
            int index = body.map(in -> indexOf(in, step)).orElse(-1);
            // an index of an array by an enum's literal, or a tag: no member
            text.append('.').append(index < 0 ? step : Integer.toString(index));
            body = index < 0 ? body : inside(body.get().members().get(index));
        }
        return text.toString();
    }

    private static int indexOf(Body body, String name) {
        for (int i = 0; i < body.members().size(); i++) {
            if (body.members().get(i) instanceof Member.Field field && field.name().equals(name)
                    || body.members().get(i) instanceof Member.Overlay overlay && overlay.arms().stream().anyMatch(arm -> arm.name().equals(name))) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Body> inside(Member member) {
        return member instanceof Member.Field field ? inside(field.type()) : Optional.empty();
    }

    private Optional<Body> inside(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return inside(array.element());
        }
        if (type instanceof TypeRef.Inline inline) {
            return Optional.of(inline.body());
        }
        return type instanceof TypeRef.Named named && known.get(named.name()) instanceof NamedType.Struct struct
                ? Optional.of(struct.body()) : Optional.empty();
    }

    private String feature(Expr.FeatureSet feature) {
        for (FeatureGroup group : device.features()) {
            for (FeatureGroup.Bit bit : group.bits()) {
                if (group.name().equals(feature.group()) && bit.name().equals(feature.bit())) {
                    return "feature " + group.id() + "." + bit.bit();
                }
            }
        }
        return "feature " + feature.group() + "." + feature.bit();
    }

    private String member(Member member, Body scope) {
        if (member instanceof Member.Reserved reserved) {
            return "reserved " + reserved.bytes() + " " + reserved.policy();
        }
        if (member instanceof Member.Overlay overlay) {
            return "overlay " + overlay.arms().stream().map(arm -> member(arm, scope)).collect(Collectors.joining(" | "));
        }
        Member.Field field = (Member.Field) member;
        return of(field.type(), scope) + facts(field.facts(), scope);
    }

    private String facts(FieldFacts facts, Body scope) {
        StringBuilder text = new StringBuilder();
        facts.fixed().ifPresent(value -> text.append(" = ").append(value));
        if (!facts.writers().isEmpty()) {
            text.append(" by ").append(facts.writers());
        }
        facts.direction().ifPresent(direction -> text.append(' ').append(direction));
        facts.address().ifPresent(address -> text.append(" -> ").append(of(address.target(), scope)).append(address.pinned() ? " pinned" : "")
                .append(address.direction().map(direction -> " target " + direction).orElse("")));
        text.append(facts.opaque() ? " opaque" : "");
        facts.unit().ifPresent(unit -> text.append(" unit ").append(unit));
        facts.conditions().forEach(condition -> text.append(" where ").append(of(condition, scope)));
        facts.gate().ifPresent(gate -> text.append(" if ").append(of(gate, scope)));
        facts.otherwise().ifPresent(other -> text.append(" else ").append(of(other, scope)));
        return text.toString();
    }

    private String of(TypeRef type, Body scope) {
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Named named) {
            return named(named.name());
        }
        if (type instanceof TypeRef.Mac) {
            return "mac";
        }
        if (type instanceof TypeRef.Text text) {
            return "string[" + text.length() + "]";
        }
        if (type instanceof TypeRef.Fd) {
            return "fd";
        }
        if (type instanceof TypeRef.Array array) {
            return of(array.element(), scope) + "[" + length(array.length(), scope) + "]";
        }
        if (type instanceof TypeRef.Inline inline) {
            return of(inline.body());
        }
        if (type instanceof TypeRef.Bits bits) {
            return bits.base().keyword() + bits.parts().stream().map(part -> part.shift() + "+" + part.width()).toList();
        }
        TypeRef.Union union = (TypeRef.Union) type;
        return "union by " + path(scope, union.tag()) + union.arms().stream().map(arm -> arm.tags().stream().map(this::literal).toList() + " "
                + of(arm.type(), scope)).toList() + " else " + union.unknown().orElse("none");
    }

    private String length(Length length, Body scope) {
        if (length instanceof Length.Fixed fixed) {
            return Long.toString(fixed.count());
        }
        if (length instanceof Length.ByEnum byEnum) {
            return Long.toString(byEnum.count());
        }
        return length instanceof Length.Counted counted ? of(counted.count(), scope) : "";
    }

    private String of(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            return of(struct.body()) + (struct.writers().isEmpty() ? "" : " by " + struct.writers()) + (struct.sized() ? " sized" : "");
        }
        if (type instanceof NamedType.Enum named) {
            String values = named.literals().stream().filter(literal -> !literal.local()).map(literal -> literal.value().toString())
                    .sorted().collect(Collectors.joining(","));
            return (named.open() ? "open " : "closed ") + named.base().keyword() + "{" + values + "}";
        }
        if (type instanceof NamedType.Flags flags) {
            return "flags " + flags.base().keyword() + flags.flags().stream().map(NamedType.Flag::bit).sorted().toList();
        }
        NamedType.Alias alias = (NamedType.Alias) type;
        return of(alias.target()) + facts(alias.facts(), Body.of(List.of()));
    }

    private String literal(String qualified) {
        int dot = qualified.lastIndexOf('.');
        NamedType type = dot < 0 ? null : known.get(qualified.substring(0, dot));
        if (type instanceof NamedType.Enum named) {
            String name = qualified.substring(dot + 1);
            return named.literals().stream().filter(literal -> literal.name().equals(name)).map(literal -> literal.value().toString())
                    .findFirst().orElse(qualified);
        }
        return qualified;
    }

    private static String numbers(List<Long> values) {
        return values.stream().distinct().count() == 1 ? values.get(0).toString()
                : values.stream().map(Object::toString).collect(Collectors.joining("/"));
    }
}
