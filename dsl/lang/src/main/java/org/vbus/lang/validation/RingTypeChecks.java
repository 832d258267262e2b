// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.AttachCheck;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.OrderRule;
import org.vbus.lang.vbus.RAttach;
import org.vbus.lang.vbus.RIndex;
import org.vbus.lang.vbus.ROrder;
import org.vbus.lang.vbus.ROwner;
import org.vbus.lang.vbus.RPayload;
import org.vbus.lang.vbus.RSignal;
import org.vbus.lang.vbus.RSlots;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.RingClause;
import org.vbus.lang.vbus.RingType;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.lang.vbus.VbusPackage;

/** Ring types: every path leads to something in the header. */
public final class RingTypeChecks {
    private static final Set<String> ORDERS = Set.of("release", "acquire", "fence");

    private final Session session;

    public RingTypeChecks(Session session) {
        this.session = session;
    }

    /** True if it can be lowered. */
    public boolean check(RingType type) {
        int before = session.reporter().errors();
        if (!(type.getHead() instanceof Struct head)) {
            session.report(type, VbusPackage.Literals.RING_TYPE__HEAD, WRONG_KIND.of(type.getHead().getName(), Kinds.of(type.getHead()), "a struct"));
            return false;
        }
        new FieldChecks(session).once(type.getMods());
        new FieldChecks(session).once(type.getClauses().stream().filter(clause -> !(clause instanceof RIndex)).toList());
        if (type.getClauses().stream().noneMatch(RSlots.class::isInstance)) {
            session.report(type, NO_SLOTS.of(type.getName()));
        }
        type.getClauses().forEach(clause -> clause(clause, head));
        return session.reporter().errors() == before;
    }

    private void clause(RingClause clause, Struct head) {
        if (clause instanceof RSignal signal) {
            path(signal, VbusPackage.Literals.RSIGNAL__PATH, signal.getPath(), head);
        } else if (clause instanceof RSlots slots) {
            TypeRef array = path(slots, VbusPackage.Literals.RSLOTS__PATH, slots.getPath(), head);
            if (array != null && !(array instanceof Named named && named.getDims().size() == 1)) {
                session.report(slots, VbusPackage.Literals.RSLOTS__PATH, SLOTS_NOT_ARRAY.of(slots.getPath()));
            }
        } else if (clause instanceof RPayload payload) {
            path(payload, VbusPackage.Literals.RPAYLOAD__PTR, payload.getPtr(), head);
            path(payload, VbusPackage.Literals.RPAYLOAD__LEN, payload.getLen(), head);
        } else if (clause instanceof ROwner owner) {
            path(owner, VbusPackage.Literals.ROWNER__PATH, owner.getPath(), head);
        } else if (clause instanceof RIndex index) {
            index(index, head);
        } else if (clause instanceof ROrder order) {
            for (OrderRule rule : order.getRules()) {
                if (!ORDERS.contains(rule.getKind())) {
                    session.report(rule, VbusPackage.Literals.ORDER_RULE__KIND,
                            UNKNOWN_ORDER.of(rule.getKind()).nearest(rule.getKind(), ORDERS));
                }
                path(rule, VbusPackage.Literals.ORDER_RULE__PATH, rule.getPath(), head);
            }
        } else if (clause instanceof RAttach attach) {
            for (AttachCheck check : attach.getChecks()) {
                if (check.getWhat() != null) {
                    path(check, VbusPackage.Literals.ATTACH_CHECK__WHAT, check.getWhat(), head);
                }
            }
        }
    }

    private void index(RIndex index, Struct head) {
        TypeRef pair = path(index, VbusPackage.Literals.RINDEX__PATH, index.getPath(), head);
        if (pair != null) {
            Map<String, TypeRef> fields = Scope.fieldsOf(pair);
            field(index, VbusPackage.Literals.RINDEX__HEAD, index.getHead(), fields, index.getPath());
            field(index, VbusPackage.Literals.RINDEX__TAIL, index.getTail(), fields, index.getPath());
            field(index, VbusPackage.Literals.RINDEX__FULL, index.getFull(), fields, index.getPath());
        }
    }

    private void field(EObject at, EStructuralFeature feature, String name, Map<String, TypeRef> fields, String path) {
        if (!fields.containsKey(name)) {
            session.report(at, feature, UNKNOWN_PATH.of(name, path).nearest(name, fields.keySet()));
        }
    }

    /** The type at a path: fields, or a literal of the enum that indexes an array. */
    private TypeRef path(EObject at, EStructuralFeature feature, String path, Struct head) {
        Map<String, TypeRef> fields = Scope.fields(head.getMembers());
        TypeRef type = null;
        for (String part : path.split("\\.")) {
            boolean literal = type instanceof Named named && literals(named).contains(part);
            if (!literal && !fields.containsKey(part)) {
                session.report(at, feature, UNKNOWN_PATH.of(path, head.getName()).nearest(part, fields.keySet()));
                return null;
            }
            type = literal ? type : fields.get(part);
            fields = Scope.fieldsOf(type);
        }
        return type;
    }

    private List<String> literals(Named array) {
        if (array.getDims().size() != 1 || !(array.getDims().get(0).getSize() instanceof Ref ref)) {
            return List.of();
        }
        return session.symbols().find(ref.getName(), ref).filter(Enum.class::isInstance).map(Enum.class::cast)
                .map(index -> index.getLiterals().stream().filter(one -> !one.isLocal()).map(Literal::getName).toList()).orElse(List.of());
    }
}
