// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.matrix.Matrices;
import org.vbus.compat.matrix.Matrix;
import org.vbus.compat.matrix.Release;
import org.vbus.compat.policy.Policy;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** Who works with whom, over all that was released of a package and what is being worked on. */
public final class Deployments {
    /** What the spec itself is called, unless it is the release that was frozen last. */
    private static final String WORKING = "working";

    private Deployments() { }

    /**
     * A matrix for each requested package.
     *
     * @param today for suppressions that end
     * @throws IOException when a frozen release cannot be read
     */
    public static List<Matrix> of(SpecSet specs, LocalDate today) throws IOException {
        List<Matrix> all = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Optional<Releases> frozen = Releases.in(Freezer.folder(spec));
            List<Release> releases = new ArrayList<>();
            frozen.map(Releases::all).orElse(List.of()).forEach(one -> releases.add(new Release(one.release().toString(), one.snapshot().abi())));
            Abi working = AbiReader.of(new SpecSet(specs.specs(), List.of(spec.packageName())));
            if (releases.isEmpty() || !releases.get(releases.size() - 1).abi().equals(working)) {
                releases.add(new Release(WORKING, working));
            }
            Policy policy = frozen.map(Releases::policy).orElse(Policy.NONE);
            all.add(Matrices.of(releases, (Comparison comparison) -> Judged.of("", comparison, policy, today).findings()));
        }
        return all;
    }
}
