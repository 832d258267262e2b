// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;

/** SHA-256 over the wire facts of a device: equal hashes mean that two sides speak the same ABI, whatever names and comments they use. */
public final class WireHash {
    private WireHash() { }

    /** The 32 bytes of the hash. */
    public static byte[] of(SpecSet specs, Device device) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(WireFacts.of(specs, device).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The hash in 64 hexadecimal digits. */
    public static String hex(SpecSet specs, Device device) {
        return HexFormat.of().formatHex(of(specs, device));
    }
}
