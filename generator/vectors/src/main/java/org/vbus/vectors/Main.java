// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/**
 * {@code Main FOLDER}: fills in names, blocks and bytes of every {@code NAME/vectors.json} below a folder of specs, and says what they lack. What it writes
 * is to be read before it is committed: the tests only show that compilers agree with it.
 */
public final class Main {
    private Main() { }

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: Main FOLDER");
            System.exit(2);
        }
        System.exit(run(Path.of(args[0])));
    }

    private static int run(Path folder) throws IOException {
        Outcome outcome = new Compiler().check(new Request(List.of(folder), List.of()));
        if (outcome.specs().isEmpty()) {
            outcome.diagnostics().forEach(System.err::println);
            return 1;
        }
        SpecSet specs = outcome.specs().get();
        int status = 0;
        for (Spec spec : specs.requestedSpecs()) {
            Path file = folder.resolve(spec.shortName()).resolve("vectors.json");
            if (Files.exists(file)) {
                try {
                    VectorFile filled = filled(specs, spec, VectorReader.read(file));
                    Files.writeString(file, VectorWriter.write(filled));
                    List<String> missing = Coverage.missing(specs, spec, filled);
                    missing.forEach(one -> System.err.println(file + ": missing: " + one));
                    status = missing.isEmpty() ? status : 1;
                } catch (VectorException e) {
                    System.err.println(e.getMessage());
                    status = 1;
                }
            }
        }
        return status;
    }

    /** With the names that are not there yet, the blocks, and all bytes. A name that is there keeps its value. */
    private static VectorFile filled(SpecSet specs, Spec spec, VectorFile file) {
        Shapes shapes = new Shapes(specs, spec);
        java.util.Map<String, Value> names = new java.util.LinkedHashMap<>();
        Names.of(spec).forEach(name -> names.put(name.c(), file.names().getOrDefault(name.c(), name.value())));
        file.names().forEach(names::putIfAbsent);
        return Encoder.fill(shapes, new VectorFile(file.spec(), file.release(), names, shapes.blocks(), file.vectors()));
    }
}
