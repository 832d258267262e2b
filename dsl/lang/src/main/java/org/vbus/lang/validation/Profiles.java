// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Ring;

/** Profiles: code that a model is built on, and what that code needs of the device. */
final class Profiles {
    /** A ring that a profile drives. */
    private record NeededRing(String name, String type, String from, String to) { }

    private record Contract(List<NeededRing> rings, List<String> calls) { }

    private static final Map<String, Contract> KNOWN = new TreeMap<>(Map.of("net", new Contract(
            List.of(new NeededRing("rx", "linux.ioq.ioq", "device", "driver"), new NeededRing("tx", "linux.ioq.ioq", "driver", "device")),
            List.of("LINKUP", "LINKDOWN", "MACQUERY", "NEGCAP", "FLUSHRX"))));

    private Profiles() { }

    /** Names of all profiles. */
    static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /** What a device lacks for a profile, in words; empty for a profile that does not exist. */
    static Optional<List<String>> missing(String profile, Device device) {
        return Optional.ofNullable(KNOWN.get(profile)).map(contract -> missing(contract, device));
    }

    private static List<String> missing(Contract contract, Device device) {
        List<String> missing = new ArrayList<>();
        for (NeededRing needed : contract.rings()) {
            boolean met = device.getItems().stream().anyMatch(item -> item instanceof Ring ring && needed.name().equals(ring.getName())
                    && needed.type().equals(Symbols.qualifiedName(ring.getType())) && needed.from().equals(ring.getFrom()) && needed.to().equals(ring.getTo()));
            if (!met) {
                missing.add("ring `" + needed.name() + " : " + needed.type().substring(needed.type().lastIndexOf('.') + 1) + " " + needed.from() + " -> "
                        + needed.to() + "`");
            }
        }
        for (String call : contract.calls()) {
            if (device.getItems().stream().noneMatch(item -> isCall(item, call))) {
                missing.add("call `" + call + "`");
            }
        }
        return missing;
    }

    private static boolean isCall(DevItem item, String name) {
        return item instanceof Call call && name.equals(call.getName());
    }
}
