// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.validation.RingTypeChecks;
import org.vbus.lang.vbus.AttachCheck;
import org.vbus.lang.vbus.RAttach;
import org.vbus.lang.vbus.RIndex;
import org.vbus.lang.vbus.ROrder;
import org.vbus.lang.vbus.ROwner;
import org.vbus.lang.vbus.RPayload;
import org.vbus.lang.vbus.RSignal;
import org.vbus.lang.vbus.RSlots;
import org.vbus.lang.vbus.RingClause;
import org.vbus.lang.vbus.RingType;

/** Lowers ring types. */
public final class LowerRingTypes {
    private final RingTypeChecks checks;
    private final Metas metas;

    LowerRingTypes(Session session, Metas metas) {
        this.checks = new RingTypeChecks(session);
        this.metas = metas;
    }

    Optional<org.vbus.model.device.RingType> ringType(RingType source) {
        if (!checks.check(source)) {
            return Optional.empty();
        }
        List<String> signal = List.of();
        List<String> slots = List.of();
        List<String> address = List.of();
        List<String> length = List.of();
        List<String> owner = List.of();
        List<org.vbus.model.device.RingType.Index> indices = new ArrayList<>();
        List<org.vbus.model.device.RingType.Order> orders = new ArrayList<>();
        boolean exact = false;
        List<String> attach = new ArrayList<>();
        for (RingClause clause : source.getClauses()) {
            if (clause instanceof RSignal one) {
                signal = path(one.getPath());
            } else if (clause instanceof RSlots one) {
                slots = path(one.getPath());
            } else if (clause instanceof RPayload one) {
                address = path(one.getPtr());
                length = path(one.getLen());
            } else if (clause instanceof ROwner one) {
                owner = path(one.getPath());
            } else if (clause instanceof RIndex one) {
                indices.add(new org.vbus.model.device.RingType.Index(one.getName(), path(one.getPath()), one.getHead(), one.getTail(), one.getFull()));
            } else if (clause instanceof ROrder one) {
                one.getRules().forEach(rule -> orders.add(new org.vbus.model.device.RingType.Order(rule.getKind(), path(rule.getPath()))));
            } else if (clause instanceof RAttach one) {
                for (AttachCheck check : one.getChecks()) {
                    exact |= check.isExact();
                    Optional.ofNullable(check.getWhat()).ifPresent(attach::add);
                }
            }
        }
        return Optional.of(new org.vbus.model.device.RingType(metas.of(source, source.getMods()), source.getName(), Symbols.qualifiedName(source.getHead()),
                signal, slots, address, length, owner, indices, orders, exact, attach));
    }

    private static List<String> path(String dotted) {
        return List.of(dotted.split("\\."));
    }
}
