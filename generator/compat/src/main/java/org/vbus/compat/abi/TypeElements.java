// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;

/** Elements of declared types, each made once. */
final class TypeElements {
    private final Map<String, NamedType> known;
    private final Map<String, Element> made = new HashMap<>();
    private final Map<String, String> shapes = new HashMap<>();
    private final MemberElements members = new MemberElements(this);

    TypeElements(Map<String, NamedType> known) {
        this.known = known;
    }

    MemberElements members() {
        return members;
    }

    /** The element of a type by its qualified name. */
    Element of(String qualified) {
        Element element = made.get(qualified);
        if (element == null) {
            element = make(known.get(qualified));
            made.put(qualified, element);
        }
        return element;
    }

    /** A type without names: equal for two uses whose bytes mean the same. */
    String shape(TypeRef type) {
        if (type instanceof TypeRef.Named named) {
            String shape = shapes.get(named.name());
            if (shape == null) {
                shape = shape(known.get(named.name()), named.name());
                shapes.put(named.name(), shape);
            }
            return shape;
        }
        if (type instanceof TypeRef.Array array) {
            TypeRef.Length length = array.length();
            String count = length instanceof TypeRef.Length.ByEnum byEnum ? Long.toString(byEnum.count()) : Texts.length(length);
            return shape(array.element()) + "[" + count + "]";
        }
        if (type instanceof TypeRef.Inline || type instanceof TypeRef.Bits || type instanceof TypeRef.Union) {
            FactMap facts = new FactMap();
            if (type instanceof TypeRef.Inline inline) {
                facts.size(place(inline.body())).children(members.of(inline.body().members(), place(inline.body())));
            } else if (type instanceof TypeRef.Bits bits) {
                bits.parts().forEach(part -> facts.child(new FactMap().with(Fact.SHIFT, part.shift()).with(Fact.BITS, part.width())
                        .with(Fact.SHAPE, part.type().map(name -> shape(new TypeRef.Named(name)))).element(Kind.PART, part.name(), part.meta())));
            } else {
                TypeRef.Union union = (TypeRef.Union) type;
                facts.with(Fact.TAG, Texts.path(union.tag())).with(Fact.UNKNOWN, union.unknown());
                union.arms().forEach(arm -> facts.child(new FactMap().with(Fact.SHAPE, shape(arm.type()))
                        .with(Fact.TAGS, arm.tags().stream().map(this::literal).sorted().toList()).element(Kind.ARM, arm.name(), arm.meta())));
            }
            return Texts.of(type) + " " + Fingerprint.brief(facts.element(Kind.STRUCT, "", org.vbus.model.Origin.NONE));
        }
        return Texts.of(type);
    }

    private String shape(NamedType type, String name) {
        if (type instanceof NamedType.Alias alias) {
            return shape(alias.target());
        }
        if (type instanceof NamedType.Struct struct) {
            // as if it stood inline: bytes do not know whether their type has a name
            return "struct " + Fingerprint.brief(new FactMap().size(struct.layouts()).children(of(name).children()).element(Kind.STRUCT, "", org.vbus.model.Origin.NONE));
        }
        String word = scalar(new TypeRef.Named(name)).map(Scalar::keyword).orElse("");
        return word + " " + Fingerprint.brief(of(name));
    }

    /** The number behind a type; empty for what is not one number, or an array of one. */
    Optional<Scalar> scalar(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (type instanceof TypeRef.Fd) {
            return Optional.of(Scalar.S32);
        }
        if (type instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (type instanceof TypeRef.Array array) {
            return scalar(array.element());
        }
        if (!(type instanceof TypeRef.Named named)) {
            return Optional.empty();
        }
        NamedType found = known.get(named.name());
        if (found instanceof NamedType.Enum choice) {
            return Optional.of(choice.base());
        }
        if (found instanceof NamedType.Flags flags) {
            return Optional.of(flags.base());
        }
        return found instanceof NamedType.Alias alias ? scalar(alias.target()) : Optional.empty();
    }

    /** The number of an enum's literal; the name where it has none. */
    String literal(String qualified) {
        int dot = qualified.lastIndexOf('.');
        return dot > 0 && known.get(qualified.substring(0, dot)) instanceof NamedType.Enum choice
                ? choice.literals().stream().filter(literal -> literal.name().equals(qualified.substring(dot + 1))).map(literal -> literal.value().toString())
                        .findFirst().orElse(qualified) : qualified;
    }

    List<StructLayout> place(Body body) {
        return Arrays.stream(AbiClass.values()).map(abi -> Placer.place(body, abi, known::get).layout()).toList();
    }

    private Element make(NamedType type) {
        FactMap facts = new FactMap().with(Fact.JAVA_NAME, JavaNames.type(type.name()));
        if (type instanceof NamedType.Struct struct) {
            return facts.size(struct.layouts()).with(Fact.PACKED, struct.body().packed()).with(Fact.SIZED, struct.sized())
                    .with(Fact.WRITERS, struct.writers().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().toList())
                    .children(members.of(struct.body().members(), FactMap.all(struct.layouts()))).element(Kind.STRUCT, type.name(), type.meta());
        }
        if (type instanceof NamedType.Enum choice) {
            MemberElements.number(facts, Optional.of(choice.base()));
            facts.with(Fact.OPEN, choice.open()).with(Fact.PREFIX, choice.prefix());
            choice.literals().forEach(literal -> facts.child(new FactMap().with(Fact.VALUE, literal.value()).with(Fact.LOCAL, literal.local())
                    .with(Fact.C_NAME, choice.prefix() + CSymbols.upper(literal.name())).element(Kind.LITERAL, literal.name(), literal.meta())));
            return facts.element(Kind.ENUM, type.name(), type.meta());
        }
        if (type instanceof NamedType.Flags flags) {
            MemberElements.number(facts, Optional.of(flags.base()));
            facts.with(Fact.PREFIX, flags.prefix());
            flags.flags().forEach(flag -> facts.child(new FactMap().with(Fact.BIT, flag.bit())
                    .with(Fact.C_NAME, flags.prefix() + CSymbols.upper(flag.name())).element(Kind.FLAG, flag.name(), flag.meta())));
            return facts.element(Kind.FLAGS, type.name(), type.meta());
        }
        NamedType.Alias alias = (NamedType.Alias) type;
        members.say(facts, alias.facts());
        members.type(facts, alias.target(), List.of());
        return facts.element(Kind.ALIAS, type.name(), type.meta());
    }
}
