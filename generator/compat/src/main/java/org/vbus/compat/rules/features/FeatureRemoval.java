// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** What is negotiated is gone; a tombstone may keep its name and number from being used again. */
abstract class FeatureRemoval extends Rule {
    private final Kind kind;
    private final String word;
    private final String number;
    private final String harm;
    private final String tombstone;

    /**
     * @param word what it is called
     * @param number what its number is called
     * @param harm what follows from it, as {@code is gone: a device does not offer it}
     * @param tombstone what stands before its name in a tombstone
     */
    FeatureRemoval(Kind kind, String word, String number, String harm, String tombstone) {
        this.kind = kind;
        this.word = word;
        this.number = number;
        this.harm = harm;
        this.tombstone = tombstone;
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.removed(kind);
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.removed(kind).forEach(pair -> {
            boolean kept = Tombstones.kept(pair).isPresent();
            String value = Tombstones.numbers(pair.before()).get(0);
            found.add(finding(kept ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.SOURCE, Axis.BEHAVIOUR)
                    .in(Deployment.OLD_DRIVER, Deployment.MIGRATION).values(value, "")
                    .says(word + " `" + pair.name() + "`, " + number + " " + value + ", " + harm
                            + (kept ? "; name and number stay taken" : ", and nothing keeps " + value + " from being used again"))
                    .instead(kept ? "make sure that no released peer uses it"
                            : "keep it and mark it `deprecated`; once no peer uses it, leave `" + tombstone + " " + pair.name() + " = " + value
                                    + "` behind"));
        });
    }
}
