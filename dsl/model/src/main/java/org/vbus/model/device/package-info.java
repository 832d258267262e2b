// SPDX-License-Identifier: Apache-2.0
/** Devices: what a driver sees of one, and the host-side classes that implement it. */
package org.vbus.model.device;
