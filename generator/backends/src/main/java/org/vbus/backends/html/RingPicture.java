// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;
import java.util.stream.Collectors;
import org.vbus.model.device.RingType;

/** A ring between its two sides: whose memory it is, which way payload goes, what a slot holds, who signals whom. */
final class RingPicture {
    private static final int SIDE = 130;
    private static final int MEMORY = 420;
    private static final int GAP = 96;
    private static final int TOP = 30;
    private static final int HEIGHT = 208;
    private static final int LEFT_EDGE = SIDE + GAP;
    private static final int RIGHT_EDGE = LEFT_EDGE + MEMORY;
    private static final int WIDTH = RIGHT_EDGE + GAP + SIDE;
    private static final int SLOT = 44;
    private static final int SLOTS = 8;
    private static final int PAD = 10;

    private RingPicture() { }

    /**
     * Draws a ring.
     *
     * @param direction of the payload: positive to the device, negative to the driver, 0 both ways
     * @param depth what is said about the number of slots
     * @param payload what a slot carries, in words
     */
    static Picture of(String id, String name, RingType type, int direction, String depth, String payload) {
        Canvas canvas = new Canvas();
        side(canvas, 0, "driver", "north");
        side(canvas, RIGHT_EDGE + GAP, "device", "south");
        canvas.text(LEFT_EDGE, TOP - PAD, MEMORY, "note", "memory of the driver, mapped by both");
        canvas.box(LEFT_EDGE, TOP, MEMORY, HEIGHT, "memory", "");
        canvas.text(LEFT_EDGE + PAD, TOP + 22, MEMORY - 2 * PAD, "name", name);
        canvas.text(LEFT_EDGE + PAD, TOP + 40, MEMORY - 2 * PAD, "type", head(type));
        slots(canvas, type);
        canvas.text(LEFT_EDGE + PAD, TOP + 152, MEMORY - 2 * PAD, "type", depth);
        canvas.text(LEFT_EDGE + PAD, TOP + 172, MEMORY - 2 * PAD, "type", descriptor(type));
        canvas.text(LEFT_EDGE + PAD, TOP + 192, MEMORY - 2 * PAD, "type", payload);
        if (direction >= 0) {
            payload(canvas, SIDE, LEFT_EDGE, TOP + 74);
            payload(canvas, RIGHT_EDGE, WIDTH - SIDE, TOP + 74);
        }
        if (direction <= 0) {
            int y = direction == 0 ? TOP + 104 : TOP + 74;
            payload(canvas, WIDTH - SIDE, RIGHT_EDGE, y);
            payload(canvas, LEFT_EDGE, SIDE, y);
        }
        signals(canvas, type);
        String way = direction == 0 ? "Payload goes both ways" : direction > 0 ? "Payload goes from driver to device" : "Payload goes from device to driver";
        return canvas.picture(id, "Ring " + name, way + ", through descriptors in memory of the driver; each side signals the other. " + payload);
    }

    private static void side(Canvas canvas, int x, String name, String locality) {
        canvas.box(x, TOP, SIDE, HEIGHT, "side", "");
        canvas.centered(x + SIDE / 2, TOP + 94, SIDE, "name", name);
        canvas.centered(x + SIDE / 2, TOP + 114, SIDE, "type", locality);
    }

    private static String head(RingType type) {
        String indices = type.indices().stream().map(RingType.Index::name).collect(Collectors.joining(", "));
        return last(type.head()) + (indices.isEmpty() ? "" : ": indices " + indices) + (type.signal().isEmpty() ? "" : "; " + path(type.signal()));
    }

    private static void slots(Canvas canvas, RingType type) {
        int left = LEFT_EDGE + (MEMORY - SLOTS * SLOT) / 2;
        for (int i = 0; i < SLOTS; i++) {
            boolean more = i == SLOTS - 2;
            String number = i == SLOTS - 1 ? "n−1" : more ? "…" : Integer.toString(i);
            canvas.box(left + i * SLOT, TOP + 62, SLOT, SLOT, more ? "cell open" : "cell", more ? "" : path(type.slots()) + "[" + number + "]");
            canvas.centered(left + i * SLOT + SLOT / 2, TOP + 62 + SLOT / 2 + 4, SLOT, "type", number);
        }
        canvas.text(left, TOP + 126, SLOTS * SLOT, "note", "descriptors" + (type.slots().isEmpty() ? "" : " " + path(type.slots()) + "[ ]"));
    }

    private static String descriptor(RingType type) {
        String owner = type.owner().isEmpty() ? "" : ", owned by " + last(type.owner());
        return type.payloadAddress().isEmpty() ? "" : "each points to its payload: " + last(type.payloadAddress()) + ", " + last(type.payloadLength()) + owner;
    }

    private static void payload(Canvas canvas, int from, int to, int y) {
        canvas.arrow(from, to, y, "flow");
        canvas.centered((from + to) / 2, y - 8, GAP - PAD, "note", "payload");
    }

    private static void signals(Canvas canvas, RingType type) {
        if (type.signal().isEmpty()) {
            return;
        }
        int south = TOP + HEIGHT + 30;
        int north = south + 34;
        canvas.line(SIDE / 2, TOP + HEIGHT, SIDE / 2, north, "signal");
        canvas.line(WIDTH - SIDE / 2, TOP + HEIGHT, WIDTH - SIDE / 2, north, "signal");
        canvas.arrow(SIDE / 2, WIDTH - SIDE / 2, south, "signal");
        canvas.arrow(WIDTH - SIDE / 2, SIDE / 2, north, "signal");
        canvas.centered(WIDTH / 2, south - 8, MEMORY, "note", "signal to south: the driver changed the ring");
        canvas.centered(WIDTH / 2, north - 8, MEMORY, "note", "signal to north: the device changed the ring");
    }

    private static String path(List<String> path) {
        return String.join(".", path);
    }

    private static String last(List<String> path) {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    private static String last(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }
}
