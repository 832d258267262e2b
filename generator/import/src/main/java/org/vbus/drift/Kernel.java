// SPDX-License-Identifier: Apache-2.0
package org.vbus.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.vbus.btf.BadObjectException;
import org.vbus.btf.Btf;
import org.vbus.btf.BtfReader;
import org.vbus.btf.BtfType.Composite;
import org.vbus.btf.BtfType.Enumeration;
import org.vbus.model.layout.AbiClass;

/**
 * The types of a kernel and its modules.
 *
 * @param name as messages call it
 * @param parts the kernel itself first; each module knows the kernel's types too
 */
public record Kernel(String name, List<Btf> parts) {
    /** Where a running kernel shows its types, and those of each module. */
    public static final Path RUNNING = Path.of("/sys/kernel/btf");
    private static final String ITSELF = "vmlinux";
    private static final long MAX_BYTES = 1L << 28;

    public Kernel {
        parts = List.copyOf(parts);
    }

    /** The kernel that runs, with all modules that are loaded. */
    public static Kernel running() throws IOException, BadObjectException {
        if (!Files.isReadable(RUNNING.resolve(ITSELF))) {
            throw new BadObjectException(RUNNING.resolve(ITSELF) + ": this kernel shows no types: it was built without CONFIG_DEBUG_INFO_BTF; --btf names a file that has them");
        }
        BtfReader.Read itself = read(RUNNING.resolve(ITSELF), Optional.empty());
        List<Btf> parts = new ArrayList<>(List.of(itself.btf()));
        try (Stream<Path> files = Files.list(RUNNING)) {
            for (Path module : files.filter(file -> !file.endsWith(ITSELF)).sorted().toList()) {
                parts.add(read(module, Optional.of(itself)).btf());
            }
        }
        return new Kernel("the running kernel", parts);
    }

    /**
     * What a file holds: BTF, or an ELF file with it.
     *
     * @param base the kernel's own, for a module; a module of the running kernel finds it by itself
     */
    public static Kernel of(Path file, Optional<Path> base) throws IOException, BadObjectException {
        boolean module = file.toAbsolutePath().getParent().equals(RUNNING) && !file.endsWith(ITSELF);
        Optional<Path> continued = base.isEmpty() && module ? Optional.of(RUNNING.resolve(ITSELF)) : base;
        if (continued.isEmpty()) {
            return new Kernel(file.toString(), List.of(read(file, Optional.empty()).btf()));
        }
        BtfReader.Read itself = read(continued.get(), Optional.empty());
        return new Kernel(file.toString(), List.of(itself.btf(), read(file, Optional.of(itself)).btf()));
    }

    private static BtfReader.Read read(Path file, Optional<BtfReader.Read> base) throws IOException, BadObjectException {
        // a file of sysfs has no size to ask for before
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadObjectException(file + ": has more than " + (MAX_BYTES >> 20) + " MiB");
            }
            return BtfReader.read(bytes, file.toString(), base);
        }
    }

    /** A struct and the part that numbers its types. */
    record Found(Btf btf, Composite type) { }

    Optional<Found> composite(String name) {
        return parts.stream().flatMap(btf -> btf.composite(name).map(type -> new Found(btf, type)).stream()).findFirst();
    }

    Optional<Enumeration> enumeration(String name) {
        return first(btf -> btf.enumeration(name));
    }

    Optional<Enumeration> enumerationWith(String literal) {
        return first(btf -> btf.enumerationWith(literal));
    }

    private Optional<Enumeration> first(Function<Btf, Optional<Enumeration>> lookup) {
        return parts.stream().flatMap(btf -> lookup.apply(btf).stream()).findFirst();
    }

    /** How it lays out. */
    AbiClass abi() {
        return parts.get(0).pointerBytes() == 8 ? AbiClass.LP64 : AbiClass.ILP32_ALIGN8;
    }
}
