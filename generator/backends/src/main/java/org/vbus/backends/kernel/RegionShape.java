// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import org.vbus.model.device.Region;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/**
 * A region as C points to it.
 *
 * @param pointer type of its first element, with the star
 * @param size exact bytes on this machine, as a C expression
 */
public record RegionShape(String pointer, String size) {
    public static RegionShape of(Region region, KernelTypes types) {
        TypeRef type = types.resolve(region.type());
        if (type instanceof TypeRef.Array array && array.length() instanceof Length.Fixed fixed && !types.isArray(array.element())) {
            String element = types.base(array.element());
            return new RegionShape(element + " *", fixed.count() + " * sizeof(" + element + ")");
        }
        String base = types.base(type);
        return types.struct(type).isPresent() ? new RegionShape(base + " *", "sizeof(" + base + ")")
                : new RegionShape("void *", Long.toString(region.layouts().lp64().size()));
    }
}
