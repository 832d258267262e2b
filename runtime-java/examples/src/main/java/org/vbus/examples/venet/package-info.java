// SPDX-License-Identifier: Apache-2.0
/**
 * venet, the bus's network device, from Java: {@link org.vbus.examples.venet.EchoHost} is a device that answers pings, {@link
 * org.vbus.examples.venet.VenetPort} a driver, of that one as of a kernel's, and {@link org.vbus.examples.venet.VenetCapture} pings through it and
 * writes what it saw to a capture file. Packets and capture files have a spec too: {@code src/main/vbus/inet/inet.vbus}.
 */
package org.vbus.examples.venet;
