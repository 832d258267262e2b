// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import linux.vbus_kvm.VbusKvm;

/**
 * A guest that is to be on a bus.
 *
 * @param name of the guest: letters, digits, {@code -}, {@code _} and {@code .}; no two of a folder may have the same
 * @param bus that it is put on
 * @param memory bytes, whole MiB
 * @param machine what QEMU builds
 * @param vectors interrupts of the guest, and doorbells of the host: 1 to 256
 * @param socket where QEMU finds the agent
 * @param qmp where the agent finds QEMU's monitor
 * @param ram the file that is the guest's memory
 */
public record GuestSettings(String name, String bus, long memory, Machine machine, int vectors, Path socket, Path qmp, Path ram) {
    /** One for requests, and three that the eight event queues share. */
    public static final int DEFAULT_VECTORS = 4;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Path MEMORY = Path.of("/dev/shm");

    /** @throws AgentException naming what is wrong */
    public GuestSettings {
        if (!NAME.matcher(name).matches()) {
            throw new AgentException("guest '" + name + "': a name has letters, digits, '-', '_' and '.', 63 at most, the first a letter or a digit");
        }
        int length = bus.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length >= VbusKvm.VBUS_KVM_MAX_NAME || bus.indexOf('\0') >= 0) {
            throw new AgentException("bus '" + bus + "': a name has 1 to " + (VbusKvm.VBUS_KVM_MAX_NAME - 1) + " bytes");
        }
        if (vectors < 1 || vectors > VbusKvm.VBUS_KVM_VECTORS) {
            throw new AgentException(vectors + " vectors: 1 to " + VbusKvm.VBUS_KVM_VECTORS + " are possible");
        }
        if (memory < 1 || memory > Machine.MOST || memory % (1 << 20) != 0) {
            throw new AgentException(memory + " bytes of memory: whole MiB are needed, " + MemorySize.format(Machine.MOST) + " at most");
        }
    }

    /**
     * With everything in its usual place.
     *
     * @param folder for the two sockets; only the user may get into it
     */
    public static GuestSettings of(String name, String bus, long memory, Path folder) {
        return new GuestSettings(name, bus, memory, Machine.PC, DEFAULT_VECTORS, folder.resolve(name + ".socket"), folder.resolve(name + ".qmp"),
                MEMORY.resolve("vbus-" + name));
    }

    /** The same on another machine. */
    public GuestSettings withMachine(Machine other) {
        return new GuestSettings(name, bus, memory, other, vectors, socket, qmp, ram);
    }

    /** The same with another number of vectors. */
    public GuestSettings withVectors(int number) {
        return new GuestSettings(name, bus, memory, machine, number, socket, qmp, ram);
    }

    /** The same with other files. */
    public GuestSettings withPaths(Path otherSocket, Path otherQmp, Path otherRam) {
        return new GuestSettings(name, bus, memory, machine, vectors, otherSocket, otherQmp, otherRam);
    }
}
