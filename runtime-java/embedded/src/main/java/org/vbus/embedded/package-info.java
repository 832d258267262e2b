// SPDX-License-Identifier: Apache-2.0
/**
 * A bus that needs no kernel module: devices and drivers in one process, and drivers in others that join over a Unix socket.
 * {@link org.vbus.embedded.EmbeddedBus} is the container; what drivers get is a {@link org.vbus.bus.Bus}.
 *
 * <p>Nothing of a message goes over the socket: rings and buffers are memory that both processes map, and a signal is a byte to whoever sleeps.
 */
package org.vbus.embedded;
