// SPDX-License-Identifier: Apache-2.0
/** The guest driver of a device: probe to remove, typed calls, rings; everything up to the author's operations. */
package org.vbus.backends.guest;
