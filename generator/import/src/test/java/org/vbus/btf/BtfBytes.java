// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** BTF written by hand. */
final class BtfBytes {
    private final ByteOrder order;
    private final long namesBefore;
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private final List<Integer> words = new ArrayList<>();

    BtfBytes(ByteOrder order) {
        this(order, 0);
    }

    /** @param namesBefore bytes of the names that it continues */
    BtfBytes(ByteOrder order, long namesBefore) {
        this.order = order;
        this.namesBefore = namesBefore;
        if (namesBefore == 0) {
            names.write(0);
        }
    }

    int name(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int at = (int) namesBefore + names.size();
        names.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        return at;
    }

    /** A type: its name, kind, number of entries, flag, size or target, and the words behind. */
    BtfBytes type(String name, int kind, int count, boolean flag, int size, int... more) {
        words.add(name(name));
        words.add((flag ? 1 << 31 : 0) | kind << 24 | count);
        words.add(size);
        for (int word : more) {
            words.add(word);
        }
        return this;
    }

    byte[] bytes() {
        ByteBuffer all = ByteBuffer.allocate(24 + 4 * words.size() + names.size()).order(order);
        all.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24).putInt(0).putInt(4 * words.size()).putInt(4 * words.size()).putInt(names.size());
        words.forEach(all::putInt);
        return all.put(names.toByteArray()).array();
    }
}
