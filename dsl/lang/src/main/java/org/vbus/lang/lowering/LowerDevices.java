// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.vbus.lang.validation.IdChecks;
import org.vbus.lang.validation.NameChecks;
import org.vbus.lang.validation.RingChecks;
import org.vbus.lang.validation.SeqlockChecks;
import org.vbus.lang.vbus.AfterMod;
import org.vbus.lang.vbus.ByMod;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.CallGateMod;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.ErrorsMod;
import org.vbus.lang.vbus.EvolutionMod;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.FieldMod;
import org.vbus.lang.vbus.GateMod;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.lang.vbus.Ring;
import org.vbus.model.device.Arg;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Placer;
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
    private final CallChecks callChecks;
    private final FieldChecks fieldChecks;
    private final LowerArgs args;
    private final LowerVirtio virtio;

    LowerDevices(Session session, Constants constants, Conditions conditions, Metas metas, Dispatch dispatch, LowerTypes types) {
        this.session = session;
        this.constants = constants;
        this.conditions = conditions;
        this.metas = metas;
        this.dispatch = dispatch;
        this.callChecks = new CallChecks(session);
        this.fieldChecks = new FieldChecks(session);
        this.args = new LowerArgs(session, metas, dispatch, types);
        this.virtio = new LowerVirtio(session, constants, conditions, metas, args);
    }

    /** The device, as far as it is not broken. */
    org.vbus.model.device.Device device(Device source) {
        new DeviceChecks(session).check(source);
        DeviceParts parts = new DeviceParts(source, session);
        virtio.checks().check(source);
        source.getItems().forEach(item -> dispatch.item(item, parts));
        new FeatureChecks(session, constants).cycles(source);
        callChecks.order(source);
        Optional<String> version = Optional.ofNullable(source.getVer()).map(one -> one.getName());
        return new org.vbus.model.device.Device(metas.of(source, source.getMods()), source.getName(), Optional.ofNullable(source.getTypeString()).orElse(""),
                version, source.isAbstract(), parts.features, parts.rings, parts.regions, parts.calls,
                Optional.ofNullable(source.getVirtio()).map(id -> virtio.virtio(source, parts.features)));
    }

    void features(Features source, DeviceParts parts) {
        Map<FeatureBit, Integer> bits = new FeatureChecks(session, constants).check(source, parts.source);
        if (parts.source.getVirtio() != null) {
            virtio.checks().bits(bits);
        }
        Optional<BigInteger> number = source.getGid() == null ? Optional.of(BigInteger.ZERO) : constants.value(source.getGid());
        Optional<Long> id = parts.groupIds.take(source, source.getName(), number);
        Scope scope = Scope.of("device `" + parts.source.getName() + "`", List.of(), parts.source);
        List<FeatureGroup.Bit> lowered = new ArrayList<>();
        bits.keySet().removeIf(FeatureBit::isRemoved);
        bits.forEach((bit, index) -> {
            boolean known = bit.getRequires() != null && !session.reporter().failed();
            Optional<Expr> requires = known ? conditions.condition(bit.getRequires(), scope) : Optional.empty();
            lowered.add(new FeatureGroup.Bit(metas.of(bit, bit.getMods()), bit.getName(), index, requires));
        });
        id.ifPresent(group -> parts.features.add(new FeatureGroup(metas.of(source, source.getMods()), source.getName(), group, NameChecks.featurePrefix(source),
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
        Optional<List<Arg>> payload = args.args(source.getPayload(), "ring `" + source.getName() + "`", parts.source);
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
        if (type.isPresent() && source.getCounter() != null) {
            new SeqlockChecks(session).check(source, type.get(), writers);
        }
        if (id.isPresent() && type.isPresent()) {
            parts.regions.add(new org.vbus.model.device.Region(metas.of(source, source.getMods()), source.getName(), id.get(), type.get(),
                    writers, gate, Optional.ofNullable(source.getCounter()), Placer.layouts(LowerTypes.single(type.get()), session)));
        }
    }

    void call(Call source, DeviceParts parts) {
        Optional<Long> number = parts.callNumbers.take(source, source.getName(), constants.value(source.getNr()));
        callChecks.check(source, parts.source, number.orElse(0L));
        Optional<List<Arg>> lowered = args.args(source.getPayload(), "call `" + source.getName() + "`", parts.source);
        Optional<Expr> gate = gate(source.getMods(), parts.source);
        if (lowered.isEmpty() || number.isEmpty()) {
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
        args.block(source, source.getName(), source.getPayload(), lowered.get()).ifPresent(layouts -> parts.calls.add(new org.vbus.model.device.Call(metas.of(source, source.getMods()),
                source.getName(), number.get(), lowered.get(), result, after, errors, gate, layouts)));
    }

    /** Takes the number, so that nothing else can. */
    void removed(RemovedItem source, DeviceParts parts) {
        // a queue is of virtio, and lowered with the others
        Optional<IdChecks> numbers = switch (source.getKind()) {
            case "call" -> Optional.of(parts.callNumbers);
            case "features" -> Optional.of(parts.groupIds);
            case "queue" -> Optional.empty();
            default -> Optional.of(parts.sharedMemoryIds);
        };
        numbers.ifPresent(space -> space.take(source, source.getName(), constants.value(source.getNr())));
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
