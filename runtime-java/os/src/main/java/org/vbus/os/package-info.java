// SPDX-License-Identifier: Apache-2.0
/**
 * The few calls of Linux that buses need: descriptors, mappings that others share, eventfd, poll, ioctl, and Unix sockets that pass
 * descriptors. All of them by {@code java.lang.foreign}; a call that fails is an {@link org.vbus.os.OsException} with its errno.
 *
 * <p>Needs {@code --enable-native-access} for whoever holds this package. 64-bit Linux.
 */
package org.vbus.os;
