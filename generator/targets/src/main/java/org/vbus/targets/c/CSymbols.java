// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.c;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.device.Virtio;

/** The C name of everything that has one. */
public final class CSymbols {
    private static final BigInteger HEX_FROM = BigInteger.valueOf(0x10000);

    private CSymbols() { }

    public static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The string that drivers match on, as {@code VENET_DEVICE_TYPE}. */
    public static String deviceType(Device device) {
        return upper(device.name()) + "_DEVICE_TYPE";
    }

    /** The hash of the wire facts as a string, as {@code VENET_ABI_HASH}. */
    public static String abiHash(Device device) {
        return upper(device.name()) + "_ABI_HASH";
    }

    /** The hash of the wire facts as an initializer of an array, as {@code VENET_ABI_HASH_BYTES}. */
    public static String abiHashBytes(Device device) {
        return abiHash(device) + "_BYTES";
    }

    /** As {@code VENET_QUEUE_RX}. */
    public static String ring(Device device, Ring ring) {
        return upper(device.name()) + "_QUEUE_" + upper(ring.name());
    }

    /** As {@code SENSOR_REGION_LATEST}. */
    public static String region(Device device, Region region) {
        return upper(device.name()) + "_REGION_" + upper(region.name());
    }

    /** As {@code VENET_FUNC_MACQUERY}. */
    public static String call(Device device, Call call) {
        return upper(device.name()) + "_FUNC_" + upper(call.name());
    }

    /** As {@code VBUS_USER_NODE}. */
    public static String node(CharDev device) {
        return upper(device.name()) + "_NODE";
    }

    /** As {@code VBUS_USER_IOCTL_BUSOPEN}. */
    public static String ioctl(CharDev device, CharDev.Ioctl ioctl) {
        return upper(device.name()) + "_IOCTL_" + upper(ioctl.name());
    }

    /** Tag of the struct that holds an ioctl's arguments, as {@code vbus_user_busopen_args}. */
    public static String ioctlArgs(CharDev device, CharDev.Ioctl ioctl) {
        return device.name().toLowerCase(Locale.ROOT) + "_" + ioctl.name().toLowerCase(Locale.ROOT) + "_args";
    }

    /** The number that drivers of a virtio device match on, as {@code VIRTIO_NET_VIRTIO_ID}. */
    public static String virtioId(Device device) {
        return upper(device.name()) + "_VIRTIO_ID";
    }

    /** As {@code VIRTIO_CONSOLE_VQ_CONTROL}. */
    public static String queue(Device device, Virtio.Queue queue) {
        return upper(device.name()) + "_VQ_" + upper(queue.name());
    }

    /** One part of a request's number, as {@code VIRTIO_NET_REQ_MAC_ADDR_SET_CLASS}. */
    public static String request(Device device, Virtio.Request request, String field) {
        return upper(device.name()) + "_REQ_" + upper(request.name()) + "_" + upper(field).replaceAll("_+$", "");
    }

    /** As {@code VENET_CAP_GROUP_SG}. */
    public static String group(FeatureGroup group) {
        return group.prefix() + "GROUP_" + upper(group.name());
    }

    /** As {@code VENET_CAP_TSO4}. */
    public static String bit(FeatureGroup group, FeatureGroup.Bit bit) {
        return group.prefix() + upper(bit.name());
    }

    /** Tag of the struct that holds a call's arguments, as {@code venet_macquery_args}. */
    public static String callArgs(Device device, Call call) {
        return device.name().toLowerCase(Locale.ROOT) + "_" + call.name().toLowerCase(Locale.ROOT) + "_args";
    }

    /** The unqualified part of a name: C has one name space. */
    public static String tag(String qualifiedName) {
        return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }

    /** A number as C reads it: large ones in hexadecimal, unsigned where an int would not hold them. */
    public static String number(BigInteger value) {
        if (value.signum() < 0) {
            return "(" + value + (value.bitLength() > 31 ? "LL)" : ")");
        }
        if (value.compareTo(HEX_FROM) < 0) {
            return value.toString();
        }
        String suffix = value.bitLength() > 32 ? "ULL" : value.bitLength() > 31 ? "U" : "";
        return "0x" + value.toString(16) + suffix;
    }

    /** A mask of one bit. */
    public static String mask(int bit) {
        return bit < 32 ? "(1U << " + bit + ")" : "(1ULL << " + bit + ")";
    }

    /**
     * Where the uAPI header of a package lies below the include folder, as {@code linux/venet.h}. One that Linux has too is out of its way, as
     * {@code vbus/linux/virtio_net.h}: both declare the same names, so a program includes one of them.
     */
    public static String header(String packageName) {
        return (LinuxHeaders.has(packageName) ? "vbus/" : "") + headerName(packageName);
    }

    /** What programs include for a package: its header, or the one of Linux. */
    public static String headerName(String packageName) {
        return packageName.replace('.', '/') + ".h";
    }

    /** What Linux calls a field of a struct that a package and Linux declare: a word that C++ keeps has a line behind it only here. */
    public static String linuxField(String struct, String field) {
        boolean linux = struct.contains(".") && LinuxHeaders.has(struct.substring(0, struct.lastIndexOf('.')));
        return linux && field.equals("class_") ? "class" : field;
    }

    /** The header of Linux that declares what a package declares, if it has one. */
    public static Optional<String> linuxHeader(String packageName) {
        return LinuxHeaders.has(packageName) ? Optional.of(headerName(packageName)) : Optional.empty();
    }
}
