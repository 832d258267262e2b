// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The C files that authors of devices write, {@code FOLDER/DEVICE/...} in their project. They are copied to {@code devices/DEVICE/ops} of the
 * kernel tree, where its build files look, so that no object file comes to lie among sources.
 */
final class AuthorFiles {
    private final Path folder;
    private final Map<String, Path> files = new TreeMap<>();
    private final Set<String> devices = new TreeSet<>();

    /**
     * Finds them.
     *
     * @param folder may be missing
     * @throws IOException when it cannot be read
     */
    AuthorFiles(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                Path path = folder.relativize(file);
                if (path.getNameCount() > 1) {
                    String device = path.getName(0).toString();
                    devices.add(device);
                    files.put("devices/" + device + "/ops/" + path.subpath(1, path.getNameCount()).toString().replace('\\', '/'), file);
                }
            }
        }
    }

    /** Whether the project has such a folder. */
    boolean isThere() {
        return Files.isDirectory(folder);
    }

    /** Where those of a device belong. */
    Path of(String device) {
        return folder.resolve(device);
    }

    /** Names of folders in which there are some. */
    Set<String> devices() {
        return devices;
    }

    /**
     * Adds names and bytes.
     *
     * @throws IOException when one cannot be read
     */
    void addTo(Fingerprint fingerprint) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            fingerprint.add(file.getKey(), Files.readAllBytes(file.getValue()));
        }
    }

    /**
     * Copies what differs.
     *
     * @param tree the kernel tree
     * @param known devices that the tree has
     * @return paths of all of them in the tree
     * @throws IOException when the disk refuses
     */
    List<String> copyTo(Path tree, Set<String> known) throws IOException {
        List<String> copied = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (known.contains(file.getKey().split("/")[1])) {
                Path target = tree.resolve(file.getKey());
                byte[] bytes = Files.readAllBytes(file.getValue());
                if (!Files.isRegularFile(target) || !Arrays.equals(bytes, Files.readAllBytes(target))) {
                    Files.createDirectories(target.getParent());
                    Files.write(target, bytes);
                }
                copied.add(file.getKey());
            }
        }
        return copied;
    }
}
