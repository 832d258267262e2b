// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.List;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.VirtioConfig;
import org.vbus.backends.kernel.VirtioQueues;

/**
 * What {@code guest-virtio-header.stg} and {@code guest-virtio-module.stg} speak of: the driver of a device of virtio.
 *
 * @param banner comment lines, with their stars
 * @param guard macro against including twice
 * @param include header that declares the device
 * @param name of the device
 * @param upper the name in upper case
 * @param id macro of its number in virtio
 * @param bits numbers of its features
 * @param fields of the configuration space
 * @param groups the feature word, if there is one
 * @param lets numbers that queues use
 * @param queues in the order of the spec
 * @param most queues that the driver asks for
 * @param ops every operation, in the order of the struct
 */
record VirtioGuestView(List<String> banner, String guard, String include, String name, String upper, String id, List<Bit> bits, List<VirtioConfig.Field> fields,
                       List<Features.Group> groups, List<VirtioQueues.Let> lets, List<VirtioQueues.Queue> queues, long most, List<Op> ops) {

    /** A feature: its name in the spec and its bit. */
    record Bit(String name, int number) { }
}
