// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.backends.html.PageView.Figure;
import org.vbus.backends.html.PageView.Item;
import org.vbus.backends.html.PageView.Part;
import org.vbus.model.device.Device;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.ExprText;

/** What a device of the virtio specification has beside its features. */
final class VirtioParts {
    private final Links links;
    private final TypeEntries types;

    VirtioParts(Links links, TypeEntries types) {
        this.links = links;
        this.types = types;
    }

    List<Fact> facts(Virtio virtio) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Virtio device", Html.of(virtio.id())));
        virtio.config().ifPresent(config -> facts.add(Facts.fact("Configuration space", links.to(config)
                .then(virtio.generation() ? ", with a generation counter against torn reads" : ""))));
        return facts;
    }

    List<Part> parts(Device device, Virtio virtio) {
        List<Part> parts = new ArrayList<>();
        Table.Builder lets = new Table.Builder("Numbers of " + device.name(), 0, "Name", "Value", "If", "Else", "Meaning");
        for (Virtio.Let let : virtio.lets()) {
            lets.row("", "", Html.code(let.name()), links.expr(let.value()), let.gate().map(gate -> links.expr(gate)).orElse(Html.EMPTY),
                    let.otherwise().map(links::expr).orElse(Html.EMPTY), links.cell(let.meta().doc()));
        }
        if (!lets.isEmpty()) {
            parts.add(new Part(Html.of("Numbers that queues use"), List.of(), List.of(Figure.of(lets.build())), List.of()));
        }
        if (!virtio.queues().isEmpty()) {
            parts.add(new Part(Html.of("Queues of " + device.name()), List.of(), List.of(), virtio.queues().stream().map(queue -> queue(device, queue)).toList()));
        }
        return parts;
    }

    private Item queue(Device device, Virtio.Queue queue) {
        String id = Ids.part(device.name(), "queue", queue.name());
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Index", links.expr(queue.number())));
        queue.bound().ifPresent(bound -> facts.add(Facts.fact("How many", Html.code(queue.index().orElse("i") + " < ").then(links.expr(bound)))));
        facts.add(Facts.fact("Direction", Html.of(queue.toDriver() ? "device to driver: the device fills the buffers" : "driver to device")));
        queue.gate().ifPresent(gate -> facts.add(Facts.fact("Only if", links.expr(gate))));
        queue.header().ifPresent(header -> facts.add(Facts.fact("Every request begins with", links.to(header)
                .then(queue.selected() ? ", and " + String.join(", ", queue.selectors()) + " says which it is" : ""))));
        List<Figure> figures = new ArrayList<>(types.payload("What a chain of buffers of " + queue.name() + " carries", id, queue.payload(), links));
        if (!queue.requests().isEmpty()) {
            Table.Builder table = new Table.Builder("Requests of " + queue.name(), 0, "Request", "Numbers", "Parts, in this order", "Only if", "Release", "Meaning");
            for (Virtio.Request request : queue.requests()) {
                Html parts = Html.lines(request.args().stream().map(arg -> Html.of(Facts.word(arg.direction()) + " ").then(Html.code(arg.name())).then(" : ")
                        .then(links.type(arg.type()))).toList());
                table.row(Ids.part(device.name(), "request-" + queue.name(), request.name()), "", Html.code(request.name()),
                        Html.join(", ", request.numbers().stream().map(Html::of).toList()), parts,
                        request.gate().map(gate -> links.expr(gate)).orElse(Html.EMPTY), Facts.release(request.meta(), links), links.cell(request.meta().doc()));
            }
            figures.add(Figure.of(table.build()));
        }
        List<Fact> all = new ArrayList<>(facts);
        all.addAll(Facts.evolution(queue.meta(), links));
        String many = queue.bound().map(bound -> "[" + queue.index().orElse("i") + " < " + ExprText.of(bound) + "]").orElse("");
        return new Item(Html.of(id), Html.of("Queue " + queue.name() + many), Facts.flags(queue.meta()), links.doc(queue.meta().doc()), all, figures);
    }
}
