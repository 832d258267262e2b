// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Layouts;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Scalar;

/**
 * A character device, the interface of a process.
 *
 * @param node its name below {@code /dev}
 * @param mode permission bits of the node, if the spec says them
 * @param letter the byte that all its ioctl numbers share
 * @param read what {@code read()} gives, if it may be called
 * @param pollIn whether {@code poll()} tells when there is something to read
 */
public record CharDev(Meta meta, String name, String node, Optional<Integer> mode, int letter, List<Ioctl> ioctls, Optional<Read> read,
                      boolean pollIn) {
    public CharDev {
        ioctls = List.copyOf(ioctls);
    }

    /**
     * One ioctl.
     *
     * @param index the last byte of its number
     * @param number all 32 bits, as the kernel's _IOC puts them together on most machines
     * @param direction seen from the process, over all arguments; empty without arguments
     * @param args the block is a struct of these, or the one argument itself
     * @param gate flag that must have been granted, by the path of the field that grants it: ioctl, argument, field
     * @param layouts of the block; size 0 without arguments
     */
    public record Ioctl(Meta meta, String name, int index, long number, Optional<Direction> direction, List<Arg> args,
                        Optional<Scalar> result, List<String> after, List<String> errors, Optional<Expr> gate, Layouts layouts) {
        private static final int TYPE_SHIFT = 8;
        private static final int SIZE_SHIFT = 16;
        private static final int DIRECTION_SHIFT = 30;
        /** More does not fit the 14 bits of the size. */
        public static final long MAX_BLOCK = (1L << (DIRECTION_SHIFT - SIZE_SHIFT)) - 1;

        public Ioctl {
            args = List.copyOf(args);
            after = List.copyOf(after);
            errors = List.copyOf(errors);
        }

        /** The number: direction, size of the block, letter, index. The kernel writes what goes out, and reads what goes in. */
        public static long number(Optional<Direction> direction, long size, int letter, int index) {
            long way = direction.map(one -> (one.toDevice() ? 1L : 0L) | (one.toDriver() ? 2L : 0L)).orElse(0L);
            return way << DIRECTION_SHIFT | size << SIZE_SHIFT | (long) letter << TYPE_SHIFT | index;
        }
    }

    /** What {@code read()} gives: whole elements of one array. */
    public record Read(Meta meta, Arg elements, List<String> after, List<String> errors) {
        public Read {
            after = List.copyOf(after);
            errors = List.copyOf(errors);
        }
    }
}
