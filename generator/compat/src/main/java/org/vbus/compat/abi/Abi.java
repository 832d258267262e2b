// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ABI of one or several packages, with what they use of others.
 *
 * @param specs one element of kind {@link Kind#SPEC} for each package, sorted by name; of an imported one only what is used
 * @param requested packages that are judged for their own sake
 */
public record Abi(List<Element> specs, Set<String> requested) {
    public Abi {
        specs = List.copyOf(specs);
        requested = Set.copyOf(requested);
    }

    public Optional<Element> spec(String packageName) {
        return specs.stream().filter(spec -> spec.name().equals(packageName)).findFirst();
    }
}
