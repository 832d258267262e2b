// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

/** What a message quotes from a spec: on one line, and its middle left out when nobody would read it. */
final class Quoted {
    /** Characters that are quoted whole. */
    static final int MOST = 200;
    private static final int END = 40;
    private static final String CUT = " ... ";

    private Quoted() { }

    /** The argument itself, unless it is a text that is too long or has control characters. */
    static Object of(Object argument) {
        if (!(argument instanceof String text)) {
            return argument;
        }
        String line = text.chars().anyMatch(Character::isISOControl) ? escaped(text) : text;
        int points = line.codePointCount(0, line.length());
        if (points <= MOST) {
            return line;
        }
        int from = line.offsetByCodePoints(0, MOST - END - CUT.length());
        return line.substring(0, from) + CUT + line.substring(line.offsetByCodePoints(0, points - END));
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == '\n') {
                line.append("\\n");
            } else if (point == '\t') {
                line.append("\\t");
            } else if (Character.isISOControl(point)) {
                line.append(String.format(java.util.Locale.ROOT, "\\u%04x", point));
            } else {
                line.appendCodePoint(point);
            }
        });
        return line.toString();
    }
}
