// SPDX-License-Identifier: Apache-2.0
/**
 * What drivers and devices in Java are written against, whatever carries it: a bus inside the process, one of another process, or the
 * kernel's. The verbs and the order of events are those of the spec {@code linux.vbus}.
 *
 * <p>North, the driver, owns the memory: {@link org.vbus.bus.Bus} and {@link org.vbus.bus.Session}. South, the device, sees it through
 * {@link org.vbus.bus.NorthMemory}: {@link org.vbus.bus.DeviceModel} and {@link org.vbus.bus.DeviceConnection}. From a spec come a typed
 * client over the first and an abstract device over the second.
 */
package org.vbus.bus;
