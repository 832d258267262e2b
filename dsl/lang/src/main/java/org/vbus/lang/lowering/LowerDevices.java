// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.vbus.lang.semantics.Conditions;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Roles;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.validation.CallChecks;
import org.vbus.lang.validation.DeviceChecks;
import org.vbus.lang.validation.FeatureChecks;
import org.vbus.lang.validation.FieldChecks;
import org.vbus.lang.validation.LayoutChecks;
import org.vbus.lang.validation.NameChecks;
import org.vbus.lang.validation.RingChecks;
import org.vbus.lang.validation.Tiers;
import org.vbus.lang.vbus.AfterMod;
import org.vbus.lang.vbus.ByMod;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.CallGateMod;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.DirMod;
import org.vbus.lang.vbus.ErrorsMod;
import org.vbus.lang.vbus.EvolutionMod;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.FieldMod;
import org.vbus.lang.vbus.GateMod;
import org.vbus.lang.vbus.Payload;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.Ring;
import org.vbus.model.Origin;
import org.vbus.model.device.Arg;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Lowers devices: feature groups, rings, regions and calls. */
public final class LowerDevices {
    private final Session session;
    private final Constants constants;
    private final Conditions conditions;
    private final Metas metas;
    private final Dispatch dispatch;
    private final LowerTypes types;
    private final CallChecks callChecks;
    private final FieldChecks fieldChecks;

    LowerDevices(Session session, Constants constants, Conditions conditions, Metas metas, Dispatch dispatch, LowerTypes types) {
        this.session = session;
        this.constants = constants;
        this.conditions = conditions;
        this.metas = metas;
        this.dispatch = dispatch;
        this.types = types;
        this.callChecks = new CallChecks(session);
        this.fieldChecks = new FieldChecks(session);
    }

    /** The device, as far as it is not broken. */
    org.vbus.model.device.Device device(Device source) {
        new DeviceChecks(session).check(source);
        DeviceParts parts = new DeviceParts(source, session);
        // one message for a kind of device that is not supported, not one for each of its parts
        if (source.getVirtio() == null) {
            source.getItems().forEach(item -> dispatch.item(item, parts));
        }
        new FeatureChecks(session, constants).cycles(source);
        callChecks.order(source);
        Optional<String> version = Optional.ofNullable(source.getVer()).map(one -> one.getName());
        return new org.vbus.model.device.Device(metas.of(source), source.getName(), Optional.ofNullable(source.getTypeString()).orElse(""),
                version, source.isAbstract(), parts.features, parts.rings, parts.regions, parts.calls);
    }

    void unsupported(DevItem item) {
        session.report(item, UNSUPPORTED.of("`" + item.eClass().getName().toLowerCase(Locale.ROOT) + "` in a device"));
    }

    void features(Features source, DeviceParts parts) {
        Map<FeatureBit, Integer> bits = new FeatureChecks(session, constants).check(source, parts.source);
        Optional<BigInteger> number = source.getGid() == null ? Optional.of(BigInteger.ZERO) : constants.value(source.getGid());
        Optional<Long> id = parts.groupIds.take(source, source.getName(), number);
        Scope scope = Scope.of("device `" + parts.source.getName() + "`", List.of(), parts.source);
        List<FeatureGroup.Bit> lowered = new ArrayList<>();
        bits.forEach((bit, index) -> {
            boolean known = bit.getRequires() != null && !session.reporter().failed();
            Optional<Expr> requires = known ? conditions.condition(bit.getRequires(), scope) : Optional.empty();
            lowered.add(new FeatureGroup.Bit(metas.of(bit, bit.getMods()), bit.getName(), index, requires));
        });
        id.ifPresent(group -> parts.features.add(new FeatureGroup(metas.of(source), source.getName(), group, NameChecks.featurePrefix(source),
                Optional.ofNullable(source.getVia()), source.isEmit(), lowered)));
    }

    void ring(Ring source, DeviceParts parts) {
        Optional<Long> id = parts.sharedMemoryIds.take(source, source.getName(), constants.value(source.getIdn()));
        boolean good = new RingChecks(session, constants).check(source);
        callChecks.mods(source.getMods(), parts.source);
        for (CallMod mod : source.getMods()) {
            if (mod instanceof ErrorsMod || mod instanceof AfterMod) {
                session.reportWhole(mod, NOT_HERE.of(FieldChecks.word(mod), "a ring").instead(Places.text(mod), ""));
            }
        }
        Optional<List<Arg>> payload = args(source.getPayload(), "ring `" + source.getName() + "`", parts.source);
        Optional<Expr> gate = gate(source.getMods(), parts.source);
        if (!good || id.isEmpty() || payload.isEmpty()) {
            return;
        }
        long max = depth(source.getMax(), source);
        parts.rings.add(new org.vbus.model.device.Ring(metas.of(source, source.getMods()), source.getName(), id.get(),
                Symbols.qualifiedName(source.getType()), source.getTo().equals("driver"), depth(source.getMin(), source), max,
                source.getDef() == null ? max : depth(source.getDef(), source), payload.get(), gate));
    }

