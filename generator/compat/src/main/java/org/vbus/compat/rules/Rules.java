// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules;

import java.util.List;
import java.util.stream.Stream;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rules.calls.CallRules;
import org.vbus.compat.rules.constraints.ConstraintRules;
import org.vbus.compat.rules.docs.DocRules;
import org.vbus.compat.rules.features.FeatureRules;
import org.vbus.compat.rules.files.FileRules;
import org.vbus.compat.rules.identity.IdentityRules;
import org.vbus.compat.rules.layout.LayoutRules;
import org.vbus.compat.rules.records.RecordRules;
import org.vbus.compat.rules.rings.RingRules;
import org.vbus.compat.rules.values.ValueRules;
import org.vbus.compat.rules.versions.VersionRules;
import org.vbus.compat.rules.virtio.VirtioRules;

/** All rules, a family after the other; those that judge what others found come last. */
public final class Rules {
    private static final List<Rule> ALL = Stream.of(IdentityRules.all(), LayoutRules.all(), RecordRules.all(), ValueRules.all(),
            ConstraintRules.all(), FeatureRules.all(), RingRules.all(), CallRules.all(), FileRules.all(), VirtioRules.all(), DocRules.all(),
            VersionRules.all())
            .flatMap(List::stream).toList();

    private Rules() { }

    public static List<Rule> all() {
        return ALL;
    }
}
