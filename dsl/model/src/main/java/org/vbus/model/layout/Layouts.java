// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The layout of one struct on every ABI class. */
public record Layouts(Map<AbiClass, StructLayout> byAbi) {
    public Layouts {
        byAbi = Collections.unmodifiableMap(new EnumMap<>(byAbi));
        for (AbiClass abi : AbiClass.values()) {
            if (!byAbi.containsKey(abi)) {
                throw new IllegalArgumentException("no layout for " + abi);
            }
        }
    }

    public StructLayout on(AbiClass abi) {
        return byAbi.get(abi);
    }

    /** The layout on 64-bit machines. */
    public StructLayout lp64() {
        return on(AbiClass.LP64);
    }
}
