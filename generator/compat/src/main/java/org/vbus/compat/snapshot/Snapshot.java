// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Fingerprint;
import org.vbus.compat.policy.Policy;
import org.vbus.model.Release;

/**
 * A frozen release of one package: what was promised, with what it was made from.
 *
 * @param tool that froze it
 * @param packageName as {@code linux.venet}
 * @param predecessor the release before it, if there is one
 * @param devices for each device the hash that peers ask each other for
 * @param vectors SHA-256 of the package's byte vectors, if it has some
 * @param served releases whose peers it still talks to
 * @param accepts breaks that were signed off for this release
 * @param sources text of every spec that it was made from, by package
 * @param abi the package, and what it uses of others
 */
public record Snapshot(String tool, String packageName, Release release, Optional<Predecessor> predecessor, Map<String, String> devices,
                       Optional<String> vectors, List<Release> served, List<Policy.Accept> accepts, Map<String, String> sources, Abi abi) {
    public Snapshot {
        devices = Collections.unmodifiableMap(new TreeMap<>(devices));
        served = List.copyOf(served);
        accepts = List.copyOf(accepts);
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    }

    /**
     * The release before.
     *
     * @param seal of its file
     */
    public record Predecessor(Release release, String seal) { }

    /** The hash of one layer of all that it promises. */
    public String hash(Fact.Layer layer) {
        return Fingerprint.of(abi.specs(), layer);
    }

    /** The package itself. */
    public Element spec() {
        return abi.spec(packageName).orElseThrow();
    }
}
