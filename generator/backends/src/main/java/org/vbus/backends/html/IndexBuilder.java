// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vbus.backends.Banner;
import org.vbus.backends.html.Directory.Place;
import org.vbus.backends.html.IndexView.Kind;
import org.vbus.backends.html.IndexView.SpecLine;
import org.vbus.backends.text.Comments;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;

/** Makes the page over all specs, and what the search looks into. */
final class IndexBuilder {
    /** What both say of themselves. */
    static final String BANNER = Banner.MARK + " from all specs that were asked for and those they import. Do not edit: change the specs.";
    private static final String FOLDER = "specs/";
    private static final Map<String, String> PLURALS = Map.of("const", "Constants", "version", "Versions", "struct", "Structs", "enum", "Enums", "flags", "Flags",
            "type", "Other types", "ringtype", "Ring protocols", "device", "Devices", "model", "Models", "chardev", "Character devices");
    /** In this order. */
    private static final List<String> KINDS = List.of("device", "chardev", "model", "ringtype", "struct", "enum", "flags", "type", "const", "version");

    private final SpecSet specs;
    private final Directory directory;

    IndexBuilder(SpecSet specs, Directory directory) {
        this.specs = specs;
        this.directory = directory;
    }

    IndexView index() {
        return new IndexView(Html.of(BANNER), specs.specs().stream().map(this::line).toList(), devices());
    }

    private SpecLine line(Spec spec) {
        Map<String, List<Html>> byKind = new LinkedHashMap<>();
        KINDS.forEach(kind -> byKind.put(kind, new ArrayList<>()));
        directory.declarations(spec.packageName()).forEach(place -> byKind.get(place.kind()).add(link(place)));
        List<Kind> kinds = byKind.entrySet().stream().filter(kind -> !kind.getValue().isEmpty())
                .map(kind -> new Kind(Html.of(PLURALS.get(kind.getKey())), kind.getValue())).toList();
        String about = Comments.brief(spec.meta().doc());
        return new SpecLine(Html.of(FOLDER + Directory.page(spec.packageName())), Html.of(spec.packageName()), PageBuilder.release(spec),
                about.isEmpty() ? List.of() : List.of(plain(about)), kinds);
    }

    private static Html link(Place place) {
        return Html.link(FOLDER + Directory.page(place.packageName()) + "#" + place.id(), Html.code(place.name()));
    }

    /** One sentence without the marks of code. */
    private static Html plain(String text) {
        return Html.of(text.replace("`", ""));
    }

    private List<Table> devices() {
        Table.Builder table = new Table.Builder("What drivers and programs match on", 0, "Device", "Meaning", "Models", "Spec", "Matched by");
        for (Spec spec : specs.specs()) {
            for (Device device : spec.devices()) {
                String qualified = spec.packageName() + "." + device.name();
                String matched = device.virtio().map(virtio -> "virtio " + virtio.id()).orElse(device.typeString());
                if (!device.isAbstract()) {
                    row(table, spec, device.name(), matched, models(qualified), device.meta().doc());
                }
            }
            for (CharDev node : spec.charDevs()) {
                row(table, spec, node.name(), "/dev/" + node.node(), Html.EMPTY, node.meta().doc());
            }
        }
        return table.isEmpty() ? List.of() : List.of(table.build());
    }

    private void row(Table.Builder table, Spec spec, String name, String matched, Html models, String doc) {
        Html link = directory.find(spec.packageName() + "." + name).map(IndexBuilder::link).orElse(Html.code(name));
        Html page = Html.link(FOLDER + Directory.page(spec.packageName()), Html.code(spec.packageName()));
        Html about = doc.isBlank() ? Html.EMPTY : plain(Comments.brief(doc)).styled("doc");
        table.row("", "", link, about, models, page, Html.code(matched));
    }

    private Html models(String device) {
        List<Html> links = new ArrayList<>();
        for (Spec spec : specs.specs()) {
            for (DeviceModel model : spec.models()) {
                if (model.devices().contains(device)) {
                    directory.find(spec.packageName() + "." + model.name()).ifPresent(place -> links.add(link(place)));
                }
            }
        }
        return Html.join(", ", links);
    }

    SearchView search() {
        List<SearchView.Line> lines = specs.specs().stream().map(spec -> new SearchView.Line(Html.script(spec.packageName()), Html.script("spec"),
                Html.script(Directory.page(spec.packageName())), Html.script(""), Html.script(Comments.brief(spec.meta().doc())))).collect(Collectors.toCollection(ArrayList::new));
        for (Place place : directory.places()) {
            lines.add(new SearchView.Line(Html.script(place.name()), Html.script(place.kind()), Html.script(Directory.page(place.packageName())),
                    Html.script(place.id()), Html.script(place.about())));
        }
        return new SearchView(Html.of(BANNER), lines);
    }
}
