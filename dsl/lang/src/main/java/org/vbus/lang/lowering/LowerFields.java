// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.vbus.lang.semantics.Conditions;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Roles;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.validation.FieldChecks;
import org.vbus.lang.vbus.AddrMod;
import org.vbus.lang.vbus.ByMod;
import org.vbus.lang.vbus.DirMod;
import org.vbus.lang.vbus.EvolutionMod;
import org.vbus.lang.vbus.FieldMod;
import org.vbus.lang.vbus.FixedMod;
import org.vbus.lang.vbus.GateMod;
import org.vbus.lang.vbus.OffsetMod;
import org.vbus.lang.vbus.OpaqueMod;
import org.vbus.lang.vbus.TaggedUnion;
import org.vbus.lang.vbus.UnitMod;
import org.vbus.lang.vbus.WhereMod;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Lowers what fields and arguments say beside their types. */
public final class LowerFields {
    private final Session session;
    private final Constants constants;
    private final Conditions conditions;
    private final FieldChecks checks;
    private final Dispatch dispatch;

    LowerFields(Session session, Constants constants, Conditions conditions, Dispatch dispatch) {
        this.session = session;
        this.constants = constants;
        this.conditions = conditions;
        this.checks = new FieldChecks(session);
        this.dispatch = dispatch;
    }

    /**
     * The facts of one field.
     *
     * @param scope what names in its conditions mean
     * @param choice whether {@code if … else T} may stand here
     */
    Optional<FieldFacts> facts(String name, org.vbus.lang.vbus.TypeRef source, TypeRef type, List<FieldMod> mods, Scope scope, boolean choice) {
        int before = session.reporter().errors();
        checks.check(name, type, mods, choice);
        OptionalLong offset = source instanceof TaggedUnion union && union.getOff() != null ? offset(union.getOff()) : OptionalLong.empty();
        Optional<BigInteger> fixed = Optional.empty();
        List<Role> writers = new ArrayList<>();
        Optional<Direction> direction = Optional.empty();
        Optional<FieldFacts.Address> address = Optional.empty();
        boolean opaque = false;
        Optional<String> unit = Optional.empty();
        List<Expr> where = new ArrayList<>();
        Optional<Expr> gate = Optional.empty();
        Optional<TypeRef> otherwise = Optional.empty();
        Set<Class<?>> seen = new HashSet<>();
        Optional<DirMod> target = FieldChecks.directionOfTarget(mods, choice);
        for (FieldMod mod : mods) {
            if (target.filter(mod::equals).isPresent() || !seen.add(mod.getClass())) {
                continue;
            }
            if (mod instanceof OffsetMod at) {
                offset = offset(at);
            } else if (mod instanceof FixedMod one) {
                fixed = checks.numeric(type).flatMap(scalar -> constants.value(one.getValue(), scalar));
            } else if (mod instanceof ByMod by) {
                by.getRoles().forEach(role -> Roles.of(role).ifPresent(writers::add));
            } else if (mod instanceof DirMod dir) {
                direction = Optional.of(Dirs.of(dir.getDir()));
            } else if (mod instanceof AddrMod to) {
                address = dispatch.pointedTo(to.getTarget(), scope).map(there -> new FieldFacts.Address(there, to.isPinned(),
                        target.map(dir -> Dirs.of(dir.getDir()))));
            } else if (mod instanceof OpaqueMod) {
                opaque = true;
            } else if (mod instanceof UnitMod one) {
                unit = Optional.of(one.getUnit());
            } else if (mod instanceof WhereMod one) {
                one.getConds().forEach(cond -> conditions.condition(cond, scope).ifPresent(where::add));
            } else if (mod instanceof GateMod one) {
                gate = conditions.condition(one.getCond(), scope);
                otherwise = one.getAlt() == null ? Optional.empty() : dispatch.type(one.getAlt(), scope);
            } else if (!(mod instanceof EvolutionMod)) {
                throw new IllegalStateException("no lowering for " + mod.eClass().getName());
            }
        }
        if (session.reporter().errors() > before) {
            return Optional.empty();
        }
        return Optional.of(new FieldFacts(offset, fixed, writers, direction, address, opaque, unit, where, gate, otherwise));
    }

    /** The scalar in which a type keeps a single number. */
    Optional<Scalar> numeric(TypeRef type) {
        return checks.numeric(type);
    }

    private OptionalLong offset(OffsetMod mod) {
        Optional<BigInteger> value = constants.number(mod.getN(), mod);
        return value.isPresent() ? OptionalLong.of(value.get().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue()) : OptionalLong.empty();
    }
}
