// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.util.List;

/** No struct holds itself, and none holds others deeper than a reader by recursion can go. */
final class Nesting {
    private static final int MAX_DEPTH = 64;
    private static final int BUSY = -1;

    private final List<BtfType> types;
    private final String name;
    /** How deep each is, from 1; 0 when not looked at. */
    private final int[] depth;

    Nesting(List<BtfType> types, String name) {
        this.types = types;
        this.name = name;
        this.depth = new int[types.size() + 1];
    }

    void check() throws BadObjectException {
        for (int i = 1; i <= types.size(); i++) {
            depth(i, 0);
        }
    }

    private int depth(int number, int above) throws BadObjectException {
        if (number == 0 || depth[number] > 0) {
            return number == 0 ? 0 : depth[number];
        }
        if (depth[number] == BUSY || above > MAX_DEPTH * 8) {
            throw new BadObjectException(name + ": type " + number + " contains itself");
        }
        depth[number] = BUSY;
        BtfType type = types.get(number - 1);
        int deepest = 0;
        if (type instanceof BtfType.Composite composite) {
            for (BtfType.Member member : composite.members()) {
                deepest = Math.max(deepest, depth(member.type(), above + 1));
            }
            deepest++;
        } else if (type instanceof BtfType.Array array) {
            deepest = depth(array.element(), above + 1);
        } else if (type instanceof BtfType.Typedef typedef) {
            deepest = depth(typedef.target(), above + 1);
        } else if (type instanceof BtfType.Modifier modifier) {
            deepest = depth(modifier.target(), above + 1);
        }
        if (deepest > MAX_DEPTH) {
            throw new BadObjectException(name + ": type " + number + " is nested deeper than " + MAX_DEPTH);
        }
        depth[number] = Math.max(1, deepest);
        return depth[number];
    }
}
