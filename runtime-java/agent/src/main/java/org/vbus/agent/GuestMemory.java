// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.vbus.os.Mapping;

/**
 * A guest's memory: a file of zeros that only its user may open, mapped here for as long as the kernel needs to be told where it is. One thread.
 */
final class GuestMemory implements AutoCloseable {
    private final OwnFile name;
    private final Mapping mapping;

    private GuestMemory(OwnFile name, Mapping mapping) {
        this.name = name;
        this.mapping = mapping;
    }

    /**
     * Makes the file.
     *
     * @throws AgentException when it is there, when its folder is not, or when there is no room for it
     */
    static GuestMemory create(Path path, long bytes) {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new AgentException(path + " is there: the memory of a guest, or what an agent that was killed has left; in that case remove it", e);
        } catch (IOException e) {
            throw new AgentException("the guest's memory: " + e, e);
        }
        OwnFile name = new OwnFile(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
            return new GuestMemory(name, Mapping.open(path, bytes));
        } catch (IOException | RuntimeException e) {
            name.remove();
            throw new AgentException("the guest's memory, " + path + " of " + MemorySize.format(bytes) + ": " + e.getMessage(), e);
        }
    }

    /** Where it is mapped; until {@link #unmap()}. */
    long address() {
        return mapping.memory().address();
    }

    /** Lets go of the memory, not of the file. */
    void unmap() {
        mapping.close();
    }

    /** Takes the name away: the memory goes with the last who has it open. */
    void unlink() {
        name.remove();
    }

    @Override
    public void close() {
        unmap();
        unlink();
    }
}
