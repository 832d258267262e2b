// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Calls of a device. */
public final class CallRules {
    private CallRules() { }

    public static List<Rule> all() {
        return List.of(new VerbRemoved(), new VerbNumberChanged(), new VerbNumberReused(), new VerbAdded(), new VerbRenamed(),
                new VerbArgAdded(), new VerbArgRemoved(), new VerbArgRenamed(), new VerbArgTypeChanged(), new VerbArgLayoutChanged(),
                new VerbArgsReordered(), new VerbArgDirectionChanged(), new VerbSizeChanged(), new VerbResultChanged(),
                new VerbErrnoAdded(), new VerbErrnoRemoved(), new StatePreconditionTightened(), new StatePreconditionLoosened(),
                new VerbGateChanged(), new HandshakeStructChanged());
    }
}
