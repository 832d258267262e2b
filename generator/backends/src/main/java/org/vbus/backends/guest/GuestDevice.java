// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.List;
import org.vbus.backends.kernel.Check;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.Payload;
import org.vbus.backends.kernel.SeqlockShape;

/**
 * A device as its driver sees it.
 *
 * @param name of the device
 * @param upper the name in upper case
 * @param typeSymbol macro of the type string
 * @param version what open carries: a macro, or 0
 * @param hash macro of the ABI hash as a string
 * @param hashBytes macro of the ABI hash as an initializer
 * @param major release number
 * @param minor release number
 * @param blocks types of all argument blocks, each once
 * @param groups feature groups
 * @param asks one negotiation for each group, in the order of the spec
 * @param rings all rings
 * @param sized rings whose messages have no size of their own
 * @param moved rings whose messages are the author's to move, and not a profile's
 * @param readers rings from the device whose messages are structs to be checked
 * @param regions all regions
 * @param seqlocks those of them that have a sequence counter
 * @param prepares something is negotiated, allocated or registered before probe
 * @param calls typed functions
 * @param judged those of them whose results are checked
 */
record GuestDevice(String name, String upper, String typeSymbol, String version, String hash, String hashBytes, int major, int minor,
                   List<String> blocks, List<Features.Group> groups, List<GuestDevice.Ask> asks, List<Ring> rings, List<Ring> sized,
                   List<Ring> moved, List<Ring> readers, List<Region> regions, List<SeqlockShape> seqlocks, boolean prepares, List<Call> calls,
                   List<Call> judged) {

    /**
     * A ring.
     *
     * @param toDriver the device puts, the driver gets
     * @param gate C condition on {@code dev}, if there is one
     * @param size of a slot's buffer, as a C expression
     * @param payload what a slot carries
     * @param bare without buffers of its own: a profile brings them
     */
    record Ring(String name, String symbol, boolean toDriver, long min, long max, long depth, List<String> gate, String size,
                Payload payload, boolean bare) { }

    /**
     * A region.
     *
     * @param pointer type of its first element, with the star
     * @param size exact bytes, as a C expression
     * @param gate C condition on {@code dev}, if there is one
     */
    record Region(String name, String symbol, String pointer, String size, List<String> gate) { }

    /**
     * A call.
     *
     * @param title its name in the spec
     * @param doc the spec's words on it, folded
     * @param block type of its arguments, if it has any
     * @param gate C condition on {@code dev}, if there is one
     * @param parameters declarations after the device
     * @param names of the parameters
     * @param in what is stored before the call
     * @param out what is handed over after it
     * @param checks of what came back, where no declared struct has its own
     * @param nested some check asks a function
     * @param judge the C expression that checks what came back, if anything is to be checked
     * @param result its non-negative result is a value
     */
    record Call(String name, String title, List<String> doc, String symbol, List<String> block, List<String> gate, List<String> parameters,
                List<String> names, List<Move> in, List<Move> out, List<Check> checks, boolean nested, List<String> judge, boolean result) { }

    /**
     * A parameter on its way into or out of the block; {@code kind} names its template.
     *
     * @param member of the block
     * @param name of the parameter
     */
    record Move(String kind, String member, String name) { }

    /**
     * One negotiation.
     *
     * @param group what it is about
     * @param symbol number of the call
     * @param block type of its argument
     * @param id member with the number of the group
     * @param bits member with the bits
     */
    record Ask(Features.Group group, String symbol, String block, String id, String bits) { }
}
