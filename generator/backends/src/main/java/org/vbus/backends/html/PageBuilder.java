// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vbus.backends.Banner;
import org.vbus.backends.html.PageView.Entry;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.backends.html.PageView.Figure;
import org.vbus.backends.html.PageView.Section;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Tombstone;
import org.vbus.model.device.RingType;
import org.vbus.model.type.NamedType;

/** Makes the page of one spec. */
final class PageBuilder {
    private final Spec spec;
    private final Links links;
    private final TypeEntries types;
    private final DeviceEntries devices;
    private final NodeEntries nodes;

    PageBuilder(SpecSet specs, Spec spec, Directory directory, Uses uses) {
        this.spec = spec;
        this.links = new Links(directory, spec);
        Entries entries = new Entries(specs, spec, directory, uses, links);
        this.types = new TypeEntries(specs, entries, links);
        this.devices = new DeviceEntries(specs, spec.packageName(), entries, links, types);
        this.nodes = new NodeEntries(entries, links, types);
    }

    PageView page() {
        List<Section> sections = new ArrayList<>();
        section(sections, "devices", "Devices", spec.devices(), devices::device);
        section(sections, "nodes", "Character devices", spec.charDevs(), nodes::node);
        section(sections, "models", "Models", spec.models(), devices::model);
        section(sections, "rings", "Ring protocols", spec.ringTypes(), (RingType type) -> devices.ringType(type));
        section(sections, "structs", "Structs", of(NamedType.Struct.class), types::type);
        section(sections, "enums", "Enums", of(NamedType.Enum.class), types::type);
        section(sections, "flags", "Flags", of(NamedType.Flags.class), types::type);
        section(sections, "types", "Other types", of(NamedType.Alias.class), types::type);
        section(sections, "constants", "Constants", spec.constants(), types::constant);
        section(sections, "versions", "Versions", spec.versions(), types::version);
        section(sections, "removed", "Removed", spec.removed().isEmpty() ? List.of() : List.of(spec.removed()), this::removed);
        return new PageView(Html.of(Banner.of(spec)), Html.of(spec.packageName()), release(spec), links.doc(spec.meta().doc()), facts(), sections);
    }

    private List<NamedType> of(Class<? extends NamedType> kind) {
        return spec.types().stream().filter(kind::isInstance).toList();
    }

    private static <T> void section(List<Section> sections, String id, String title, List<T> elements, Function<T, Entry> entry) {
        if (!elements.isEmpty()) {
            sections.add(new Section(Html.of(Ids.page(id)), Html.of(title), elements.stream().map(entry).toList()));
        }
    }

    /** {@code stable release 1.2}; empty for a spec without a promise. */
    static List<Html> release(Spec spec) {
        return spec.abi().stream().map(abi -> Html.of(abi.tier().name().toLowerCase(Locale.ROOT) + " release " + abi.release())).toList();
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        if (!spec.imports().isEmpty()) {
            facts.add(Facts.fact("Imports", Html.join(", ", spec.imports().stream().map(name -> Html.link(Directory.page(name), Html.code(name))).toList())));
        }
        return facts;
    }

    private Entry removed(List<Tombstone> gone) {
        Table.Builder table = new Table.Builder("What earlier releases had", 1, "Kind", "Name", "Of", "Numbers that stay taken", "Text that stays taken", "Release",
                "Meaning");
        for (Tombstone one : gone) {
            table.row("", "", Html.of(one.kind()), Html.code(one.name()), one.owner().isEmpty() ? Html.EMPTY : Html.code(one.owner()),
                    Html.of(one.numbers().stream().map(Object::toString).collect(Collectors.joining(", "))),
                    one.matched().map(Html::code).orElse(Html.EMPTY), Facts.release(one.meta(), links), links.cell(one.meta().doc()));
        }
        return new Entry(Html.of(Ids.page("removed-names")), Html.of(""), Html.of("Names and numbers that are never used again"), List.of(), List.of(), List.of(),
                List.of(Figure.of(table.build())), List.of(), List.of());
    }
}
