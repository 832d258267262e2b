// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.List;

/**
 * The client of a device. Lists of at most one stand for what may be absent; what is Java is an expression or a type as the file writes it.
 *
 * @param doc lines of the comment, each with its star
 * @param name of the class
 * @param title the device's name
 * @param type of the device, Java
 * @param version to open, Java
 */
record ClientView(String banner, String packageName, List<String> imports, List<String> doc, String name, String title, String type, String version,
                  List<Group> groups, List<Call> calls, List<Ring> rings, List<Region> regions) {

    /**
     * A feature group.
     *
     * @param method that negotiates
     * @param granted method and field of what was granted
     * @param masks class of the bits
     * @param others words of other groups that the closure takes
     * @param title of the group, a Java string
     * @param via the call that negotiates; the bus's own without one
     */
    record Group(List<String> doc, List<String> grantedDoc, String method, String granted, String masks, List<String> others, String title, List<Via> via) { }

    /**
     * A call that negotiates.
     *
     * @param block class of its arguments
     * @param group setter, with a cast where it takes less than a long
     * @param check of what came back, with its parentheses
     */
    record Via(String title, String function, String block, String groupSetter, String groupCast, String bitsSetter, String bitsCast, String bitsGetter,
               String check) { }

    /**
     * A call.
     *
     * @param type that it returns
     * @param gate the condition on features
     * @param after names of what must have been, as Java strings
     * @param block class of its arguments
     * @param fills statements that write them
     * @param checks calls that judge what came back
     * @param returns statements at the end
     * @param result what the call answers is a value
     */
    record Call(List<String> doc, String type, String method, String parameters, List<Gate> gate, String title, List<String> after, String function,
                List<String> block, List<String> fills, List<String> checks, List<String> returns, boolean result) { }

    /** A condition on features; {@code text} is a Java string. */
    record Gate(String condition, String text) { }

    /**
     * A ring.
     *
     * @param type of the end
     * @param make method of {@code ClientSide}
     * @param bytes the parameter for the size of buffers is there
     * @param size of buffers, Java
     * @param payload Java
     */
    record Ring(List<String> doc, String type, String method, List<Gate> gate, String make, String title, String id, long min, long max, boolean bytes, String size,
                String payload) { }

    /**
     * A region.
     *
     * @param template that makes the object over its memory
     * @param type of the object
     * @param record class of what it holds
     * @param order of the counter's bytes, Java
     */
    record Region(String template, List<String> doc, String type, String method, List<Gate> gate, String title, String id, String record, String order) { }
}
