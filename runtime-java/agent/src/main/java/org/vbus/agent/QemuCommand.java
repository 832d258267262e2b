// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What QEMU must be started with for a guest to find its bus. Nothing that is about anything else: the caller adds disks, processors and so on, but no
 * balloon and no memory that can be plugged.
 */
public final class QemuCommand {
    /** What QEMU calls the guest's memory. */
    static final String MEMORY = "vbus-ram";

    private static final String CHARDEV = "vbus";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.,:=@%+-]+");

    private final GuestSettings guest;

    /** For a guest. */
    public QemuCommand(GuestSettings guest) {
        this.guest = guest;
    }

    /** Program and arguments, one by one, for whoever starts it without a shell. */
    public List<String> arguments() {
        String size = MemorySize.format(guest.memory());
        List<String> arguments = new ArrayList<>(List.of("qemu-system-x86_64"));
        arguments.addAll(List.of("-machine",
                guest.machine().option() + ",accel=kvm,memory-backend=" + MEMORY + ",max-ram-below-4g=" + guest.machine().maxRamBelow4g()));
        arguments.addAll(List.of("-m", size));
        arguments.addAll(List.of("-object", "memory-backend-file,id=" + MEMORY + ",size=" + size + ",mem-path=" + option(guest.ram()) + ",share=on"));
        arguments.addAll(List.of("-chardev", "socket,id=" + CHARDEV + ",path=" + option(guest.socket())));
        arguments.addAll(List.of("-device", "ivshmem-doorbell,vectors=" + guest.vectors() + ",chardev=" + CHARDEV));
        arguments.addAll(List.of("-qmp", "unix:" + option(guest.qmp()) + ",server=on,wait=off"));
        // a guest that starts over would be written to until its driver is there again
        arguments.add("-no-reboot");
        return List.copyOf(arguments);
    }

    /** A path inside of an option, where a comma ends it. */
    private static String option(Path path) {
        return path.toString().replace(",", ",,");
    }

    /** One line for a shell. */
    @Override
    public String toString() {
        return arguments().stream().map(QemuCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
