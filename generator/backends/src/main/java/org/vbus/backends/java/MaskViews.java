// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import org.vbus.model.expr.ExprText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Views of flags and of groups of features. */
final class MaskViews {
    // features and flags share a template, so they keep the same names free
    private static final Set<String> OWN_NAMES = Set.of("GROUP", "KNOWN", "NAMES", "MASKS");

    private MaskViews() { }

    static MasksView flags(String banner, String packageName, NamedType.Flags flags) {
        Unique names = new Unique(OWN_NAMES);
        List<MasksView.Mask> masks = flags.flags().stream().map(flag -> {
            String symbol = flags.prefix() + CSymbols.upper(flag.name());
            return new MasksView.Mask(Docs.of(flag.meta(), "Bit " + flag.bit() + ".", List.of("C: " + Docs.code(symbol) + ".")),
                    names.claim(JavaNames.constant(flag.name())), flag.bit());
        }).toList();
        return new MasksView(banner, packageName, Docs.of(flags.meta(), "Flags " + Docs.code(flags.name()) + ".", List.of("Masks, to be combined.")),
                JavaNames.type(flags.name()), JavaTypes.value(flags.base()), List.of(), masks, List.of(), List.of());
    }

    /** The names of a group's constants, by those of its features. */
    static Map<String, String> names(FeatureGroup group) {
        Unique unique = new Unique(OWN_NAMES);
        Map<String, String> names = new HashMap<>();
        group.bits().forEach(bit -> names.put(bit.name(), unique.claim(JavaNames.constant(bit.name()))));
        return names;
    }

    /** The parameter of {@code closure} for the features of another group. */
    static String other(String group) {
        return JavaNames.variable(group + "_bits");
    }

    static MasksView features(String banner, String packageName, Device device, FeatureGroup group) {
        Map<String, String> names = names(group);
        List<MasksView.Mask> masks = new ArrayList<>();
        for (FeatureGroup.Bit bit : group.bits()) {
            List<String> facts = new ArrayList<>();
            bit.requires().ifPresent(rule -> facts.add("Requires " + Docs.code(ExprText.of(rule)) + "."));
            facts.add("C: " + Docs.code(CSymbols.bit(group, bit)) + ".");
            masks.add(new MasksView.Mask(Docs.of(bit.meta(), "Feature " + Docs.code(bit.name()) + ".", facts), names.get(bit.name()), bit.bit()));
        }
        Words words = new Words(device, group, names);
        List<MasksView.Rule> rules = new ArrayList<>();
        for (FeatureGroup.Bit bit : group.bits()) {
            bit.requires().flatMap(rule -> JavaExprs.condition(rule, words)).ifPresent(met -> rules.add(new MasksView.Rule(
                    names.get(bit.name()), met, JavaTypes.string(bit.name() + " requires " + ExprText.of(bit.requires().get())))));
        }
        String via = group.via().map(call -> "Negotiated by call " + Docs.code(call) + ".").orElse("Negotiated by the bus.");
        return new MasksView(banner, packageName, Docs.of(group.meta(), "Features of group " + Docs.code(group.name()) + " of device "
                + Docs.code(device.name()) + ".", List.of(via, "C: " + Docs.code(CSymbols.group(group)) + ".")),
                JavaNames.features(device, group), "long", List.of(JavaTypes.literal(BigInteger.valueOf(group.id()), "long")), masks,
                List.copyOf(words.others), rules);
    }

    /** Features as bits of words: this group's, and one word for each other group that is mentioned. */
    private static final class Words implements JavaExprs.Features {
        private final Device device;
        private final FeatureGroup own;
        private final Map<String, String> names;
        private final TreeSet<String> others = new TreeSet<>();

        Words(Device device, FeatureGroup own, Map<String, String> names) {
            this.device = device;
            this.own = own;
            this.names = names;
        }

        @Override
        public Optional<String> feature(String groupName, String bitName) {
            if (groupName.equals(own.name())) {
                return Optional.ofNullable(names.get(bitName)).map(name -> "(bits & " + name + ") != 0");
            }
            return device.features().stream().filter(group -> group.name().equals(groupName)).findFirst()
                    .flatMap(group -> group.bits().stream().filter(bit -> bit.name().equals(bitName)).findFirst().map(bit -> {
                        String word = other(groupName);
                        others.add(word);
                        return "(" + word + " & (1L << " + bit.bit() + ")) != 0";
                    }));
        }
    }
}
