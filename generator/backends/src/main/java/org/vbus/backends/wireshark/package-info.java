// SPDX-License-Identifier: Apache-2.0
/** Wireshark dissectors in Lua: {@code wireshark/<package>.lua} with the tables of a spec, and {@code wireshark/vbus-record.lua}, which reads them. */
package org.vbus.backends.wireshark;
