// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.wireshark;

/**
 * What {@code vbus-record.stg} speaks of.
 *
 * @param banner in one line
 * @param magic first four bytes of a capture record, as a Lua number
 * @param version of the record's form
 * @param header bytes before the name
 * @param maxItems lines of the tree that one record may ask for
 */
record RecordView(String banner, String magic, int version, int header, int maxItems) { }
