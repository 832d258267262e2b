// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.semantics.Removals;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.DeprecatedMod;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.SinceMod;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.Meta;
import org.vbus.model.Release;

/** Docs, places, releases and successors of elements. */
public final class Metas {
    private static final int MOST_DIGITS = 5;
    private static final int MOST = 0xffff;

    private final Session session;

    public Metas(Session session) {
        this.session = session;
    }

    /** Of an element without modifiers. */
    public Meta of(EObject element) {
        return Meta.of(Places.doc(element), session.places().of(element));
    }

    /** Of an element with modifiers, of which other kinds are not looked at. */
    public Meta of(EObject element, List<? extends EObject> mods) {
        Optional<Release> since = Optional.empty();
        Optional<String> replacement = Optional.empty();
        for (EObject mod : mods) {
            if (mod instanceof SinceMod one) {
                since = since(one);
            } else if (mod instanceof DeprecatedMod deprecated) {
                replacement = replacement(element, deprecated);
            }
        }
        return new Meta(Places.doc(element), session.places().of(element), since, replacement);
    }

    /** What stands beside the deprecated element, or what the file sees. */
    private Optional<String> replacement(EObject element, DeprecatedMod mod) {
        String other = mod.getOther();
        for (EObject sibling : element.eContainer().eContents()) {
            if (sibling != element && other.equals(name(sibling)) && !Removals.isRemoved(sibling)) {
                return Optional.of(other);
            }
        }
        Optional<EObject> found = session.symbols().find(other, mod);
        if (found.isPresent() && found.get() instanceof Removed removed) {
            session.report(mod, VbusPackage.Literals.DEPRECATED_MOD__OTHER, Removals.used(removed, other));
            return Optional.empty();
        }
        if (!other.equals(name(element)) && found.isPresent()) {
            return Optional.of(other);
        }
        session.reportWhole(mod, REPLACEMENT_UNKNOWN.of(other));
        return Optional.empty();
    }

    private static String name(EObject element) {
        EStructuralFeature name = element.eClass().getEStructuralFeature("name");
        return name != null && element.eGet(name) instanceof String text ? text : "";
    }

    /** A release as written; empty if it is none, which is reported at {@code at}. */
    public Optional<Release> release(String text, EObject at) {
        String[] parts = text.split("\\.");
        if (parts.length != 2 || parts[0].length() > MOST_DIGITS || parts[1].length() > MOST_DIGITS
                || Integer.parseInt(parts[0]) > MOST || Integer.parseInt(parts[1]) > MOST) {
            session.reportWhole(at, BAD_RELEASE.of(text));
            return Optional.empty();
        }
        return Optional.of(new Release(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }

    private Optional<Release> since(SinceMod mod) {
        Optional<Release> since = release(mod.getRelease(), mod);
        Model model = EcoreUtil2.getContainerOfType(mod, Model.class);
        String current = model.getRelease();
        if (since.isPresent() && current == null) {
            session.reportWhole(mod, SINCE_WITHOUT_RELEASE.of(mod.getRelease())
                    .insert(session.places().after(model, VbusPackage.Literals.MODEL__NAME), "\nabi testing release " + mod.getRelease()));
        } else if (since.isPresent()) {
            // a broken release of the spec itself is told there
            String[] parts = current.split("\\.");
            boolean plain = parts.length == 2 && parts[0].length() <= MOST_DIGITS && parts[1].length() <= MOST_DIGITS;
            if (plain && since.get().compareTo(new Release(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))) > 0) {
                session.reportWhole(mod, SINCE_TOO_LATE.of(mod.getRelease(), current)
                        .replace(session.places().of(model, VbusPackage.Literals.MODEL__RELEASE), mod.getRelease()));
            }
        }
        return since;
    }
}
