// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A device is gone. */
public final class DeviceRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.DEVICE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // of an imported package: a device that nothing implements any longer is judged where that was said
        comparison.removed(Kind.DEVICE).filter(pair -> Own.before(comparison, pair)).forEach(pair -> {
            String known = pair.before().get(Fact.TYPE_STRING).map(text -> "type string \"" + text + "\"")
                    .or(() -> pair.before().get(Fact.VIRTIO_ID).map(id -> "virtio id " + id)).orElse("no type string");
            boolean kept = Tombstones.kept(pair).isPresent();
            if (pair.before().is(Fact.ABSTRACT)) {
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.name(), "")
                        .says("abstract device `" + pair.name() + "` is gone: no peer ever met it, but programs that name what it "
                                + "declared do not compile")
                        .instead("keep it, or leave `removed device " + pair.name() + "` behind"));
                return;
            }
            found.add(finding(kept ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(known, "")
                    .says("`" + pair.name() + "` (" + known + ") is gone: drivers of the older version find no device, "
                            + "and a device of the older version finds no driver"
                            + (kept ? "; its name stays taken" : ""))
                    .instead(kept ? "make sure that no released peer uses it"
                            : "keep the device and mark it `deprecated`; once nobody has it, leave `removed device "
                            + pair.name() + "` behind, with its type string"));
        });
    }
}
