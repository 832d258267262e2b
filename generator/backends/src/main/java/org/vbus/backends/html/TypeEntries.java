// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.html.PageView.Entry;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.backends.html.PageView.Figure;
import org.vbus.model.Const;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.model.device.Arg;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Constants, versions and types of one page. */
final class TypeEntries {
    private final Entries entries;
    private final Links links;
    private final SpecSet specs;
    private final FieldTable fields;

    TypeEntries(SpecSet specs, Entries entries, Links links) {
        this.entries = entries;
        this.links = links;
        this.specs = specs;
        this.fields = new FieldTable(specs, links);
    }

    Entry constant(Const constant) {
        List<Fact> facts = new ArrayList<>(number(constant.value()));
        constant.type().ifPresent(type -> facts.add(Facts.fact("Type", Html.code(type.keyword()))));
        return entries.entry("const", constant.name(), constant.meta(), facts, List.of(), List.of());
    }

    Entry version(Version version) {
        List<Fact> facts = new ArrayList<>(number(version.value()));
        facts.add(Facts.fact("Type", Html.code(version.type().keyword())));
        facts.add(Facts.fact("Covers", Html.join(", ", version.covers().stream().map(links::here).toList())));
        return entries.entry("version", version.name(), version.meta(), facts, List.of(), List.of());
    }

    private static List<Fact> number(BigInteger value) {
        return List.of(Facts.fact("Value", Html.of(value.toString()).then(" = ").then(Facts.hex(value))));
    }

