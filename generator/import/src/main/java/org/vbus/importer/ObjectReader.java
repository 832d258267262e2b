// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.btf.BadObjectException;
import org.vbus.btf.Btf;
import org.vbus.btf.BtfReader;
import org.vbus.btf.ElfFile;
import org.vbus.model.layout.AbiClass;

/** Reads types from what was compiled already: BTF, an object that carries it, or one with DWARF. */
final class ObjectReader {
    /** A kernel with all its debug information has less. */
    private static final long MAX_BYTES = 1L << 30;

    private final Tools tools;

    ObjectReader(Tools tools) {
        this.tools = tools;
    }

    Source read(Path file) throws IOException, BadObjectException {
        if (Files.size(file) > MAX_BYTES) {
            throw new BadObjectException(file + ": has more than " + (MAX_BYTES >> 20) + " MiB");
        }
        byte[] bytes = Files.readAllBytes(file);
        Optional<ElfFile> elf = ElfFile.isElf(bytes) ? Optional.of(ElfFile.read(bytes, file.toString())) : Optional.empty();
        byte[] types = bytes;
        if (elf.isPresent() && !elf.get().has(".BTF")) {
            if (!elf.get().has(".debug_info")) {
                throw new BadObjectException(file + ": neither BTF nor DWARF is in it; `gcc -g` writes DWARF");
            }
            types = tools.btf(file.toAbsolutePath());
            if (types.length == 0) {
                throw new BadObjectException(file + ": pahole cannot read its DWARF");
            }
        }
        Btf btf = BtfReader.read(types, file.toString(), Optional.empty()).btf();
        boolean wide = elf.map(ElfFile::isWide).orElse(true) && btf.pointerBytes() == 8;
        Machine machine = new Machine(wide ? AbiClass.LP64 : AbiClass.ILP32_ALIGN8, "", btf, Optional.empty(), Map.of());
        return new Source(file.getFileName().toString(), "", List.of(machine), List.of(), HeaderText.none(),
                List.of("measured for the machine of the object alone; alignment that its types do not show is not known"));
    }
}
