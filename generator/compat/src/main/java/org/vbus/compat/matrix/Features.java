// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Names;
import org.vbus.compat.match.Pair;

/** The feature bits of a device in two versions, and which of them the two sides can agree on. */
final class Features {
    private final List<Feature> all = new ArrayList<>();
    private final Map<Side, Map<String, List<Feature>>> byName = new EnumMap<>(Side.class);

    Features(Pair device) {
        device.children(Kind.GROUP).forEach(group -> {
            if (group.isMatched()) {
                group.children(Kind.FEATURE).forEach(bit -> {
                    Map<Side, Feature.Known> known = new EnumMap<>(Side.class);
                    for (Side side : Side.values()) {
                        side.of(bit).ifPresent(element -> known.put(side, known(side.of(group).orElseThrow(), element)));
                    }
                    if (bit.how() == How.RENAMED && !Names.alike(bit.before(), bit.after())) {
                        // the bit was given to something else
                        known.forEach((side, one) -> all.add(new Feature(side.of(group).orElseThrow().name() + "." + one.name(), Map.of(side, one), Optional.empty())));
                    } else {
                        all.add(new Feature(group.name() + "." + bit.name(), known, Optional.of(bit)));
                    }
                });
            } else {
                Side side = group.maybeBefore().isPresent() ? Side.OLDER : Side.NEWER;
                group.any().children(Kind.FEATURE).forEach(bit ->
                        all.add(new Feature(group.name() + "." + bit.name(), Map.of(side, known(group.any(), bit)), Optional.empty())));
            }
        });
        for (Side side : Side.values()) {
            Map<String, List<Feature>> names = new HashMap<>();
            all.forEach(feature -> feature.on(side).ifPresent(known -> names.computeIfAbsent(known.name(), name -> new ArrayList<>()).add(feature)));
            byName.put(side, names);
        }
    }

    private static Feature.Known known(Element group, Element bit) {
        return new Feature.Known(group.name(), bit.name(), group.get(Fact.NUMBER).orElse("") + "/" + bit.get(Fact.BIT).orElse(""), bit.get(Fact.REQUIRES).map(Gate::of));
    }

    List<Feature> all() {
        return all;
    }

    /** What a side knows by a bit. */
    Optional<Feature> at(String bit, Side side) {
        return all.stream().filter(feature -> feature.on(side).filter(known -> known.bit().equals(bit)).isPresent()).findFirst();
    }

    /** A feature with all that either side requires for it; empty when one side lacks something of that. */
    Optional<Set<Feature>> withRequired(Feature feature) {
        Set<Feature> on = new HashSet<>();
        return require(feature, on) ? Optional.of(on) : Optional.empty();
    }

    private boolean require(Feature feature, Set<Feature> on) {
        if (!feature.isShared()) {
            return false;
        }
        if (!on.add(feature)) {
            return true;
        }
        for (Side side : Side.values()) {
            Optional<Gate> required = feature.on(side).flatMap(Feature.Known::requires);
            if (required.isPresent() && !require(required.get(), side, on)) {
                return false;
            }
        }
        return true;
    }

    private boolean require(Gate required, Side side, Set<Feature> on) {
        if (!required.under(name -> one(side, name).map(on::contains)).mayNot()) {
            return true;
        }
        Optional<Set<String>> more = required.choice(name -> one(side, name).filter(candidate -> require(candidate, new HashSet<>(on))).isPresent());
        return more.isPresent() && more.get().stream().allMatch(name -> require(one(side, name).orElseThrow(), on))
                && required.under(name -> one(side, name).map(on::contains)).may();
    }

    /** Whether one side's condition on an element can be true when some features are on; true without a condition. */
    boolean mayHold(Pair pair, Side side, Set<Feature> on) {
        Optional<Gate> gate = side.of(pair).flatMap(element -> element.get(Fact.GATE)).map(Gate::of);
        return gate.isEmpty() || gate.get().under(name -> isMember(pair, side, name) ? Optional.empty() : one(side, name).map(on::contains)).may();
    }

    /** A field beside it hides a feature of the same name. */
    private static boolean isMember(Pair pair, Side side, String name) {
        return pair.parent().flatMap(side::of).filter(parent -> parent.children().stream()
                .anyMatch(child -> Kind.MEMBERS.contains(child.kind()) && child.name().equals(name))).isPresent();
    }

    /** None when two groups have one of that name: then nothing is known. */
    private Optional<Feature> one(Side side, String name) {
        // facts have a bit with its group; what else may be asked for may not
        String bit = name.substring(name.lastIndexOf('.') + 1);
        List<Feature> found = name.equals(bit) ? byName.get(side).getOrDefault(name, List.of())
                : byName.get(side).getOrDefault(bit, List.of()).stream()
                        .filter(feature -> feature.on(side).filter(known -> name.equals(known.group() + "." + known.name())).isPresent()).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
