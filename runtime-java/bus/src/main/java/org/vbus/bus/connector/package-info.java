// SPDX-License-Identifier: Apache-2.0
/** What connectors have in common; drivers and devices do not need it. */
package org.vbus.bus.connector;
