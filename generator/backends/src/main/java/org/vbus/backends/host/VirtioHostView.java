// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.List;
import org.vbus.backends.host.HostModuleView.Names;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.VirtioConfig;
import org.vbus.backends.kernel.VirtioQueues;

/**
 * What {@code host-virtio-header.stg} and {@code host-virtio-module.stg} speak of: a model of a device of virtio.
 *
 * @param banner comment lines, with their stars
 * @param guard macro against including twice
 * @param includes headers that declare the device
 * @param missing feature bits that the header of an older Linux may lack
 * @param model the class
 * @param device name of the device
 * @param id its number in virtio, as a macro or a number
 * @param attributes files in sysfs
 * @param names literals of the enums that attributes show
 * @param shown files that every device of virtio has and the model does not declare
 * @param configSize bytes of the configuration space, if there is one
 * @param fields of the configuration space
 * @param written those that a driver may write
 * @param groups the feature word, if there is one
 * @param lets numbers that queues use
 * @param queues in the order of the spec
 * @param fixed how many queues there are, where the spec alone says it
 * @param ops every operation, in the order of the struct
 */
record VirtioHostView(List<String> banner, String guard, List<String> includes, List<Bit> missing, HostModel model, String device, String id,
                      List<HostAttribute> attributes, List<Names> names, List<String> shown, List<Long> configSize, List<VirtioConfig.Field> fields,
                      List<VirtioConfig.Field> written, List<Features.Group> groups, List<VirtioQueues.Let> lets, List<VirtioQueues.Queue> queues,
                      List<Long> fixed, List<Op> ops) {

    /** A feature bit: its macro and its value. */
    record Bit(String symbol, String value) { }
}
