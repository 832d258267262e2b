// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory, as QEMU writes them: {@code 512M}, {@code 4G}. */
public final class MemorySize {
    private static final long MIB = 1L << 20;
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})([MG])", Pattern.CASE_INSENSITIVE);

    private MemorySize() { }

    /**
     * Reads one.
     *
     * @param text a whole number of MiB or GiB, with {@code M} or {@code G}
     * @return bytes
     * @throws AgentException when it is none, or more than {@link Machine#MOST}
     */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new AgentException("memory of '" + text + "': a number with M or G is needed, such as 512M or 4G");
        }
        long bytes = Long.parseLong(matcher.group(1)) * MIB * (matcher.group(2).equalsIgnoreCase("G") ? 1024 : 1);
        if (bytes > Machine.MOST) {
            throw new AgentException("memory of " + text + ": at most " + format(Machine.MOST) + " can be shared");
        }
        return bytes;
    }

    /** Writes one: whole MiB, or whole GiB where it is. */
    public static String format(long bytes) {
        return bytes % (1024 * MIB) == 0 ? bytes / (1024 * MIB) + "G" : bytes / MIB + "M";
    }
}
