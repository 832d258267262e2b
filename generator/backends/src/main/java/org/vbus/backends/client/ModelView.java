// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.List;

/**
 * The abstract model of a device.
 *
 * @param doc lines of the comment, each with its star
 * @param title the device's name
 * @param type of the device, Java
 * @param opens the only version that is opened, if the device has one
 * @param version what DESCRIBE says of it, Java
 * @param hash of the wire facts, Java
 * @param major release number
 * @param minor release number
 */
record ModelView(String banner, String packageName, List<String> imports, List<String> doc, String name, String title, String type, List<String> opens,
                 String version, String hash, int major, int minor, List<Group> groups, List<Via> ways, List<Call> calls, List<Ring> rings,
                 List<Region> regions, String negotiate) {

    /**
     * A feature group.
     *
     * @param offer method of the author
     * @param granted method and field
     * @param told method of the author
     * @param grant private method
     * @param bus the bus's own call negotiates it
     */
    record Group(List<String> offerDoc, String offer, String granted, String told, String grant, String masks, List<String> others, boolean bus) { }

    /**
     * A call of the device that negotiates.
     *
     * @param handler private method
     * @param label of the case
     * @param groups that it negotiates
     */
    record Via(String title, String label, String handler, String block, String check, String groupGetter, String bitsGetter, String bitsSetter, String bitsCast,
               List<Group> groups) { }

    /**
     * A call of the author.
     *
     * @param type that the author's method returns
     * @param handler private method
     * @param check of the arguments, with its parentheses
     * @param init nothing of the block travels to the device
     * @param fresh what of a block that does only travels to the driver
     * @param result the author's answer is the call's
     */
    record Call(List<String> doc, String type, String method, String handler, String label, List<ClientView.Gate> gate, String title, List<String> after,
                List<String> block, List<String> check, boolean init, List<Fresh> fresh, boolean result) { }

    /** Bytes of a block, Java expressions. */
    record Fresh(String offset, String bytes) { }

    /**
     * A ring.
     *
     * @param hook method of the author
     * @param type of the end
     * @param make its class
     * @param most method that says the longest message, if there is one to be said
     */
    record Ring(List<String> doc, String hook, String type, String make, String label, List<ClientView.Gate> gate, String title, long min, long max,
                List<String> most, String payload) { }

    /**
     * A region.
     *
     * @param template that makes the object over its memory
     * @param hook method of the author
     */
    record Region(String template, List<String> doc, String hook, String type, String label, List<ClientView.Gate> gate, String title, String record, String order) { }
}
