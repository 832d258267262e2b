// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Removals;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.BitPart;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lang.vbus.VersionDef;

/** Names of a file: each once, in the spec and in C. */
public final class NameChecks {
    private final Session session;

    public NameChecks(Session session) {
        this.session = session;
    }

    /** The names that a whole file declares. */
    public void check(Model model) {
        unique("declaration", model.getElements(), Element::getName);
        if (model.getTier() != null && Tiers.of(model.getTier()).isEmpty()) {
            session.report(model, VbusPackage.Literals.MODEL__TIER, UNKNOWN_TIER.of(model.getTier())
                    .nearest(model.getTier(), List.of("experimental", "testing", "stable", "obsolete", "imported")));
        }
        Set<String> names = model.getElements().stream().filter(element -> !(element instanceof Removed)).map(Element::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, EObject> symbols = new HashMap<>();
        for (Element element : model.getElements()) {
            if (element instanceof VersionDef version) {
                covers(version, names, model);
            } else if (element instanceof Removed removed && removed.getOther() != null && !(session.symbols().find(removed.getOther(), removed)
                    .filter(other -> !(other instanceof Removed)).isPresent())) {
                session.report(removed, VbusPackage.Literals.REMOVED__OTHER, REPLACEMENT_UNKNOWN.of(removed.getOther()));
            }
            symbols(element, symbols);
        }
    }

    private void covers(VersionDef version, Set<String> names, Model model) {
        for (int i = 0; i < version.getCovers().size(); i++) {
            String covered = version.getCovers().get(i);
            Optional<Removed> removed = model.getElements().stream().filter(Removed.class::isInstance).map(Removed.class::cast)
                    .filter(one -> covered.equals(one.getName())).findFirst();
            if (removed.isPresent()) {
                session.report(version, VbusPackage.Literals.VERSION_DEF__COVERS, i, Removals.used(removed.get(), covered));
            } else if (!names.contains(covered)) {
                session.report(version, VbusPackage.Literals.VERSION_DEF__COVERS, i,
                        COVERS_UNKNOWN.of(covered, model.getName()).nearest(covered, names));
            }
        }
    }

    /** The names that C's preprocessor and enums share. */
    private void symbols(Element element, Map<String, EObject> symbols) {
        boolean number = element instanceof Removed removed && Set.of("const", "version").contains(removed.getKind());
        if (number || element instanceof Const || element instanceof VersionDef) {
            symbol(element.getName(), element, symbols);
        }
        for (Literal literal : Symbols.literalsOf(element)) {
            String prefix = element instanceof Flags flags ? flags.getPrefix() : ((org.vbus.lang.vbus.Enum) element).getPrefix();
            symbol((prefix == null ? element.getName().toUpperCase(Locale.ROOT) + "_" : prefix) + literal.getName(), literal, symbols);
        }
        if (element instanceof Struct) {
            element.eAllContents().forEachRemaining(inside -> {
                if (inside instanceof BitPart part && part.getCname() != null) {
                    symbol(part.getCname(), part, symbols);
                }
            });
        }
        if (element instanceof Device device) {
            device.getItems().stream().filter(Features.class::isInstance).map(Features.class::cast).forEach(group -> {
                String prefix = featurePrefix(group);
                for (FeatureBit bit : group.getBits()) {
                    symbol(prefix + bit.getName(), bit, symbols);
                }
            });
        }
    }

    /** The prefix of a feature's C name: as written, else made of the device's and the group's names. */
    public static String featurePrefix(Features group) {
        return group.getPrefix() != null ? group.getPrefix()
                : ((Device) group.eContainer()).getName().toUpperCase(Locale.ROOT) + "_" + group.getName() + "_";
    }

    private void symbol(String symbol, EObject at, Map<String, EObject> symbols) {
        EObject other = symbols.putIfAbsent(symbol, at);
        // names that are equal in the spec too have been told already
        if (other != null && !(other.eContainer() == at.eContainer())) {
            session.report(at, SYMBOL_TWICE.of(symbol).note("the other one is here", session.places().of(other)));
        }
    }

    /** No two of these have the same name, and none has a name that the generator keeps for itself. */
    public <T extends EObject> void unique(String what, List<T> all, Function<T, String> name) {
        Map<String, T> seen = new HashMap<>();
        for (T one : all) {
            String text = name.apply(one);
            if (text == null) {
                continue;
            }
            if (text.startsWith("__")) {
                session.report(one, RESERVED_NAME.of(text).instead(text, text.replaceAll("^_+(?=[A-Za-z])", "")));
            }
            T other = seen.putIfAbsent(text, one);
            if (other != null) {
                session.report(one, NAME_TWICE.of(what, text).note("the other one is here", session.places().of(other)));
            }
        }
    }
}
