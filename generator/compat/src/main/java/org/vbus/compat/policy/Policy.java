// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.vbus.model.Release;

/**
 * What the owners of an ABI decided about it. It lies beside the frozen releases and is edited by people.
 *
 * @param served releases whose peers must still be talked to; empty means all that are frozen
 * @param suppressions findings that somebody takes upon himself for a while
 * @param accepts breaks that were signed off; they stay in the release that has them
 */
public record Policy(Optional<List<Release>> served, List<Suppression> suppressions, List<Accept> accepts) {
    /** Nothing decided. */
    public static final Policy NONE = new Policy(Optional.empty(), List.of(), List.of());

    public Policy {
        served = served.map(List::copyOf);
        suppressions = List.copyOf(suppressions);
        accepts = List.copyOf(accepts);
    }

    /** Whether peers of a release must still be talked to. */
    public boolean serves(Release release) {
        return served.map(releases -> releases.contains(release)).orElse(true);
    }

    /**
     * A finding that does not count until a day.
     *
     * @param rule id
     * @param path of the element, as findings print it
     * @param owner who answers for it
     * @param expires last day on which it holds
     */
    public record Suppression(String rule, String path, String reason, String owner, LocalDate expires) { }

    /**
     * A finding that was looked at and is wanted.
     *
     * @param release in which it is wanted
     * @param rule id
     * @param path of the element, as findings print it
     * @param signedOffBy who decided
     */
    public record Accept(Release release, String rule, String path, String reason, String signedOffBy) { }
}
