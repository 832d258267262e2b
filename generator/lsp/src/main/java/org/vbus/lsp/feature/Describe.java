// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.VersionDef;
import org.vbus.lsp.check.Known;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.NamedType;

/** What there is to say of a declaration, in Markdown: how it is written, its comment, its value, where its bytes are. */
final class Describe {
    private static final int LONGEST = 160;

    private Describe() { }

    /** All of it. */
    static String of(EObject declaration, Known known) {
        StringBuilder text = new StringBuilder("```vbus\n").append(line(declaration)).append("\n```\n");
        String doc = declaration instanceof Model model ? doc(model) : org.vbus.lang.syntax.Places.doc(declaration);
        if (!doc.isEmpty()) {
            text.append('\n').append(doc).append('\n');
        }
        value(declaration, known).ifPresent(value -> text.append("\n").append(value).append('\n'));
        layout(declaration, known).ifPresent(table -> text.append('\n').append(table));
        known.unitOf(declaration).filter(unit -> !(declaration instanceof Model) && !unit.requested())
                .ifPresent(unit -> text.append("\nfrom `").append(unit.packageName()).append("`\n"));
        return text.toString();
    }

    /** How it is written, in one line: of what has a body only what stands before it. */
    static String line(EObject declaration) {
        if (declaration instanceof Model model) {
            return "package " + model.getName();
        }
        String text = org.vbus.lang.syntax.Places.text(declaration);
        int body = text.indexOf('{');
        boolean inner = declaration instanceof Element || declaration instanceof Features;
        String head = body > 0 && (inner || text.length() > LONGEST) ? text.substring(0, body).strip() : text;
        return head.length() > LONGEST ? head.substring(0, LONGEST) + " …" : head;
    }

    /** The comment of a file stands before its first word. */
    private static String doc(Model model) {
        return org.vbus.lang.syntax.Places.doc(model);
    }

    /** A number in both ways of writing it. */
    private static String number(BigInteger value) {
        return "`" + value + "`" + (value.signum() > 0 && value.bitLength() > 3 ? " = `0x" + value.toString(16) + "`" : "");
    }

    /** The value that something stands for. */
    static Optional<String> value(EObject declaration, Known known) {
        SpecSet specs = known.lastGood();
        Element element = EcoreUtil2.getContainerOfType(declaration, Element.class);
        Optional<Spec> spec = element == null ? Optional.empty() : specs.spec(Symbols.packageOf(element));
        if (declaration instanceof Const one) {
            return spec.flatMap(in -> in.constants().stream().filter(other -> other.name().equals(one.getName())).findFirst()).map(found -> "value " + number(found.value()));
        }
        if (declaration instanceof VersionDef one) {
            return spec.flatMap(in -> in.versions().stream().filter(other -> other.name().equals(one.getName())).findFirst()).map(found -> "value " + number(found.value()));
        }
        if (declaration instanceof Literal one) {
            NamedType type = specs.types().get(Symbols.qualifiedName(element));
            if (type instanceof NamedType.Enum named) {
                return named.literals().stream().filter(literal -> literal.name().equals(one.getName())).findFirst()
                        .map(literal -> "value " + number(literal.value()) + " of `" + named.name() + "`" + (literal.local() ? ", never on the wire" : "") + ", in C `" + named.prefix() + literal.name() + "`");
            }
            return type instanceof NamedType.Flags flags ? flags.flags().stream().filter(flag -> flag.name().equals(one.getName())).findFirst()
                    .map(flag -> "bit " + flag.bit() + " of `" + flags.name() + "`, mask " + number(BigInteger.ONE.shiftLeft(flag.bit())) + ", in C `" + flags.prefix() + flag.name() + "`") : Optional.empty();
        }
        if (declaration instanceof FeatureBit bit && bit.eContainer() instanceof Features group && element != null) {
            return Optional.ofNullable(specs.devices().get(Symbols.qualifiedName(element))).flatMap(device -> device.features().stream()
                    .filter(one -> one.name().equals(group.getName())).flatMap(one -> one.bits().stream()).filter(one -> one.name().equals(bit.getName())).findFirst())
                    .map(found -> "feature " + found.bit() + " of group `" + group.getName() + "`");
        }
        return Optional.empty();
    }

    /** Offset, size and padding of a member, or size and alignment of a struct, on every class of machines. */
    private static Optional<String> layout(EObject declaration, Known known) {
        SpecSet specs = known.lastGood();
        String old = known.specs().isEmpty() ? "\n_of the last text without errors_\n" : "";
        if (declaration instanceof Enum || declaration instanceof Flags) {
            NamedType type = specs.types().get(Symbols.qualifiedName((Element) declaration));
            int bytes = type instanceof NamedType.Enum named ? named.base().bytes() : type instanceof NamedType.Flags flags ? flags.base().bytes() : 0;
            return bytes == 0 ? Optional.empty() : Optional.of("size " + bytes + "\n" + old);
        }
        if (declaration instanceof Struct struct) {
            return Places.layouts(struct, specs).map(layouts -> sizes(layouts) + old);
        }
        Struct struct = EcoreUtil2.getContainerOfType(declaration, Struct.class);
        return struct == null ? Optional.empty() : Places.of(struct, specs).stream().filter(place -> place.member() == declaration).findFirst()
                .map(place -> offsets(place) + old);
    }

    private static String sizes(Layouts layouts) {
        StringBuilder table = new StringBuilder("| machines | size | alignment | padding at the end |\n|---|---|---|---|\n");
        layouts.byAbi().forEach((abi, layout) -> table.append("| ").append(Places.machines(abi)).append(" | ").append(layout.size()).append(" | ").append(layout.align())
                .append(" | ").append(tail(layout)).append(" |\n"));
        return table.toString();
    }

    private static long tail(StructLayout layout) {
        List<StructLayout.MemberLayout> members = layout.members();
        return members.isEmpty() ? 0 : layout.size() - members.get(members.size() - 1).offset() - members.get(members.size() - 1).size();
    }

    private static String offsets(Places.Place place) {
        StringBuilder table = new StringBuilder("| machines | offset | size | padding before |\n|---|---|---|---|\n");
        for (AbiClass abi : AbiClass.values()) {
            Places.Spot spot = place.on().get(abi);
            table.append("| ").append(Places.machines(abi)).append(" | ").append(spot.offset()).append(" | ").append(spot.size()).append(" | ").append(spot.padding()).append(" |\n");
        }
        return table.toString();
    }
}
