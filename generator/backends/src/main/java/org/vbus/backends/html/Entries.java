// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vbus.backends.html.Directory.Place;
import org.vbus.backends.html.PageView.Entry;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.backends.html.PageView.Figure;
import org.vbus.backends.html.PageView.Part;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.type.NamedType;

/** What all declarations of a page have: a name, a comment, users. */
final class Entries {
    private final SpecSet specs;
    private final Spec spec;
    private final Directory directory;
    private final Uses uses;
    private final Links links;

    Entries(SpecSet specs, Spec spec, Directory directory, Uses uses, Links links) {
        this.specs = specs;
        this.spec = spec;
        this.directory = directory;
        this.uses = uses;
        this.links = links;
    }

    Entry entry(String kind, String name, Meta meta, List<Fact> facts, List<Figure> figures, List<Part> parts) {
        List<Fact> all = new ArrayList<>(facts);
        all.addAll(Facts.evolution(meta, links));
        return new Entry(Html.of(name), Html.of(kind), Html.of(name), Facts.flags(meta), links.doc(meta.doc()), all, figures, parts, uses(name));
    }

    /** Users by their package, this one's first. */
    private List<Html> uses(String name) {
        Map<String, List<Html>> users = new LinkedHashMap<>();
        for (Place target : directory.find(spec.packageName() + "." + name).stream().toList()) {
            for (Place user : uses.of(target)) {
                users.computeIfAbsent(user.packageName(), unused -> new ArrayList<>()).add(links.to(user, user.name()));
            }
        }
        return users.entrySet().stream().map(one -> Html.join(", ", one.getValue()).then(one.getKey().equals(spec.packageName()) ? "" : " in " + one.getKey())).toList();
    }

    NamedType find(String qualified) {
        return specs.types().get(qualified);
    }
}
