// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.model.SpecSet;
import org.vbus.targets.c.CSymbols;

/** Copies the core: {@code Makefile}, {@code Kbuild}, {@code lib/}, {@code vbus/}, {@code proxy/}, {@code localhost/}, {@code user/},
 * {@code kvm/}, {@code pci/}, {@code net/} and the headers. */
public final class TreeBackend implements Backend {
    @Override
    public String name() {
        return "tree";
    }

    @Override
    public String summary() {
        return "the kernel modules of the bus itself, so that the output builds alone";
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        // headers that this run makes anew are not copied
        Set<String> generated = specs.requested().stream().map(CSymbols::header)
                .flatMap(header -> List.of("include/uapi/" + header, "include/layout/" + header).stream()).collect(Collectors.toSet());
        try {
            for (Map.Entry<String, String> file : KernelCore.files().entrySet()) {
                if (!generated.contains(file.getKey())) {
                    out.write(file.getKey(), file.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the compiler's own copy of the kernel core cannot be read", e);
        }
    }
}
