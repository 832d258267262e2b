// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A folder of up to a hundred files, deep in folders too, a few of them wrong, or all of the corpus's at once. */
final class ManyFiles implements Strategy {
    private static final int MOST = 100;

    private final Corpus corpus;

    ManyFiles(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        int many = 2 + random.nextInt(MOST);
        List<Input.Entry> files = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String folder = "d/".repeat(random.nextInt(10) == 0 ? random.nextInt(20) : random.nextInt(2));
            String text = switch (random.nextInt(40)) {
                case 0 -> corpus.any(random);
                case 1 -> "package wrong" + i + "\nconst A = ";
                default -> "package p" + i + "\nimport p" + random.nextInt(many) + ".*\nstruct s" + i + " { a : u32  b : u32 }\nconst C" + i + " = " + i + "\n";
            };
            files.add(new Input.Text(folder + "f" + i + ".vbus", Input.bytes(text)));
        }
        return new Input(files, List.of(""));
    }
}
