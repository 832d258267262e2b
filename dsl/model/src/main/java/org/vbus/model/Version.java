// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.math.BigInteger;
import java.util.List;
import org.vbus.model.type.Scalar;

/**
 * A version number that travels on the wire.
 *
 * @param covers elements whose change asks for another number
 */
public record Version(Meta meta, String name, Scalar type, BigInteger value, List<String> covers) {
    public Version {
        covers = List.copyOf(covers);
    }
}
