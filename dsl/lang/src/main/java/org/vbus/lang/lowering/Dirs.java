// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import org.vbus.lang.vbus.Dir;
import org.vbus.model.type.Direction;

/** Directions of arguments. */
final class Dirs {
    private Dirs() { }

    static Direction of(Dir dir) {
        return dir == Dir.INP ? Direction.IN : dir == Dir.OUTP ? Direction.OUT : Direction.INOUT;
    }
}
