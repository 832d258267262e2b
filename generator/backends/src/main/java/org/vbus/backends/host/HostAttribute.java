// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

/**
 * A file in sysfs.
 *
 * @param show name of the template that prints it
 * @param parse name of the template that reads it
 * @param name of the file
 * @param mode in octal
 * @param both it can be read and written
 * @param closed it is written only while no connection is open
 * @param served by the profile, under locks of its own
 * @param type of the value
 * @param dimensions after the value's name
 * @param address {@code &} where the value is no array
 * @param zero initializer of the value
 * @param format of printf, for numbers
 * @param parser of the kernel, as {@code kstrtou32}
 * @param detail enum tag of a choice, unknown bits of a flags word, else empty
 * @param open a choice takes numbers without a name
 */
record HostAttribute(String show, String parse, String name, String mode, boolean readable, boolean writable, boolean both, boolean closed,
                     boolean served, String type, String dimensions, String address, String zero, String format, String parser, String detail, boolean open) { }