    private long depth(String text, Ring at) {
        return constants.number(text, at).orElseThrow().longValueExact();
    }

    void region(Region source, DeviceParts parts) {
        Optional<Long> id = parts.sharedMemoryIds.take(source, source.getName(), constants.value(source.getIdn()));
        String what = "region `" + source.getName() + "`";
        fieldChecks.once(source.getMods());
        List<Role> writers = new ArrayList<>();
        Optional<Expr> gate = Optional.empty();
        for (FieldMod mod : source.getMods()) {
            if (mod instanceof ByMod by) {
                fieldChecks.roles(by);
                by.getRoles().forEach(role -> Roles.of(role).ifPresent(writers::add));
            } else if (mod instanceof GateMod one && one.getAlt() == null) {
                gate = conditions.condition(one.getCond(), Scope.of("device `" + parts.source.getName() + "`", List.of(), parts.source));
            } else if (!(mod instanceof EvolutionMod)) {
                session.reportWhole(mod, NOT_HERE.of(FieldChecks.word(mod), "a region").instead(Places.text(mod), ""));
            }
        }
        Optional<TypeRef> type = dispatch.type(source.getType(), Scope.of(what, List.of(), parts.source));
        if (id.isPresent() && type.isPresent()) {
            parts.regions.add(new org.vbus.model.device.Region(metas.of(source, source.getMods()), source.getName(), id.get(), type.get(),
                    writers, gate, Placer.layouts(LowerTypes.single(type.get()), session)));
        }
    }

    void call(Call source, DeviceParts parts) {
        Optional<Long> number = parts.callNumbers.take(source, source.getName(), constants.value(source.getNr()));
        callChecks.check(source, parts.source, number.orElse(0L));
        Optional<List<Arg>> args = args(source.getPayload(), "call `" + source.getName() + "`", parts.source);
        Optional<Expr> gate = gate(source.getMods(), parts.source);
        if (args.isEmpty() || number.isEmpty()) {
            return;
        }
        List<String> after = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (CallMod mod : source.getMods()) {
            if (mod instanceof AfterMod one) {
                after.addAll(one.getSteps());
            } else if (mod instanceof ErrorsMod one) {
                errors.addAll(one.getNames());
            }
        }
        Optional<Scalar> result = Optional.ofNullable(source.getRet()).map(one -> Kinds.scalar(one.getScalar()));
        layouts(source, args.get()).ifPresent(layouts -> parts.calls.add(new org.vbus.model.device.Call(metas.of(source, source.getMods()),
                source.getName(), number.get(), args.get(), result, after, errors, gate, layouts)));
    }

    /** The argument block is a struct of the arguments. */
    private Optional<Layouts> layouts(Call source, List<Arg> args) {
        List<org.vbus.lang.vbus.Arg> written = source.getPayload() == null ? List.of() : source.getPayload().getArgs();
        for (int i = 0; i + 1 < args.size(); i++) {
            if (types.isOpen(args.get(i).type())) {
                session.report(written.get(i + 1), NOT_LAST.of(args.get(i + 1).name()));
                return Optional.empty();
            }
        }
        List<Member> members = new ArrayList<>();
        args.forEach(arg -> members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())));
        Body body = new Body(members, OptionalLong.empty(), OptionalInt.empty(), false);
        Origin at = session.places().of(source);
        types.layoutChecks().check(body, new LayoutChecks.Written(source.getName(), at, at, at, written, Tiers.isStable(source)));
        return Optional.of(Placer.layouts(body, session));
    }

    private Optional<List<Arg>> args(Payload payload, String what, Device device) {
        if (payload == null) {
            return Optional.of(List.of());
        }
        new NameChecks(session).unique("argument", payload.getArgs(), org.vbus.lang.vbus.Arg::getName);
        Scope scope = Scope.of(what, payload.getArgs(), device);
        List<Arg> args = new ArrayList<>();
        boolean good = true;
        for (org.vbus.lang.vbus.Arg source : payload.getArgs()) {
            source.getMods().stream().filter(DirMod.class::isInstance)
                    .forEach(mod -> session.reportWhole(mod, NOT_HERE.of(((DirMod) mod).getDir().getLiteral(), "an argument a second time")));
            Optional<TypeRef> type = dispatch.type(source.getType(), scope);
            Optional<FieldFacts> facts = type.flatMap(one ->
                    types.fields().facts(source.getName(), source.getType(), one, source.getMods(), scope, true));
            facts.ifPresent(one -> args.add(new Arg(metas.of(source, source.getMods()), Dirs.of(source.getDir()), source.getName(), type.get(), one)));
            good &= facts.isPresent();
        }
        return good ? Optional.of(args) : Optional.empty();
    }

    private Optional<Expr> gate(List<CallMod> mods, Device device) {
        Scope scope = Scope.of("device `" + device.getName() + "`", List.of(), device);
        for (CallMod mod : mods) {
            if (mod instanceof CallGateMod gate) {
                return conditions.condition(gate.getCond(), scope);
            }
        }
        return Optional.empty();
    }
}
