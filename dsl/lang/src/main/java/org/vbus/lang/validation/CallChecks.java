// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Graphs;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Removals;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.AfterMod;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.ErrorsMod;
import org.vbus.lang.vbus.ScalarRef;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.Scalar;

/** Calls: their numbers, the order they ask for, and what they return. */
public final class CallChecks {
    /** First of the calls that every device has from the bus. */
    public static final long FIRST_BUS_CALL = 0xffff0000L;

    private final Session session;
    private final FieldChecks fields;
    private Device stepsOf;
    private Set<String> steps;

    public CallChecks(Session session) {
        this.session = session;
        this.fields = new FieldChecks(session);
    }

    /** Checks one call; its number is known already. */
    public void check(Call call, Device device, long number) {
        if (number >= FIRST_BUS_CALL && !device.isAbstract()) {
            session.report(call, VbusPackage.Literals.CALL__NR, CALL_OF_THE_BUS.of(call.getName(), BigInteger.valueOf(number)));
        }
        if (call.getRet() != null) {
            result(call.getRet());
        }
        mods(call.getMods(), device);
    }

    /** What a call or a ring says of order and errors. */
    public void mods(List<CallMod> mods, Device device) {
        fields.once(mods);
        if (steps == null || stepsOf != device) {
            stepsOf = device;
            steps = device.getItems().stream().map(DeviceChecks::name).filter(Objects::nonNull).collect(Collectors.toSet());
        }
        for (CallMod mod : mods) {
            if (mod instanceof AfterMod after) {
                for (int i = 0; i < after.getSteps().size(); i++) {
                    String step = after.getSteps().get(i);
                    if (!steps.contains(step)) {
                        session.report(after, VbusPackage.Literals.AFTER_MOD__STEPS, i, Removals.used(device.getItems(), step)
                                .orElseGet(() -> AFTER_UNKNOWN.of(step, device.getName()).nearest(step, steps)));
                    }
                }
            } else if (mod instanceof ErrorsMod errors) {
                errors(errors);
            }
        }
    }

    /** Every error number exists and stands once. */
    void errors(ErrorsMod errors) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < errors.getNames().size(); i++) {
            String name = errors.getNames().get(i);
            if (!Errnos.NAMES.contains(name)) {
                session.report(errors, VbusPackage.Literals.ERRORS_MOD__NAMES, i,
                        UNKNOWN_ERRNO.of(name).nearest(name, Errnos.NAMES));
            } else if (!seen.add(name)) {
                session.report(errors, VbusPackage.Literals.ERRORS_MOD__NAMES, i, SAID_TWICE.of(name));
            }
        }
    }

    /** Some call can be the first. */
    public void order(Device device) {
        Map<String, List<String>> after = new HashMap<>();
        Map<String, Call> calls = new HashMap<>();
        device.getItems().stream().filter(Call.class::isInstance).map(Call.class::cast).forEach(call -> {
            List<String> steps = new ArrayList<>();
            call.getMods().stream().filter(AfterMod.class::isInstance).map(AfterMod.class::cast).forEach(mod -> steps.addAll(mod.getSteps()));
            after.put(call.getName(), steps);
            calls.put(call.getName(), call);
        });
        order(after, calls);
    }

    /** Some of the calls, or of the ioctls, can be the first. */
    void order(Map<String, List<String>> after, Map<String, ? extends EObject> calls) {
        Graphs.cycle(calls.keySet(), name -> after.getOrDefault(name, List.of()))
                .ifPresent(cycle -> session.report(calls.get(cycle.get(0)), AFTER_CYCLE.of(String.join(" after ", cycle))));
    }

    /** A result fits the 32 bits that a call gives back. */
    void result(ScalarRef ret) {
        Scalar result = Kinds.scalar(ret.getScalar());
        if (result.bytes() > 4 || !ret.getDims().isEmpty()) {
            session.reportWhole(ret, BAD_RESULT.of(org.vbus.lang.syntax.Places.text(ret)));
        }
    }
}
