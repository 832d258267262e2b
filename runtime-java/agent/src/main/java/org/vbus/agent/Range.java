// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

/**
 * A piece of a guest's memory.
 *
 * @param address in the guest
 * @param bytes whole pages
 * @param offset in the file that the memory is
 */
public record Range(long address, long bytes, long offset) { }
