// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vbus.backends.html.PageView.Entry;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.backends.html.PageView.Figure;
import org.vbus.backends.html.PageView.Item;
import org.vbus.backends.html.PageView.Part;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.expr.ExprText;

/** Character devices of one page. */
final class NodeEntries {
    private final Entries entries;
    private final Links links;
    private final TypeEntries types;

    NodeEntries(Entries entries, Links links, TypeEntries types) {
        this.entries = entries;
        this.links = links;
        this.types = types;
    }

    Entry node(CharDev node) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Node", Html.code("/dev/" + node.node())));
        node.mode().ifPresent(mode -> facts.add(Facts.fact("Mode", Html.code("0" + Integer.toOctalString(mode)))));
        facts.add(Facts.fact("ioctl type", Facts.hex(node.letter())));
        if (node.pollIn()) {
            facts.add(Facts.fact("poll()", Html.of("tells when there is something to read")));
        }
        List<Figure> figures = List.of(Figure.of(SequencePicture.of(node.name(), "Call sequence of " + node.name(), "process", "kernel", steps(node))));
        List<Part> parts = new ArrayList<>();
        if (!node.ioctls().isEmpty()) {
            parts.add(ioctls(node));
        }
        node.read().ifPresent(read -> parts.add(new Part(Html.of("Reading from " + node.name()), links.doc(read.meta().doc()),
                types.payload("What read() of " + node.name() + " gives", Ids.part(node.name(), "read", "data"), List.of(read.elements()), links), List.of())));
        return entries.entry("chardev", node.name(), node.meta(), facts, figures, parts);
    }

    private static List<Step> steps(CharDev node) {
        List<Step> calls = new ArrayList<>();
        for (CharDev.Ioctl one : node.ioctls()) {
            List<String> notes = new ArrayList<>();
            one.gate().ifPresent(gate -> notes.add("if " + ExprText.of(gate)));
            if (!one.after().isEmpty()) {
                notes.add("after " + String.join(", ", one.after()));
            }
            String args = one.args().stream().map(arg -> Facts.word(arg.direction()) + " " + arg.name()).collect(Collectors.joining(", "));
            calls.add(new Step(one.name(), "ioctl " + one.name() + " (" + args + ")", String.join("; ", notes), one.after()));
        }
        node.read().ifPresent(read -> calls.add(new Step("read", "read", read.after().isEmpty() ? "" : "after " + String.join(", ", read.after()), read.after())));
        List<Step> all = new ArrayList<>();
        all.add(new Step("", "open /dev/" + node.node(), "", List.of()));
        all.addAll(Step.sorted(calls));
        all.add(new Step("", "close", "", List.of()));
        return all;
    }

    private Part ioctls(CharDev node) {
        Table.Builder table = new Table.Builder("Ioctls of " + node.name(), 1, "Index", "Ioctl", "Number", "Arguments", "Result", "After", "Errors", "Only if", "Release");
        List<Item> items = new ArrayList<>();
        for (CharDev.Ioctl one : node.ioctls()) {
            String id = Ids.part(node.name(), "ioctl", one.name());
            Html gate = Facts.gate(one.gate(), links);
            table.row("", "", Html.of(one.index()), Links.within(id, one.name()), Facts.hex(one.number()),
                    Html.lines(one.args().stream().map(this::argument).toList()), Html.of(one.result().map(type -> type.keyword()).orElse("")), after(node, one.after()),
                    Facts.names(one.errors()), gate, Facts.release(one.meta(), links));
            List<Fact> facts = new ArrayList<>();
            facts.add(Facts.fact("Number", Facts.hex(one.number()).then(", index " + one.index())));
            facts.add(Facts.fact("Direction", Html.of(one.direction().map(Facts::word).orElse("none"))));
            if (!one.args().isEmpty()) {
                facts.add(Facts.fact("Block", Html.of(one.layouts().lp64().size() + " bytes")));
            }
            one.result().ifPresent(type -> facts.add(Facts.fact("Result", Html.code(type.keyword()).then(", not negative"))));
            if (!one.after().isEmpty()) {
                facts.add(Facts.fact("After", after(node, one.after())));
            }
            if (!gate.isEmpty()) {
                facts.add(Facts.fact("Only if", gate));
            }
            if (!one.errors().isEmpty()) {
                facts.add(Facts.fact("Errors", Facts.names(one.errors())));
            }
            facts.addAll(Facts.evolution(one.meta(), links));
            items.add(new Item(Html.of(id), Html.of("Ioctl " + one.name()), Facts.flags(one.meta()), links.doc(one.meta().doc()), facts,
                    types.block("Arguments of " + node.name() + "." + one.name(), id, one.args(), one.layouts(), links)));
        }
        return new Part(Html.of("Ioctls of " + node.name()), List.of(), List.of(Figure.of(table.build())), items);
    }

    private Html argument(Arg arg) {
        return Html.of(Facts.word(arg.direction()) + " ").then(Html.code(arg.name())).then(" : ").then(links.type(arg.type()));
    }

    private static Html after(CharDev node, List<String> names) {
        return Html.join(", ", names.stream().map(name -> node.ioctls().stream().anyMatch(one -> one.name().equals(name))
                ? Links.within(Ids.part(node.name(), "ioctl", name), name) : Html.code(name)).toList());
    }
}
