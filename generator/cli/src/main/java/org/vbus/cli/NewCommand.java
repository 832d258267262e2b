// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.vbus.cli.project.DeviceName;
import org.vbus.cli.project.NewProject;
import org.vbus.cli.project.PackageName;
import org.vbus.cli.project.Profiles;
import org.vbus.cli.project.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vbusc new}. */
@Command(name = "new", mixinStandardHelpOptions = true,
        description = "Writes a project to begin with, which works as it is: a spec with comments, what device and driver do in C, a driver in Java, a"
                + " test, Makefile and pom.xml. Over nothing that is there.")
final class NewCommand implements Callable<Integer> {
    /** What a package is when nobody says it; not to be given to others. */
    private static final String NOBODY = "example.";

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The device's name, as air_quality: modules, C functions and Java classes have it.")
    private String name;

    @Option(names = "--profile", paramLabel = "PROFILE", defaultValue = "raw", description = "What it is like; --list says which there are"
            + " (${DEFAULT-VALUE}).")
    private String profile;

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Of the spec and of its Java classes, as acme.air (example.NAME).")
    private String pack;

    @Option(names = "--dir", paramLabel = "DIR", description = "The project's folder, not there yet or empty (NAME).")
    private Path folder;

    @Option(names = {"-l", "--list"}, description = "List the profiles.")
    private boolean list;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        Profiles profiles = Profiles.installed();
        if (list) {
            profiles.all().keySet().stream().sorted().forEach(one -> out.println("%-8s %s".formatted(one, profiles.all().get(one))));
            return ExitStatus.FINE;
        }
        if (name == null) {
            throw new IllegalArgumentException("new needs a name, as in `vbusc new air_quality --package acme.air`");
        }
        DeviceName device = new DeviceName(name);
        Words words = new Words(device, new PackageName(pack == null ? NOBODY + name : pack), Main.VERSION + "-SNAPSHOT", fragment());
        Map<String, String> files = profiles.template(profile).files(words);
        Path target = folder == null ? Path.of(name) : folder;
        new NewProject(target).write(files);
        files.keySet().forEach(file -> out.println(target.resolve(file)));
        out.println("next: vbusc try --once " + word(target.toString()));
        return ExitStatus.FINE;
    }

    /** As a shell takes it. */
    private static String word(String text) {
        return text.matches("[\\w/.+@=:,%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The one of this compiler: of its sources, or beside it where a package put both. */
    private static Path fragment() {
        String home = System.getProperty("vbus.home", "/usr/share/vbus");
        Path sources = Path.of(home, "generated-kernel", "vbus.mk");
        return Files.exists(sources) ? sources : Path.of(home, "vbus.mk");
    }
}
