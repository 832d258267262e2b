// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

/** What the placer saw that the author should know. Positions are the index of the member in its body; -1 is the struct itself. */
public sealed interface Finding {
    /** Index of the top-level member it is about, or -1. */
    int member();

    /** The compiler would put {@code bytes} of padding before the member, at {@code offset}. */
    record Hole(int member, long offset, long bytes) implements Finding { }

    /** The compiler would put {@code bytes} of padding at the end, at {@code offset}. */
    record TailHole(int member, long offset, long bytes) implements Finding { }

    /** The spec says {@code declared}, the member lies at {@code placed}. */
    record WrongOffset(int member, long declared, long placed) implements Finding { }

    /** The spec says {@code declared}, the struct has {@code placed} bytes. */
    record WrongSize(int member, long declared, long placed) implements Finding { }

    /** An array without a fixed length has something after it. */
    record NotLast(int member) implements Finding { }

    /** The asked alignment {@code declared} is not a power of two or is less than the natural {@code natural}. */
    record WrongAlign(int member, int declared, int natural) implements Finding { }

    /** The struct would exceed {@code limit} bytes. */
    record TooLarge(int member, long limit) implements Finding { }
}
