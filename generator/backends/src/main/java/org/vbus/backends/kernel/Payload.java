// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Ring;
import org.vbus.model.type.NamedType;

/**
 * What a slot of a ring carries, as the typed functions take it.
 *
 * @param typed always one struct of a fixed size; else any bytes
 * @param type as {@code struct sensor_sample}; empty unless typed
 * @param check name of the function that checks it; none when nothing is to be checked or it is not typed
 * @param name of the parameter
 */
public record Payload(boolean typed, String type, List<String> check, String name) {

    /** The payload; its check is asked for only where this half reads it. */
    public static Payload of(Ring ring, KernelTypes types, Checks checks, boolean reads) {
        if (ring.payload().size() == 1) {
            Arg arg = ring.payload().get(0);
            boolean fixed = arg.facts().gate().isEmpty() && arg.facts().otherwise().isEmpty() && types.isFixed(arg.type());
            if (fixed && types.struct(arg.type()).isPresent()) {
                NamedType.Struct struct = types.struct(arg.type()).get();
                return new Payload(true, "struct " + struct.name(), reads ? checks.function(struct).stream().toList() : List.of(), "msg");
            }
        }
        return new Payload(false, "", List.of(), "buf");
    }
}
