// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.model.Const;
import org.vbus.model.Spec;
import org.vbus.model.Version;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;

/** Every name of a spec that stands for a number or a text in C. */
public final class Names {
    private Names() { }

    /**
     * One name.
     *
     * @param c in the header
     * @param value what it stands for
     * @param owner what it belongs to in Java: an enum, a flags type, a feature group as {@code venet_sg_features}; empty for what stands alone
     * @param own its name there
     * @param inJava whether the bindings have it
     */
    public record Name(String c, Value value, Optional<String> owner, String own, boolean inJava) { }

    public static List<Name> of(Spec spec) {
        List<Name> names = new ArrayList<>();
        for (Const constant : spec.constants()) {
            names.add(alone(constant.name(), constant.value()));
        }
        for (Version version : spec.versions()) {
            names.add(alone(version.name(), version.value()));
        }
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Enum numbers) {
                // what is local has no bytes, and so is not in Java
                numbers.literals().forEach(literal -> names.add(new Name(numbers.prefix() + literal.name(), number(literal.value()),
                        Optional.of(numbers.name()), literal.name(), !literal.local())));
            } else if (type instanceof NamedType.Flags flags) {
                flags.flags().forEach(flag -> names.add(new Name(flags.prefix() + flag.name(), number(BigInteger.ONE.shiftLeft(flag.bit())),
                        Optional.of(flags.name()), flag.name(), true)));
            }
        }
        spec.devices().forEach(device -> device(device, names));
        for (CharDev device : spec.charDevs()) {
            device.ioctls().forEach(ioctl -> names.add(new Name(CSymbols.ioctl(device, ioctl), hex(BigInteger.valueOf(ioctl.number())), Optional.empty(),
                    "", false)));
        }
        return names;
    }

    private static void device(Device device, List<Name> names) {
        if (device.hasDriver()) {
            names.add(new Name(CSymbols.deviceType(device), new Value.Text(device.typeString()), Optional.empty(), CSymbols.deviceType(device), true));
        }
        device.rings().forEach(ring -> names.add(alone(CSymbols.ring(device, ring), BigInteger.valueOf(ring.id()))));
        device.regions().forEach(region -> names.add(alone(CSymbols.region(device, region), BigInteger.valueOf(region.id()))));
        device.calls().forEach(call -> names.add(alone(CSymbols.call(device, call), BigInteger.valueOf(call.number()))));
        for (FeatureGroup group : device.features()) {
            if (device.virtio().isEmpty()) {
                names.add(alone(CSymbols.group(group), BigInteger.valueOf(group.id())));
            }
            group.bits().forEach(bit -> names.add(new Name(CSymbols.bit(group, bit),
                    number(group.emitNumbers() ? BigInteger.valueOf(bit.bit()) : BigInteger.ONE.shiftLeft(bit.bit())),
                    Optional.of(device.name() + "_" + group.name() + "_features"), bit.name(), true)));
        }
    }

    private static Name alone(String name, BigInteger value) {
        return new Name(name, number(value), Optional.empty(), name, true);
    }

    private static Value number(BigInteger value) {
        return value.bitLength() > 16 ? hex(value) : new Value.Number(value, false);
    }

    private static Value hex(BigInteger value) {
        return new Value.Number(value, true);
    }
}
