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
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Expr;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Queue;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.RemovedIoctl;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.lang.vbus.RemovedRequest;
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
            if (element instanceof Removed removed) {
                found.add(new Tombstone(metas.of(removed), removed.getKind(), "", removed.getName(), List.of(), Optional.ofNullable(removed.getMatched())));
            } else if (element instanceof Device device) {
                device.getItems().forEach(item -> item(item, device));
            } else if (element instanceof DeviceModel owner) {
                owner.getRemoved().forEach(item -> add(item, "attribute", owner.getName(), item.getName(), List.of()));
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
        } else if (item instanceof Queue queue) {
            for (RemovedRequest request : queue.getRemoved()) {
                List<BigInteger> numbers = request.getNr().stream().map(this::value).flatMap(Optional::stream).toList();
                add(request, "request", device.getName() + "." + queue.getName(), request.getName(), numbers);
            }
        }
    }

    /** The same was evaluated before, so what is wrong with it has been told. */
    private Optional<BigInteger> value(Expr expr) {
        return session.reporter().failed() ? Optional.empty() : constants.value(expr);
    }

    private void add(EObject at, String kind, String owner, String name, Optional<BigInteger> number) {
        number.ifPresent(value -> add(at, kind, owner, name, List.of(value)));
    }

    private void add(EObject at, String kind, String owner, String name, List<BigInteger> numbers) {
        found.add(new Tombstone(metas.of(at), kind, owner, name, numbers, Optional.empty()));
    }
}
