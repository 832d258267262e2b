// SPDX-License-Identifier: Apache-2.0
/**
 * Java bindings: a flyweight over {@code MemorySegment} for each struct, enums, masks, constants, and the numbers of each device.
 * {@link org.vbus.backends.java.Slots} looks at a struct and decides names and places, the {@code *Views} classes turn that into
 * the views of the templates.
 */
package org.vbus.backends.java;
