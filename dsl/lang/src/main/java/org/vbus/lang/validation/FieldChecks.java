// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Roles;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.AddrMod;
import org.vbus.lang.vbus.ByMod;
import org.vbus.lang.vbus.DeprecatedMod;
import org.vbus.lang.vbus.DirMod;
import org.vbus.lang.vbus.FieldMod;
import org.vbus.lang.vbus.FixedMod;
import org.vbus.lang.vbus.GateMod;
import org.vbus.lang.vbus.OffsetMod;
import org.vbus.lang.vbus.OpaqueMod;
import org.vbus.lang.vbus.SinceMod;
import org.vbus.lang.vbus.UnitMod;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lang.vbus.WhereMod;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** What fields and arguments may say, and how often. */
public final class FieldChecks {
    private static final int ADDRESS_BYTES = 8;
    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            Map.entry(OffsetMod.class, "@"), Map.entry(FixedMod.class, "="), Map.entry(ByMod.class, "by"), Map.entry(DirMod.class, "in/out"),
            Map.entry(AddrMod.class, "->"), Map.entry(OpaqueMod.class, "opaque"), Map.entry(UnitMod.class, "unit"),
            Map.entry(WhereMod.class, "where"), Map.entry(GateMod.class, "if"), Map.entry(SinceMod.class, "since"),
            Map.entry(DeprecatedMod.class, "deprecated"));

    private final Session session;

    public FieldChecks(Session session) {
        this.session = session;
    }

    /** Checks the modifiers of one field. */
    public void check(String name, TypeRef type, List<FieldMod> mods, boolean choice) {
        Places places = session.places();
        // an argument has said its own direction before
        Optional<DirMod> target = directionOfTarget(mods, choice);
        once(mods.stream().filter(mod -> target.filter(mod::equals).isEmpty()).toList());
        for (FieldMod mod : mods) {
            if (mod instanceof ByMod by) {
                roles(by);
            } else if (mod instanceof FixedMod && numeric(type).isEmpty()) {
                session.reportWhole(mod, BAD_FIXED.of(name, text(type)).instead(Places.text(mod), ""));
            } else if (mod instanceof AddrMod && !isAddress(type)) {
                session.reportWhole(mod, type instanceof TypeRef.Of
                        ? BAD_ADDRESS.of(name, text(type)).replace(places.of(mod.eContainer(), mod.eContainer().eClass().getEStructuralFeature("type")), "u64")
                        : BAD_ADDRESS.of(name, text(type)));
            } else if (mod instanceof GateMod gate && gate.getAlt() != null && !choice) {
                session.reportWhole(mod, CHOICE_IN_STRUCT.of(name));
            }
        }
    }

    /**
     * In {@code in -> T inout} the second direction is that of what the address leads to.
     *
     * @param directed a direction was said before the modifiers
     */
    public static Optional<DirMod> directionOfTarget(List<FieldMod> mods, boolean directed) {
        for (int i = 1; i < mods.size(); i++) {
            boolean said = directed || mods.subList(0, i - 1).stream().anyMatch(DirMod.class::isInstance);
            if (said && mods.get(i) instanceof DirMod dir && mods.get(i - 1) instanceof AddrMod) {
                return Optional.of(dir);
            }
        }
        return Optional.empty();
    }

    /** No modifier stands twice. */
    public void once(List<? extends EObject> mods) {
        Map<String, EObject> seen = new HashMap<>();
        for (EObject mod : mods) {
            EObject other = seen.putIfAbsent(word(mod), mod);
            if (other != null) {
                session.reportWhole(mod, SAID_TWICE.of(word(mod)).note("the other one is here", session.places().whole(other))
                        .instead(Places.text(mod), ""));
            }
        }
    }

    /** How a modifier is written. */
    public static String word(EObject mod) {
        return WORDS.entrySet().stream().filter(entry -> entry.getKey().isInstance(mod)).map(Map.Entry::getValue).findFirst()
                .orElseGet(() -> mod.eClass().getName().replaceAll("^Call|Mod$", "").replaceAll("^Gate$", "if").toLowerCase(Locale.ROOT));
    }

    /** Every role is known. */
    public void roles(ByMod by) {
        for (int i = 0; i < by.getRoles().size(); i++) {
            String word = by.getRoles().get(i);
            if (Roles.of(word).isEmpty()) {
                List<String> known = Arrays.stream(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
                session.report(by, VbusPackage.Literals.BY_MOD__ROLES, i, UNKNOWN_ROLE.of(word).nearest(word, known));
            }
        }
    }

    /** The scalar in which a type keeps a single number; empty for a struct, an array or text. */
    public Optional<Scalar> numeric(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (type instanceof TypeRef.Fd) {
            return Optional.of(Scalar.S32);
        }
        Optional<NamedType> named = type instanceof TypeRef.Named one ? session.type(one.name()) : Optional.empty();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (named.get() instanceof NamedType.Enum one) {
            return Optional.of(one.base());
        }
        if (named.get() instanceof NamedType.Flags one) {
            return Optional.of(one.base());
        }
        return named.get() instanceof NamedType.Alias alias ? numeric(alias.target()) : Optional.empty();
    }

    private boolean isAddress(TypeRef type) {
        return numeric(type).filter(scalar -> scalar.bytes() == ADDRESS_BYTES && !scalar.signed()).isPresent();
    }

    private static String text(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Named named) {
            return "`" + named.name() + "`";
        }
        return type instanceof TypeRef.Array ? "an array" : "a " + type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
