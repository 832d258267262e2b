// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.targets.c.CWords;

/** Names of C as names of the language. */
final class Names {
    /** Words of the language that are never names. */
    private static final Set<String> KEYWORDS = Set.of((""
            + " abstract and as be16 be32 be64 bool by char else enum for if import in le16 le32 le64 not of or out removed s16 s32"
            + " s64 s8 sizeof struct sum u16 u32 u64 u8 union virtio16 virtio32 virtio64 where").strip().split(" "));

    private Names() { }

    /** The same name where the language has it, else the nearest that it has. */
    static String of(String name) {
        String bare = name.replaceFirst("^__+", "");
        // what is left may begin as no name does
        String good = bare.isEmpty() || Character.isDigit(bare.charAt(0)) ? "n" + bare : bare;
        return KEYWORDS.contains(good) || CWords.isReserved(good) ? good.replaceFirst("^_+", "") + "_" : good;
    }

    /** Whether a text can stand as a name. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*") && !text.startsWith("__") && !KEYWORDS.contains(text);
    }

    /** The longest beginning that ends with an underscore, and leaves each a name; empty if there is none. */
    static Optional<String> prefix(List<String> names) {
        String common = names.get(0);
        for (String name : names) {
            while (!name.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        while (!common.isEmpty()) {
            common = common.substring(0, common.lastIndexOf('_') + 1);
            int length = common.length();
            if (length > 0 && isName(common) && names.stream().allMatch(name -> isName(name.substring(length)))) {
                return Optional.of(common);
            }
            common = length > 0 ? common.substring(0, length - 1) : "";
        }
        return Optional.empty();
    }
}
