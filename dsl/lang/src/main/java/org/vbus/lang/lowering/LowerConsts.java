// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.validation.FieldChecks;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.ScalarRef;
import org.vbus.lang.vbus.VersionDef;
import org.vbus.model.Version;
import org.vbus.model.type.Scalar;

/** Lowers constants and versions. */
public final class LowerConsts {
    private final Session session;
    private final Constants constants;
    private final Metas metas;
    private final FieldChecks checks;
    private final Dispatch dispatch;
    private final Map<Element, org.vbus.model.Const> consts = new HashMap<>();
    private final Map<Element, Version> versions = new HashMap<>();

    LowerConsts(Session session, Constants constants, Metas metas, Dispatch dispatch) {
        this.session = session;
        this.constants = constants;
        this.metas = metas;
        this.checks = new FieldChecks(session);
        this.dispatch = dispatch;
    }

    Optional<org.vbus.model.Const> lowered(Const source) {
        return Optional.ofNullable(consts.get(source));
    }

    Optional<Version> lowered(VersionDef source) {
        return Optional.ofNullable(versions.get(source));
    }

    void constant(Const source) {
        checks.once(source.getMods());
        Optional<Scalar> type = type(source.getType());
        if (source.getType() != null && type.isEmpty()) {
            return;
        }
        var value = type.isPresent() ? constants.value(source.getValue(), type.get()) : constants.value(source.getValue());
        value.ifPresent(number -> {
            session.setValue(source, number);
            consts.put(source, new org.vbus.model.Const(metas.of(source, source.getMods()), source.getName(), type, number));
        });
    }

    void version(VersionDef source) {
        checks.once(source.getMods());
        Optional<Scalar> type = source.getType() == null ? Optional.of(Scalar.U32) : type(source.getType());
        type.flatMap(scalar -> constants.value(source.getValue(), scalar)).ifPresent(number -> {
            session.setValue(source, number);
            versions.put(source, new Version(metas.of(source, source.getMods()), source.getName(), type.get(), number, source.getCovers()));
        });
    }

    private Optional<Scalar> type(Named type) {
        if (type == null) {
            return Optional.empty();
        }
        if (!type.getDims().isEmpty() || !(type instanceof ScalarRef) && !(type instanceof NamedRef)) {
            return wrong(type);
        }
        if (type instanceof ScalarRef scalar) {
            Scalar known = Kinds.scalar(scalar.getScalar());
            return known == Scalar.CHAR || known == Scalar.BOOL ? wrong(type) : Optional.of(known);
        }
        var lowered = dispatch.type(type, Scope.none("this constant"));
        if (lowered.isEmpty()) {
            return Optional.empty();
        }
        Optional<Scalar> numeric = checks.numeric(lowered.get());
        return numeric.isPresent() ? numeric : wrong(type);
    }

    private Optional<Scalar> wrong(Named type) {
        session.reportWhole(type, CONST_TYPE.of(org.vbus.lang.syntax.Places.text(type)));
        return Optional.empty();
    }
}
