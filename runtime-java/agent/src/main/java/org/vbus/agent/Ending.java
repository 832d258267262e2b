// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

/**
 * How a guest ended.
 *
 * @param fine it, or its QEMU, went by itself; else it was taken off its bus, or never came onto it
 * @param why for the operator
 */
public record Ending(boolean fine, String why) { }
