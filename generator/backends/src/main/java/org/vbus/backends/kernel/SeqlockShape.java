// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;
import java.util.Locale;
import org.vbus.model.device.Device;
import org.vbus.model.device.Region;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/**
 * A region under a sequence counter, seen from one half.
 *
 * @param name of the region
 * @param type C type of what it holds
 * @param one C expression: 1 in the order of the counter's bytes
 * @param reads the other half writes
 */
public record SeqlockShape(String name, String type, String one, boolean reads) {
    /** Those of a device. */
    public static List<SeqlockShape> of(Device device, Side side, KernelTypes types) {
        Role here = side == Side.HOST ? Role.DEVICE : Role.DRIVER;
        return device.regions().stream().filter(region -> region.counter().isPresent()).map(region -> new SeqlockShape(
                region.name().toLowerCase(Locale.ROOT), types.base(types.resolve(region.type())), one(region, types), !region.writers().contains(here))).toList();
    }

    private static String one(Region region, KernelTypes types) {
        NamedType.Struct struct = types.struct(types.resolve(region.type())).orElseThrow();
        Scalar scalar = ((TypeRef.Of) ((Member.Field) struct.body().members().get(0)).type()).scalar();
        return scalar == Scalar.U32 ? "1" : "(__force u32)cpu_to_" + scalar.keyword() + "(1)";
    }
}
