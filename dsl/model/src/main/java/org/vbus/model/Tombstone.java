// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.math.BigInteger;

/**
 * What an earlier release had and this one has not. Its name and its number are never used again.
 *
 * @param kind as the spec writes it: {@code literal}, {@code flag}, {@code feature}, {@code ring}, {@code region}, {@code call}, {@code ioctl}
 * @param owner name of the enum, flags, feature group (behind its device and a dot), device or character device that had it
 */
public record Tombstone(Meta meta, String kind, String owner, String name, BigInteger number) { }
