// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

/** A release of a spec, {@code major.minor}. */
public record Release(int major, int minor) implements Comparable<Release> {
    @Override
    public int compareTo(Release other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
