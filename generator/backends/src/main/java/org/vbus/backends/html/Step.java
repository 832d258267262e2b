// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One message of a sequence.
 *
 * @param name what others say they come after
 * @param text beside the arrow
 * @param note below it: conditions; may be empty
 * @param after names of steps that must have been made; a name that no step has means nothing
 */
record Step(String name, String text, String note, List<String> after) {
    Step {
        after = List.copyOf(after);
    }

    /** In an order that keeps every {@code after}, else as given. Steps that wait for each other, which no spec has, stay as given. */
    static List<Step> sorted(List<Step> steps) {
        Set<String> missing = new HashSet<>();
        steps.forEach(step -> missing.add(step.name()));
        List<Step> sorted = new ArrayList<>();
        List<Step> waiting = new ArrayList<>(steps);
        Map<String, Integer> left = new HashMap<>();
        steps.forEach(step -> left.merge(step.name(), 1, Integer::sum));
        while (!waiting.isEmpty()) {
            Step next = waiting.stream().filter(step -> step.after().stream().noneMatch(missing::contains)).findFirst().orElse(waiting.get(0));
            waiting.remove(next);
            sorted.add(next);
            if (left.merge(next.name(), -1, Integer::sum) == 0) {
                missing.remove(next.name());
            }
        }
        return sorted;
    }
}
