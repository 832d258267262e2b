// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;

/**
 * Findings that peers can feel, each with the elements it is about. Whether something releases a finding does not matter here: a version that was raised is seen
 * in the versions, and no signature changes bytes.
 *
 * @param pairs of its path; none where the path names nothing that is compared
 */
record Located(Finding finding, List<Pair> pairs) {
    /** The worst first; of equals, what is found in bytes first. */
    static final Comparator<Located> WORST = Comparator.<Located, Severity>comparing(located -> located.finding.severity()).reversed()
            .thenComparing(located -> located.finding.on(Axis.WIRE) == Axis.Effect.BREAK ? 0 : 1);

    static List<Located> all(Comparison comparison, List<Finding> findings) {
        List<Finding> felt = findings.stream().filter(finding -> finding.severity().compareTo(Severity.DANGER) >= 0)
                .filter(finding -> finding.on(Axis.WIRE) == Axis.Effect.BREAK || finding.on(Axis.BEHAVIOUR) == Axis.Effect.BREAK).toList();
        Map<String, List<Pair>> byPath = new HashMap<>();
        Set<String> names = felt.stream().map(finding -> finding.pair().name()).collect(Collectors.toSet());
        // the findings may be of another comparison of the same two, so elements are known by their path
        comparison.all().filter(pair -> names.contains(pair.name())).forEach(pair -> byPath.computeIfAbsent(key(pair.packageName(), pair.path()), key -> new ArrayList<>()).add(pair));
        return felt.stream()
                .map(finding -> new Located(finding, byPath.getOrDefault(key(finding.packageName(), finding.path()), List.of()))).sorted(WORST).toList();
    }

    private static String key(String packageName, String path) {
        return packageName + "\n" + path;
    }

    boolean hits(Deployment deployment) {
        return finding.breaks().contains(deployment);
    }

    boolean isError() {
        return finding.severity() == Severity.ERROR;
    }

    boolean isIn(Set<Pair> reached) {
        return pairs.stream().anyMatch(reached::contains);
    }

    String words() {
        return finding.rule() + " at " + finding.path();
    }
}
