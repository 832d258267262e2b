// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.device.RingType;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** Everything that specs give a shape, by its names: {@code venet_sg}, {@code linux.venet.venet_sg}, {@code venet.tx}, {@code venet.tx.message}, {@code venet.NEGCAP}. */
final class Shapes {
    /** The one ring protocol there is. */
    private static final String RING = "ring";

    private final Map<String, List<Shape>> byName = new TreeMap<>();

    Shapes(SpecSet specs) {
        for (Spec spec : specs.specs()) {
            for (NamedType type : spec.types()) {
                if (type instanceof NamedType.Struct struct) {
                    add(spec, struct.name(), new Shape.Records("struct " + struct.name(), struct.body(), true));
                }
            }
            for (RingType type : spec.ringTypes()) {
                Shape shape = new Shape.Ring("ring " + type.name(), type);
                add(spec, type.name(), shape);
                byName.computeIfAbsent(RING, key -> new ArrayList<>()).add(shape);
            }
            spec.devices().forEach(device -> device(specs, spec, device));
            spec.charDevs().forEach(device -> charDev(spec, device));
        }
    }

    private void device(SpecSet specs, Spec spec, Device device) {
        for (Ring ring : device.rings()) {
            RingType type = specs.ringTypes().get(ring.ringType());
            String name = device.name() + "." + ring.name();
            if (type != null) {
                add(spec, name, new Shape.Ring("ring " + name, type));
            }
            add(spec, name + ".message", new Shape.Records("message of ring " + name, body(ring.payload()), false));
        }
        for (Call call : device.calls()) {
            String name = device.name() + "." + call.name();
            add(spec, name, new Shape.Records("arguments of " + name, body(call.args()), false));
        }
        for (Region region : device.regions()) {
            String name = device.name() + "." + region.name();
            Arg only = new Arg(region.meta(), Direction.INOUT, region.name(), region.type(), FieldFacts.NONE);
            add(spec, name, new Shape.Records("region " + name, body(List.of(only)), false));
        }
    }

    private void charDev(Spec spec, CharDev device) {
        for (CharDev.Ioctl ioctl : device.ioctls()) {
            String name = device.name() + "." + ioctl.name();
            add(spec, name, new Shape.Records("block of ioctl " + name, body(ioctl.args()), false));
        }
        device.read().ifPresent(read -> add(spec, device.name() + ".read", new Shape.Records("read of " + device.name(), body(List.of(read.elements())), false)));
    }

    private void add(Spec spec, String name, Shape shape) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(shape);
        byName.computeIfAbsent(spec.packageName() + "." + name, key -> new ArrayList<>()).add(shape);
    }

    private static Body body(List<Arg> args) {
        return Body.of(args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList());
    }

    /**
     * The shape of that name.
     *
     * @throws IllegalArgumentException when there is none, or several; the message names those that are like it
     */
    Shape find(String name) {
        List<Shape> found = byName.getOrDefault(name, List.of());
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
            List<String> near = byName.keySet().stream().filter(one -> !one.startsWith("linux.") && one.toLowerCase(java.util.Locale.ROOT).contains(last)).limit(8).toList();
            throw new IllegalArgumentException("the specs have nothing called `" + name + "`" + (near.isEmpty() ? "" : "; there are " + String.join(", ", near)));
        }
        List<String> whole = byName.keySet().stream().filter(one -> one.endsWith("." + name)).toList();
        throw new IllegalArgumentException("`" + name + "` is " + found.size() + " things" + (whole.isEmpty() ? "" : ": " + String.join(", ", whole)));
    }
}
