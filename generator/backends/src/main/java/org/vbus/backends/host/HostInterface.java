// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.List;
import org.vbus.backends.kernel.Check;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.Payload;
import org.vbus.backends.kernel.SeqlockShape;

/**
 * One device that a model implements.
 *
 * @param name of the device
 * @param upper the name in upper case
 * @param op prefix of its operations in the ops struct: empty when the model has one device
 * @param typeSymbol macro of the type string
 * @param versionSymbol macro of the version that open must carry, if it carries one
 * @param version what DESCRIBE says of the version: the macro, or 0
 * @param hash macro of the ABI hash as a string
 * @param hashBytes macro of the ABI hash as an initializer
 * @param major release number
 * @param minor release number
 * @param blocks types of all argument blocks, each once
 * @param groups feature groups
 * @param ways negotiations, the bus's own first
 * @param moved rings whose messages are the author's to move, and not a profile's
 * @param readers rings from the driver whose messages are structs to be checked
 * @param seqlocks regions that have a sequence counter
 * @param calls calls that the author answers
 * @param made names of calls that others ask for
 */
record HostInterface(String name, String upper, String op, String typeSymbol, List<String> versionSymbol, String version, String hash,
                     String hashBytes, int major, int minor, List<String> blocks, List<Features.Group> groups, HostInterface.Negotiation bus,
                     List<HostInterface.Negotiation> ways, List<Ring> rings, List<Ring> moved, List<Ring> readers, List<Region> regions,
                     List<SeqlockShape> seqlocks, List<Call> calls, List<String> made) {

    /**
     * A ring.
     *
     * @param toDriver the device puts, the driver gets
     * @param gate C condition on {@code conn}, if there is one
     * @param payload what a slot carries
     */
    record Ring(String name, String symbol, boolean toDriver, long min, long max, List<String> gate, Payload payload) { }

    /**
     * A region.
     *
     * @param pointer type of its first element, with the star
     * @param size exact bytes, as a C expression
     * @param gate C condition on {@code conn}, if there is one
     */
    record Region(String name, String symbol, String pointer, String size, List<String> gate) { }

    /**
     * A call that the author answers.
     *
     * @param handler name of its function after the device's
     * @param title its name in the spec
     * @param block type of its arguments, if it has any
     * @param in the arguments are read from the driver
     * @param out the arguments are written to the driver
     * @param gate C condition on {@code conn}, if there is one
     * @param after C conditions that something is missing
     * @param checks of the arguments
     * @param clear members that only travel to the driver, in a block that is read as well
     * @param arguments of the operation, after the connection
     * @param remember something else asks whether it was made
     * @param result its non-negative result is a value
     * @param errors C conditions that an error is none of the spec's, one for each that is
     */
    record Call(String name, String handler, String title, String symbol, List<String> block, boolean in, boolean out, List<String> gate, List<String> after,
                List<Check> checks, List<String> clear, List<String> arguments, boolean remember, boolean result,
                List<String> errors) { }

    /**
     * One way to negotiate.
     *
     * @param name of the function and, for a call, of the call in lower case
     * @param handler name of its function after the device's
     * @param symbol number of the call
     * @param block type of its argument
     * @param group member with the number of the group
     * @param bits member with the bits
     * @param checks of the block
     * @param groups that it negotiates
     * @param remember something else asks whether it was made
     */
    record Negotiation(String name, String handler, String symbol, String block, String group, String bits, List<Check> checks,
                       List<Features.Group> groups, boolean remember) { }
}
