// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

/** Who writes a field. The last six are relative to a protocol, the first two to the connection. */
public enum Role { DRIVER, DEVICE, OWNER, SENDER, RECEIVER, PRODUCER, CONSUMER }
