// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Packages that import one another: circles, diamonds, themselves, what is missing; and paths that are no files, or files that cannot be read. */
final class Imports implements Strategy {
    @Override
    public Input next(Random random) {
        return random.nextInt(4) == 0 ? paths(random) : graph(random);
    }

    private static Input graph(Random random) {
        int many = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 6);
        int packages = random.nextInt(8) == 0 ? Math.max(1, many - 1) : many;
        List<Input.Entry> files = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            StringBuilder text = new StringBuilder("package p").append(i % packages).append(random.nextInt(10) == 0 ? ".q" : "").append('\n');
            for (int imports = random.nextInt(4); imports > 0; imports--) {
                text.append("import ").append(switch (random.nextInt(8)) {
                    case 0 -> "p" + random.nextInt(packages);
                    case 1 -> "p" + random.nextInt(packages) + ".s" + random.nextInt(packages);
                    case 2 -> "linux.ioq.*";
                    case 3 -> Corpus.one(List.of("nowhere.*", "p.*", "linux.*", "linux.ioq.nothing", "p0.q.*", "a.b.c.d.e.f.g.h.*"), random);
                    default -> "p" + random.nextInt(packages) + ".*";
                }).append('\n');
            }
            int other = random.nextInt(packages);
            text.append("const C").append(i).append(" = ").append(random.nextInt(3) == 0 ? "C" + other + " + 1" : "1").append('\n');
            text.append("struct s").append(i).append(" { a : ").append(random.nextInt(2) == 0 ? "s" + other : "u32").append(" }\n");
            if (random.nextInt(3) == 0) {
                text.append("struct u").append(i).append(" { a : p").append(other).append(".s").append(other).append(" }\n");
            }
            files.add(new Input.Text((random.nextBoolean() ? "d/" : "") + "f" + i + ".vbus", Input.bytes(text.toString())));
        }
        List<String> given = random.nextBoolean() ? List.of("") : List.of(files.get(0).path(), Corpus.one(files, random).path());
        return new Input(files, given);
    }

    private static Input paths(Random random) {
        List<Input.Entry> files = new ArrayList<>();
        files.add(new Input.Text("x.vbus", Input.bytes("package x\nimport y.*\nconst A = 1\n")));
        String path = Corpus.one(List.of("y.vbus", "d/y.vbus", "y", "y y.vbus", "y\u00e9\u4e2d.vbus", "%s.vbus", "'$(y)'.vbus", "y\n.vbus", "y\u001b[31m.vbus"), random);
        files.add(switch (random.nextInt(7)) {
            case 0 -> new Input.Folder(path);
            case 1 -> new Input.Link(path, "nowhere");
            case 2 -> new Input.Link(path, ".");
            case 3 -> new Input.Link(path, path.substring(path.lastIndexOf('/') + 1));
            // a regular file of length 0 that gives an error when it is read
            case 4 -> new Input.Link(path, "/proc/self/mem");
            case 5 -> new Input.Link(path, "/dev/zero");
            default -> new Input.Text(path, Input.bytes("package y\nconst B = " + (random.nextBoolean() ? "1" : "wrong") + "\n"));
        });
        return new Input(files, switch (random.nextInt(5)) {
            case 0 -> List.of("x.vbus", path);
            case 1 -> List.of(path);
            case 2 -> List.of("x.vbus", "./x.vbus", "missing.vbus");
            case 3 -> List.of("", "x.vbus", "nothing/here");
            default -> List.of("");
        });
    }
}
