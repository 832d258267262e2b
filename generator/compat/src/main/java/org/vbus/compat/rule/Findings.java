// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What has been found so far. Rules that judge a whole, as versions, look at what others found before them. */
public final class Findings {
    private final List<Finding> found = new ArrayList<>();

    public void add(Finding finding) {
        found.add(finding);
    }

    public List<Finding> all() {
        return Collections.unmodifiableList(found);
    }

    public Stream<Finding> stream() {
        return List.copyOf(found).stream();
    }
}
