// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.validation.FieldChecks;
import org.vbus.lang.validation.LayoutChecks;
import org.vbus.lang.validation.NameChecks;
import org.vbus.lang.validation.Tiers;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.DirMod;
import org.vbus.lang.vbus.Payload;
import org.vbus.model.Origin;
import org.vbus.model.device.Arg;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.TypeRef;

/** Lowers what stands in parentheses: arguments of calls and ioctls, and what a slot, a queue or a read carries. */
final class LowerArgs {
    private final Session session;
    private final Metas metas;
    private final Dispatch dispatch;
    private final LowerTypes types;

    LowerArgs(Session session, Metas metas, Dispatch dispatch, LowerTypes types) {
        this.session = session;
        this.metas = metas;
        this.dispatch = dispatch;
        this.types = types;
    }

    /** The arguments, whose conditions may name each other and features of a device. */
    Optional<List<Arg>> args(Payload payload, String what, Device device) {
        return payload == null ? Optional.of(List.of()) : args(payload, Scope.of(what, payload.getArgs(), device));
    }

    /** The arguments; empty if one is broken, which has been reported. */
    Optional<List<Arg>> args(Payload payload, Scope scope) {
        new NameChecks(session).unique("argument", payload.getArgs(), org.vbus.lang.vbus.Arg::getName);
        List<Arg> args = new ArrayList<>();
        boolean good = true;
        for (org.vbus.lang.vbus.Arg source : payload.getArgs()) {
            Optional<DirMod> target = FieldChecks.directionOfTarget(source.getMods(), true);
            source.getMods().stream().filter(mod -> mod instanceof DirMod && target.filter(mod::equals).isEmpty())
                    .forEach(mod -> session.reportWhole(mod, NOT_HERE.of(((DirMod) mod).getDir().getLiteral(), "an argument a second time")));
            Optional<TypeRef> type = dispatch.type(source.getType(), scope);
            Optional<FieldFacts> facts = type.flatMap(one ->
                    types.fields().facts(source.getName(), source.getType(), one, source.getMods(), scope, true));
            facts.ifPresent(one -> args.add(new Arg(metas.of(source, source.getMods()), Dirs.of(source.getDir()), source.getName(), type.get(), one)));
            good &= facts.isPresent();
        }
        return good ? Optional.of(args) : Optional.empty();
    }

    /** The argument block is a struct of the arguments, laid out under the same rules. */
    Optional<Layouts> block(EObject source, String name, Payload payload, List<Arg> args) {
        List<org.vbus.lang.vbus.Arg> written = payload == null ? List.of() : payload.getArgs();
        for (int i = 0; i + 1 < args.size(); i++) {
            if (types.isOpen(args.get(i).type())) {
                session.report(written.get(i + 1), NOT_LAST.of(args.get(i + 1).name()));
                return Optional.empty();
            }
        }
        List<Member> members = new ArrayList<>();
        args.forEach(arg -> members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())));
        Body body = Body.of(members);
        Origin at = session.places().of(source);
        types.layoutChecks().check(body, new LayoutChecks.Written(name, at, at, at, written, Tiers.of(source)));
        return Optional.of(Placer.layouts(body, session));
    }

    boolean isOpen(Arg arg) {
        return types.isOpen(arg.type());
    }
}
