// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.diag.Message;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.Dir;
import org.vbus.lang.vbus.Ring;
import org.vbus.lang.vbus.VbusPackage;

/** Rings: two ends, a depth, and a payload that travels the way of the ring. */
public final class RingChecks {
    private static final BigInteger MAX_DEPTH = BigInteger.valueOf(65536);

    private final Session session;
    private final Constants constants;

    public RingChecks(Session session, Constants constants) {
        this.session = session;
        this.constants = constants;
    }

    /** True if the ring can be lowered. */
    public boolean check(Ring ring) {
        int before = session.reporter().errors();
        boolean toDriver = ring.getFrom().equals("device") && ring.getTo().equals("driver");
        if (!toDriver && !(ring.getFrom().equals("driver") && ring.getTo().equals("device"))) {
            // who wrote the guest's or the driver's end knew which way it goes
            boolean from = ring.getTo().equals("driver") || ring.getTo().equals("guest");
            session.report(ring, VbusPackage.Literals.RING__FROM, BAD_ENDPOINTS.of(ring.getFrom(), ring.getTo())
                    .replace(session.places().from(ring, VbusPackage.Literals.RING__FROM, VbusPackage.Literals.RING__TO), from ? "device -> driver" : "driver -> device"));
        } else if (ring.getPayload() != null) {
            for (Arg arg : ring.getPayload().getArgs()) {
                if (arg.getDir() != (toDriver ? Dir.OUTP : Dir.INP)) {
                    session.report(arg, PAYLOAD_AGAINST_RING.of(arg.getDir().getLiteral(), arg.getName(), ring.getTo())
                            .hint("write `" + (toDriver ? "out " : "in ") + arg.getName() + "`")
                            .replace(session.places().of(arg, VbusPackage.Literals.ARG__DIR), toDriver ? "out" : "in"));
                }
            }
        }
        depth(ring);
        return session.reporter().errors() == before;
    }

    private void depth(Ring ring) {
        if (ring.getMin() == null) {
            session.report(ring, NO_DEPTH.of(ring.getName()).insert(session.places().after(ring, VbusPackage.Literals.RING__TO), " depth 1..2048 default 256"));
            return;
        }
        var min = constants.number(ring.getMin(), ring);
        var max = constants.number(ring.getMax(), ring);
        if (min.isEmpty() || max.isEmpty()) {
            return;
        }
        if (min.get().signum() == 0 || min.get().compareTo(max.get()) > 0 || max.get().compareTo(MAX_DEPTH) > 0) {
            Message bad = BAD_DEPTH.of(min.get(), max.get());
            boolean swapped = max.get().signum() > 0 && min.get().compareTo(MAX_DEPTH) <= 0 && min.get().compareTo(max.get()) > 0;
            session.report(ring, VbusPackage.Literals.RING__MIN, swapped ? bad.replace(session.places().from(ring, VbusPackage.Literals.RING__MIN,
                    VbusPackage.Literals.RING__MAX), ring.getMax() + ".." + ring.getMin()) : bad);
        } else if (ring.getDef() != null) {
            constants.number(ring.getDef(), ring).ifPresent(def -> {
                if (def.compareTo(min.get()) < 0 || def.compareTo(max.get()) > 0) {
                    session.report(ring, VbusPackage.Literals.RING__DEF, BAD_DEFAULT_DEPTH.of(def, min.get(), max.get()));
                }
            });
        }
    }
}
