// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.names;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.vbus.CharDev;
import org.vbus.lang.vbus.Config;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.ForMod;
import org.vbus.lang.vbus.InlineStruct;
import org.vbus.lang.vbus.Payload;
import org.vbus.lang.vbus.RingType;
import org.vbus.lang.vbus.Struct;

/** What a name can mean where it stands, without those that the whole file sees. */
public final class Surroundings {
    private Surroundings() { }

    /** By name: fields that stand side by side, arguments, features of the device, its rings and calls; the nearest first. */
    public static Map<String, EObject> of(EObject context) {
        Map<String, EObject> known = new LinkedHashMap<>();
        for (EObject at = context; at != null; at = at.eContainer()) {
            if (at instanceof InlineStruct inline) {
                Members.fields(inline.getMembers()).forEach(known::putIfAbsent);
            } else if (at instanceof Struct struct) {
                Members.fields(struct.getMembers()).forEach(known::putIfAbsent);
                struct.getSmods().stream().filter(ForMod.class::isInstance).map(mod -> ((ForMod) mod).getDevice())
                        .filter(device -> device != null && !device.eIsProxy()).forEach(device -> features(device, known));
            } else if (at instanceof RingType ring && ring.getHead() instanceof Struct head) {
                Members.fields(head.getMembers()).forEach(known::putIfAbsent);
            } else if (at instanceof Payload payload) {
                payload.getArgs().forEach(arg -> put(known, arg));
            } else if (at.eContainer() != null && payloadBeside(at) != null) {
                payloadBeside(at).getArgs().forEach(arg -> put(known, arg));
            } else if (at instanceof Device device) {
                device(device, known);
            } else if (at instanceof CharDev device) {
                device.getItems().forEach(item -> put(known, item));
            }
        }
        return known;
    }

    private static Payload payloadBeside(EObject at) {
        return at.eContents().stream().filter(Payload.class::isInstance).map(Payload.class::cast).findFirst().orElse(null);
    }

    /** The features of a device, by their own names. */
    public static void features(Device device, Map<String, EObject> known) {
        for (DevItem item : device.getItems()) {
            if (item instanceof Features group) {
                group.getBits().stream().filter(bit -> !bit.isRemoved()).forEach(bit -> put(known, bit));
            }
        }
        for (DevItem item : device.getItems()) {
            if (item instanceof Features group) {
                put(known, group);
            }
        }
    }

    private static void device(Device device, Map<String, EObject> known) {
        features(device, known);
        for (DevItem item : device.getItems()) {
            if (item instanceof Config config) {
                known.putIfAbsent("config", config);
            } else {
                put(known, item);
            }
        }
    }

    private static void put(Map<String, EObject> known, EObject declaration) {
        Members.name(declaration).ifPresent(name -> known.putIfAbsent(name, declaration));
    }

}
