// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.RenameRule;
import org.vbus.compat.rules.rings.Payloads;

/** An argument has another name. */
public final class VerbArgRenamed extends RenameRule {
    public VerbArgRenamed() {
        super(Kind.ARG, "its place");
    }

    @Override
    protected boolean owns(Pair pair) {
        return pair.kind() != Kind.ARG || !Payloads.ofRing(pair.parent().orElseThrow());
    }
}
