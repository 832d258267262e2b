// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

/**
 * What a spec does not have and its header has.
 *
 * @param what as {@code struct vfio_region_info_cap} or {@code macro VIRTIO_NET_HDR}
 * @param reason the rule
 */
public record Omission(String what, String reason) {
    @Override
    public String toString() {
        return what + ": " + reason;
    }
}
