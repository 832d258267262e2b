// SPDX-License-Identifier: Apache-2.0
/** The build files of a device's folder. */
package org.vbus.backends.kbuild;
