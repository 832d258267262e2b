// SPDX-License-Identifier: Apache-2.0
/** The host module of a device model: class, attributes, connections, calls, rings; everything up to the author's operations. */
package org.vbus.backends.host;
