// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.util.List;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.SpecSet;

/** The models of the bus's own specs. */
final class Specs {
    private Specs() { }

    static SpecSet own() {
        Outcome outcome = new Compiler().check(new Request(List.of(Home.SPECS), List.of()));
        if (outcome.failed()) {
            throw new AssertionError("abi-specs do not compile: " + outcome.diagnostics());
        }
        return outcome.specs().orElseThrow();
    }
}
