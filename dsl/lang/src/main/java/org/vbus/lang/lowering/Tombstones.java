// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.CharDev;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Expr;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.RemovedIoctl;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.model.Tombstone;

/** Collects what a file says was removed. That nothing takes its name or number again is checked where the living are. */
final class Tombstones {
    private final Session session;
    private final Constants constants;
    private final Metas metas;
    private final List<Tombstone> found = new ArrayList<>();

    Tombstones(Session session, Constants constants, Metas metas) {
        this.session = session;
        this.constants = constants;
        this.metas = metas;
    }

    List<Tombstone> of(Model model) {
        for (Element element : model.getElements()) {
            String kind = element instanceof Enum ? "literal" : "flag";
            for (Literal literal : Symbols.literalsOf(element)) {
                if (literal.isRemoved()) {
                    add(literal, kind, element.getName(), literal.getName(), session.value(literal));
                }
            }
            if (element instanceof Device device) {
                device.getItems().forEach(item -> item(item, device));
            } else if (element instanceof CharDev device) {
                device.getItems().stream().filter(RemovedIoctl.class::isInstance).map(RemovedIoctl.class::cast)
                        .forEach(item -> add(item, "ioctl", device.getName(), item.getName(), value(item.getNr())));
            }
        }
        return found;
    }

    private void item(EObject item, Device device) {
        if (item instanceof RemovedItem removed) {
            add(removed, removed.getKind(), device.getName(), removed.getName(), value(removed.getNr()));
        } else if (item instanceof Features group) {
            for (FeatureBit bit : group.getBits()) {
                if (bit.isRemoved()) {
                    add(bit, "feature", device.getName() + "." + group.getName(), bit.getName(), value(bit.getValue()));
                }
            }
        }
    }

    /** The same was evaluated before, so what is wrong with it has been told. */
    private Optional<BigInteger> value(Expr expr) {
        return session.reporter().failed() ? Optional.empty() : constants.value(expr);
    }

    private void add(EObject at, String kind, String owner, String name, Optional<BigInteger> number) {
        number.ifPresent(value -> found.add(new Tombstone(metas.of(at), kind, owner, name, value)));
    }
}