    Entry type(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            return struct(struct);
        }
        if (type instanceof NamedType.Enum choice) {
            return choice(choice);
        }
        return type instanceof NamedType.Flags flags ? flags(flags) : alias((NamedType.Alias) type);
    }

    private Entry struct(NamedType.Struct struct) {
        List<Fact> facts = new ArrayList<>(AbiClasses.facts(struct.layouts()));
        Body body = struct.body();
        List<Spot> spots = Spots.of(body, struct.layouts().lp64());
        if (body.packed()) {
            facts.add(Facts.fact("Packed", Html.of("without padding, on any address")));
        }
        if (struct.sized()) {
            facts.add(Facts.fact("Sized", Html.of("may grow at its end; its size travels with it")));
        }
        if (!struct.writers().isEmpty()) {
            facts.add(Facts.fact("Written by", Facts.roles(struct.writers())));
        }
        if (fields.onlyNative(spots)) {
            facts.add(Facts.fact("Byte order", Html.of("that of the machine")));
        }
        struct.device().ifPresent(device -> facts.add(Facts.fact("Features of", links.to(device))));
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(LayoutPicture.of(struct.name(), struct.name(), spots, struct.layouts().lp64().size())));
        if (!spots.isEmpty()) {
            Links of = struct.device().map(device -> links.of(device, specs.devices().get(device))).orElse(links);
            figures.add(Figure.of(new FieldTable(specs, of).of("Fields of " + struct.name(), struct.name(), "Field", spots, List.of())));
        }
        AbiClasses.differences("ABI classes on which " + struct.name() + " differs", struct.layouts(), layout -> Spots.of(body, layout))
                .ifPresent(table -> figures.add(Figure.of(table)));
        return entries.entry("struct", struct.name(), struct.meta(), facts, figures, List.of());
    }

    private Entry choice(NamedType.Enum choice) {
        List<Fact> facts = base(choice.base());
        facts.add(Facts.fact("Other values", Html.of(choice.open() ? "taken: a receiver must expect numbers that it does not know" : "refused")));
        Table.Builder table = new Table.Builder("Values of " + choice.name(), 0, "Name", "Value", "Hex", "In C", "On the wire", "Release", "Meaning");
        for (NamedType.Literal literal : choice.literals()) {
            table.row(Ids.member(choice.name(), literal.name()), literal.local() ? "quiet" : "", Html.code(literal.name()), Facts.value(literal.value()),
                    Facts.hex(literal.value()), Html.code(choice.prefix() + literal.name()), Html.of(literal.local() ? "never, C only" : ""),
                    Facts.release(literal.meta(), links), links.cell(literal.meta().doc()));
        }
        return entries.entry("enum", choice.name(), choice.meta(), facts, table.isEmpty() ? List.of() : List.of(Figure.of(table.build())), List.of());
    }

    private Entry flags(NamedType.Flags flags) {
        Table.Builder table = new Table.Builder("Bits of " + flags.name(), 0, "Name", "Bit", "Mask", "In C", "Release", "Meaning");
        for (NamedType.Flag flag : flags.flags()) {
            table.row(Ids.member(flags.name(), flag.name()), "", Html.code(flag.name()), Html.of(flag.bit()), Facts.hex(BigInteger.ONE.shiftLeft(flag.bit())),
                    Html.code(flags.prefix() + flag.name()), Facts.release(flag.meta(), links), links.cell(flag.meta().doc()));
        }
        return entries.entry("flags", flags.name(), flags.meta(), base(flags.base()), table.isEmpty() ? List.of() : List.of(Figure.of(table.build())), List.of());
    }

    private static List<Fact> base(Scalar scalar) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Type", Html.code(scalar.keyword()).then(scalar.bytes() == 1 ? ", 1 byte" : ", " + scalar.bytes() + " bytes")));
        if (!Facts.order(scalar).isEmpty()) {
            facts.add(Facts.fact("Byte order", Html.of(Facts.order(scalar))));
        }
        return facts;
    }

    private Entry alias(NamedType.Alias alias) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Type", links.type(alias.target())));
        alias.facts().unit().ifPresent(unit -> facts.add(Facts.fact("Unit", Html.of(unit))));
        List<Html> rules = Facts.rules(alias.facts(), links);
        if (!rules.isEmpty()) {
            facts.add(Facts.fact("Rules", Html.lines(rules)));
        }
        List<Figure> figures = new ArrayList<>();
        if (Spots.element(alias.target()) instanceof TypeRef.Inline inline) {
            List<Spot> spots = Spots.of(inline.body(), Placer.place(inline.body(), AbiClass.LP64, entries::find).layout());
            figures.add(Figure.of(fields.of("Fields of " + alias.name(), alias.name(), "Field", spots, List.of())));
        }
        return entries.entry("type", alias.name(), alias.meta(), facts, figures, List.of());
    }

    /** What an argument block is made of, with the ids of its owner's place. */
    List<Figure> block(String caption, String owner, List<Arg> args, Layouts layouts, Links of) {
        List<Figure> figures = new ArrayList<>();
        if (!args.isEmpty()) {
            List<Spot> spots = Spots.of(args, layouts.lp64());
            figures.add(Figure.of(new FieldTable(specs, of).of(caption, owner, "Argument", spots, args)));
            AbiClasses.differences("ABI classes: " + caption, layouts, layout -> Spots.of(args, layout)).ifPresent(table -> figures.add(Figure.of(table)));
        }
        return figures;
    }

    /** What a message carries: parts one after the other, whose places only the message tells. */
    List<Figure> payload(String caption, String owner, List<Arg> args, Links of) {
        Table.Builder table = new Table.Builder(caption, 0, "Part", "Way", "Type", "Unit", "Rules", "Valid if", "Meaning");
        for (Arg arg : args) {
            table.row(Ids.member(owner, arg.name()), "", Html.code(arg.name()), Html.of(Facts.word(arg.direction())), of.type(arg.type()),
                    Html.of(arg.facts().unit().orElse("")), Html.lines(Facts.rules(arg.facts(), of)), Facts.gate(arg.facts(), of), of.cell(arg.meta().doc()));
        }
        return table.isEmpty() ? List.of() : List.of(Figure.of(table.build()));
    }
}
