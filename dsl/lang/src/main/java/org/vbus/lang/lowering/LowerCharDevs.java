// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.vbus.lang.semantics.Conditions;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.validation.CharDevChecks;
import org.vbus.lang.validation.IdChecks;
import org.vbus.lang.vbus.AfterMod;
import org.vbus.lang.vbus.CallGateMod;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.CharDev;
import org.vbus.lang.vbus.CharItem;
import org.vbus.lang.vbus.ErrorsMod;
import org.vbus.lang.vbus.Ioctl;
import org.vbus.lang.vbus.Poll;
import org.vbus.lang.vbus.Read;
import org.vbus.lang.vbus.RemovedIoctl;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.device.Arg;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Layouts;
import org.vbus.model.type.Direction;

/** Lowers character devices. */
public final class LowerCharDevs {
    private final Session session;
    private final Constants constants;
    private final Conditions conditions;
    private final Metas metas;
    private final LowerArgs args;
    private final CharDevChecks checks;

    LowerCharDevs(Session session, Constants constants, Conditions conditions, Metas metas, Dispatch dispatch, LowerTypes types) {
        this.session = session;
        this.constants = constants;
        this.conditions = conditions;
        this.metas = metas;
        this.args = new LowerArgs(session, metas, dispatch, types);
        this.checks = new CharDevChecks(session);
    }

    /** The character device, as far as it is not broken. */
    org.vbus.model.device.CharDev charDev(CharDev source) {
        checks.check(source);
        int letter = checks.octet(source, VbusPackage.Literals.CHAR_DEV__LETTER, "the type", constants.value(source.getLetter())).orElse(0);
        Map<String, Expr> granted = checks.granted(source);
        IdChecks numbers = new IdChecks(session, IOCTL_TWICE);
        List<org.vbus.model.device.CharDev.Ioctl> ioctls = new ArrayList<>();
        Optional<org.vbus.model.device.CharDev.Read> read = Optional.empty();
        boolean poll = false;
        for (CharItem item : source.getItems()) {
            if (item instanceof Ioctl one) {
                ioctl(one, source, letter, numbers, granted).ifPresent(ioctls::add);
            } else if (item instanceof Read one) {
                read = read(one, source);
            } else if (item instanceof RemovedIoctl one) {
                numbers.take(one, one.getName(), constants.value(one.getNr()));
            } else {
                poll |= item instanceof Poll;
            }
        }
        return new org.vbus.model.device.CharDev(metas.of(source, source.getMods()), source.getName(), source.getNode(), checks.mode(source), letter, ioctls, read, poll);
    }

    private Optional<org.vbus.model.device.CharDev.Ioctl> ioctl(Ioctl source, CharDev device, int letter, IdChecks numbers, Map<String, Expr> granted) {
        String what = "ioctl `" + source.getName() + "`";
        Optional<BigInteger> written = constants.value(source.getNr());
        OptionalInt index = checks.octet(source, VbusPackage.Literals.IOCTL__NR, what, written);
        boolean free = index.isPresent() && numbers.take(source, source.getName(), written).isPresent();
        checks.result(source);
        checks.mods(source.getMods(), device, true);
        Optional<List<Arg>> lowered = source.getPayload() == null ? Optional.of(List.of())
                : args.args(source.getPayload(), Scope.of(what, source.getPayload().getArgs(), Map.of()));
        Optional<Expr> gate = gate(source, granted);
        if (!free || lowered.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < lowered.get().size(); i++) {
            if (args.isOpen(lowered.get().get(i))) {
                session.report(source.getPayload().getArgs().get(i), BLOCK_OPEN.of(lowered.get().get(i).name()));
                return Optional.empty();
            }
        }
        Optional<Layouts> layouts = args.block(source, source.getName(), source.getPayload(), lowered.get());
        if (layouts.isEmpty() || !checks.block(source, layouts.get())) {
            return Optional.empty();
        }
        Optional<Direction> direction = direction(lowered.get());
        long number = org.vbus.model.device.CharDev.Ioctl.number(direction, layouts.get().lp64().size(), letter, index.getAsInt());
        return Optional.of(new org.vbus.model.device.CharDev.Ioctl(metas.of(source, source.getMods()), source.getName(), index.getAsInt(), number,
                direction, lowered.get(), Optional.ofNullable(source.getRet()).map(one -> Kinds.scalar(one.getScalar())),
                after(source.getMods()), errors(source.getMods()), gate, layouts.get()));
    }

    private Optional<org.vbus.model.device.CharDev.Read> read(Read source, CharDev device) {
        checks.mods(source.getMods(), device, false);
        if (!checks.read(source)) {
            return Optional.empty();
        }
        return args.args(source.getPayload(), Scope.of("read", source.getPayload().getArgs(), Map.of())).map(lowered ->
                new org.vbus.model.device.CharDev.Read(metas.of(source, source.getMods()), lowered.get(0), after(source.getMods()), errors(source.getMods())));
    }

    private Optional<Expr> gate(Ioctl source, Map<String, Expr> granted) {
        Scope named = Scope.of("character device `" + ((CharDev) source.eContainer()).getName() + "`", List.of(), granted);
        return source.getMods().stream().filter(CallGateMod.class::isInstance).findFirst()
                .flatMap(mod -> conditions.condition(((CallGateMod) mod).getCond(), named));
    }

    /** All ways that any argument goes. */
    private static Optional<Direction> direction(List<Arg> args) {
        boolean in = args.stream().anyMatch(arg -> arg.direction().toDevice());
        boolean out = args.stream().anyMatch(arg -> arg.direction().toDriver());
        return !in && !out ? Optional.empty() : Optional.of(in && out ? Direction.INOUT : in ? Direction.IN : Direction.OUT);
    }

    private static List<String> after(List<CallMod> mods) {
        return mods.stream().filter(AfterMod.class::isInstance).flatMap(mod -> ((AfterMod) mod).getSteps().stream()).toList();
    }

    private static List<String> errors(List<CallMod> mods) {
        return mods.stream().filter(ErrorsMod.class::isInstance).flatMap(mod -> ((ErrorsMod) mod).getNames().stream()).toList();
    }
}
