// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compat.snapshot.Snapshot;
import org.vbus.compat.snapshot.SnapshotCodec;
import org.vbus.model.Release;

/**
 * The frozen releases of one package, the oldest first. Each was read whole, and each knows the one before it.
 *
 * @param all at least one
 * @param policy what was decided beside them
 */
public record Releases(String packageName, List<Frozen> all, Policy policy) {
    /** Folder of frozen releases, beside the spec. */
    public static final String FOLDER = "abi";
    /** The decisions, in the same folder. */
    public static final String POLICY = "policy.json";

    public Releases {
        all = List.copyOf(all);
    }

    /**
     * One frozen release.
     *
     * @param file where it is, as messages name it
     * @param seal of the file
     */
    public record Frozen(String file, String seal, Snapshot snapshot) {
        public Release release() {
            return snapshot.release();
        }
    }

    /** The same under other decisions. */
    Releases with(Policy other) {
        return new Releases(packageName, all, other);
    }

    public Frozen latest() {
        return all.get(all.size() - 1);
    }

    public Optional<Frozen> find(Release release) {
        return all.stream().filter(frozen -> frozen.release().equals(release)).findFirst();
    }

    /** Those whose peers must still be talked to. */
    public List<Frozen> served() {
        return all.stream().filter(frozen -> policy.serves(frozen.release())).toList();
    }

    /**
     * Reads the releases in a folder.
     *
     * @param folder of frozen releases
     * @return empty when it has none
     * @throws IOException when a file cannot be read
     * @throws BadFileException when one is not what was frozen, or one of the chain is missing
     */
    public static Optional<Releases> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return in(folder, folder.toString().replace('\\', '/'));
    }

    /**
     * Reads the releases that a jar carries.
     *
     * @return by package
     * @throws IOException when it cannot be read
     * @throws BadFileException as {@link #in(Path)}
     */
    public static Map<String, Releases> inJar(Path jar) throws IOException {
        Map<String, Releases> found = new TreeMap<>();
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            List<Path> folders;
            try (Stream<Path> paths = Files.walk(files.getPath("/"))) {
                folders = paths.filter(path -> path.getFileName() != null && path.getFileName().toString().replace("/", "").equals(FOLDER)).filter(Files::isDirectory).toList();
            }
            for (Path folder : folders) {
                in(folder, jar + "!" + folder).ifPresent(releases -> found.put(releases.packageName(), releases));
            }
        } catch (ProviderNotFoundException | java.util.zip.ZipException e) {
            throw new BadFileException(jar.toString(), "is no jar");
        }
        return found;
    }

    private static Optional<Releases> in(Path folder, String name) throws IOException {
        List<Frozen> all = new ArrayList<>();
        Policy policy = Policy.NONE;
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            String own = file.getFileName().toString();
            if (own.equals(POLICY)) {
                policy = PolicyCodec.read(name + "/" + own, text(name + "/" + own, file));
            } else {
                all.add(read(name + "/" + own, text(name + "/" + own, file)));
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        all.sort(Comparator.comparing(Frozen::release));
        verify(name, all);
        return Optional.of(new Releases(all.get(0).snapshot().packageName(), all, policy));
    }

    /**
     * Reads one frozen release.
     *
     * @throws IOException when it cannot be read
     * @throws BadFileException when it is not what was frozen
     */
    public static Frozen read(Path file) throws IOException {
        return read(file.toString().replace('\\', '/'), text(file.toString(), file));
    }

    private static Frozen read(String name, String text) {
        SnapshotCodec.Sealed sealed = SnapshotCodec.sealed(name, text);
        return new Frozen(name, sealed.seal(), sealed.snapshot());
    }

    private static String text(String name, Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new BadFileException(name, "is no UTF-8 text");
        }
    }

    private static void verify(String folder, List<Frozen> all) {
        for (int i = 0; i < all.size(); i++) {
            Frozen frozen = all.get(i);
            if (!frozen.snapshot().packageName().equals(all.get(0).snapshot().packageName())) {
                throw new BadFileException(frozen.file(), "is of `" + frozen.snapshot().packageName() + "`, the others here are of `" + all.get(0).snapshot().packageName() + "`");
            }
            if (!frozen.file().endsWith("/" + frozen.release() + ".json")) {
                throw new BadFileException("LOCK_TAMPERED", frozen.file(), "is release " + frozen.release() + ", and is not called " + frozen.release() + ".json");
            }
            Optional<Snapshot.Predecessor> before = frozen.snapshot().predecessor();
            Optional<Frozen> there = i == 0 ? Optional.empty() : Optional.of(all.get(i - 1));
            if (before.isPresent() && all.stream().noneMatch(one -> one.release().equals(before.get().release()))) {
                throw new BadFileException("LOCK_MISSING", folder, "release " + before.get().release() + " is missing, which " + frozen.file() + " followed");
            }
            if (!before.map(Snapshot.Predecessor::release).equals(there.map(Frozen::release)) || !before.map(Snapshot.Predecessor::seal).equals(there.map(Frozen::seal))) {
                throw new BadFileException("LOCK_TAMPERED", there.map(Frozen::file).orElse(frozen.file()), "is not what " + frozen.file() + " followed");
            }
        }
    }
}
