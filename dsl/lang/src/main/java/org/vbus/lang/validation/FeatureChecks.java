// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Graphs;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Removals;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Binary;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Dir;
import org.vbus.lang.vbus.Expr;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.Not;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.ScalarRef;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.lang.vbus.VbusPackage;

/** Feature groups: bits, the call that negotiates them, and what they require of one another. */
public final class FeatureChecks {
    private static final int WORD = 64;

    private final Session session;
    private final Constants constants;

    public FeatureChecks(Session session, Constants constants) {
        this.session = session;
        this.constants = constants;
    }

    /** The bit of each feature, for a group without faults; what is wrong has been reported. */
    public Map<FeatureBit, Integer> check(Features group, Device device) {
        new FieldChecks(session).once(group.getMods());
        new NameChecks(session).unique("feature", group.getBits(), FeatureBit::getName);
        if (group.getBits().isEmpty()) {
            session.report(group, NOTHING_DECLARED.of("feature group `" + group.getName() + "`"));
        }
        int width = WORD;
        if (group.getVia() != null) {
            width = via(group, device);
        }
        Map<FeatureBit, Integer> bits = new LinkedHashMap<>();
        Map<BigInteger, FeatureBit> taken = new HashMap<>();
        for (FeatureBit bit : group.getBits()) {
            new FieldChecks(session).once(bit.getMods());
            Optional<BigInteger> value = constants.value(bit.getValue());
            if (value.isEmpty()) {
                continue;
            }
            FeatureBit other = taken.putIfAbsent(value.get(), bit);
            if (value.get().signum() < 0 || value.get().compareTo(BigInteger.valueOf(width)) >= 0) {
                session.report(bit, FreeNumbers.offer(FEATURE_OUT_OF_RANGE.of(bit.getName(), value.get(), width - 1), bit, BigInteger.valueOf(width - 1L), session.places()));
            } else if (other != null) {
                session.report(bit, FreeNumbers.offer(FEATURE_TWICE.of(bit.getName(), value.get(), other.getName())
                        .note("`" + other.getName() + "` is here", session.places().of(other)), bit, BigInteger.valueOf(width - 1L), session.places()));
            } else {
                bits.put(bit, value.get().intValue());
            }
            if (bit.getRequires() != null) {
                requires(bit.getRequires(), device);
            }
        }
        return bits;
    }

    /** Bits of the word that a group's call carries. */
    private int via(Features group, Device device) {
        List<Call> calls = device.getItems().stream().filter(Call.class::isInstance).map(Call.class::cast).toList();
        Optional<Call> call = calls.stream().filter(one -> group.getVia().equals(one.getName())).findFirst();
        if (call.isEmpty()) {
            session.report(group, VbusPackage.Literals.FEATURES__VIA, Removals.used(device.getItems(), group.getVia())
                    .orElseGet(() -> VIA_UNKNOWN.of(group.getVia(), device.getName())
                            .nearest(group.getVia(), calls.stream().map(Call::getName).toList())));
            return WORD;
        }
        if (call.get().getPayload() == null || call.get().getPayload().getArgs().size() != 1
                || call.get().getPayload().getArgs().get(0).getDir() != Dir.INOUT) {
            session.report(group, VbusPackage.Literals.FEATURES__VIA, VIA_NEEDS_INOUT.of(group.getVia()));
            return WORD;
        }
        // by custom the word of the block is called `bits`
        TypeRef word = Scope.fieldsOf(call.get().getPayload().getArgs().get(0).getType()).get("bits");
        return word instanceof ScalarRef scalar && ((Named) word).getDims().isEmpty() ? Kinds.scalar(scalar.getScalar()).bytes() * 8 : WORD;
    }

    private void requires(Expr expr, Device device) {
        if (expr instanceof Binary binary && (binary.getOp().equals("and") || binary.getOp().equals("or"))) {
            requires(binary.getLeft(), device);
            requires(binary.getRight(), device);
        } else if (expr instanceof Not not && not.getOp().equals("not")) {
            requires(not.getArg(), device);
        } else if (expr instanceof Ref ref) {
            Scope scope = new Scope("device", Map.of(), Optional.of(device));
            if (scope.feature(ref.getName()).isEmpty()) {
                session.reportWhole(ref, REQUIRES_UNKNOWN.of(ref.getName(), device.getName())
                        .nearest(ref.getName(), scope.featureNames()));
            }
        } else {
            session.reportWhole(expr, REQUIRES_FORM.here());
        }
    }

    /** No feature requires itself. */
    public void cycles(Device device) {
        Scope scope = new Scope("device", Map.of(), Optional.of(device));
        Map<String, List<String>> requires = new HashMap<>();
        Map<String, FeatureBit> bits = new HashMap<>();
        device.getItems().stream().filter(Features.class::isInstance).map(Features.class::cast).forEach(group -> group.getBits().forEach(bit -> {
            List<String> names = new ArrayList<>();
            collect(bit.getRequires(), scope, names);
            bits.put(full(bit), bit);
            requires.put(full(bit), names);
        }));
        Graphs.cycle(bits.keySet(), name -> requires.getOrDefault(name, List.of())).ifPresent(cycle -> {
            List<String> names = cycle.stream().map(name -> name.substring(name.indexOf('.') + 1)).toList();
            session.report(bits.get(cycle.get(0)), REQUIRES_CYCLE.of(String.join(" -> ", names)));
        });
    }

    private static String full(FeatureBit bit) {
        return ((Features) bit.eContainer()).getName() + "." + bit.getName();
    }

    private static void collect(Expr expr, Scope scope, List<String> names) {
        if (expr instanceof Binary binary) {
            collect(binary.getLeft(), scope, names);
            collect(binary.getRight(), scope, names);
        } else if (expr instanceof Ref ref) {
            scope.feature(ref.getName()).ifPresent(bit -> names.add(full(bit)));
        }
        // what must be absent does not have to be there first
    }
}
