// SPDX-License-Identifier: Apache-2.0
/**
 * Drivers of the devices of a Linux kernel: {@link org.vbus.kernel.KernelBus} is the bus whose member this process is, by the character device
 * {@code /dev/vbus} of the module {@code vbus_user}. The spec is {@code linux.vbus_user}.
 */
package org.vbus.kernel;
