// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vbusc attach}. */
@Command(name = "vbusc attach", description = "Puts a guest on a bus of this kernel. Prints the command line that QEMU must be started with, then stays until "
        + "the guest has gone. More options of QEMU can be added to it, but no balloon and no memory that can be plugged.",
        footer = {"", "Exit status: 0 the guest has gone, 1 it could not be put or left on its bus, 2 wrong usage."})
public final class AttachCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--bus", required = true, description = "The bus, as in /sys/kernel/config/vbus/instances.")
    private String bus;

    @Option(names = "--memory", required = true, description = "Of the guest, such as 512M or 4G. All of it is locked.")
    private String memory;

    @Option(names = "--name", split = ",", defaultValue = "guest",
            description = "Of the guest (${DEFAULT-VALUE}). With several names there are as many guests, and command lines in this order.")
    private List<String> names;

    @Option(names = "--vectors", defaultValue = "" + GuestSettings.DEFAULT_VECTORS,
            description = "Interrupts of the guest: 1 to 256 (${DEFAULT-VALUE}). With more than 8 each of its event queues has its own.")
    private int vectors;

    @Option(names = "--machine", defaultValue = "pc", description = "pc or q35 (${DEFAULT-VALUE}).")
    private Machine machine;

    @Option(names = "--folder", description = "Where sockets are made: made itself if it is not there (/run/vbus, or vbus below $XDG_RUNTIME_DIR).")
    private Path folder;

    @Option(names = "--socket", description = "Where QEMU finds us (NAME.socket in the folder).")
    private Path socket;

    @Option(names = "--qmp", description = "Where we find QEMU's monitor (NAME.qmp in the folder).")
    private Path qmp;

    @Option(names = "--ram", description = "File that is the guest's memory (/dev/shm/vbus-NAME).")
    private Path ram;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Says what there is.")
    private boolean help;

    AttachCommand() { }

    /** Runs it, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(line(new AttachCommand()).execute(arguments));
    }

    static CommandLine line(AttachCommand command) {
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((failure, line, arguments) -> {
            if (failure instanceof AgentException || failure instanceof IOException) {
                line.getErr().println("vbusc attach: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
    }

    /** What the options say, guest by guest. */
    List<GuestSettings> settings() {
        if (names.size() > 1 && (socket != null || qmp != null || ram != null)) {
            throw new ParameterException(spec.commandLine(), "--socket, --qmp and --ram are one guest's, but there are " + names.size() + " names");
        }
        List<GuestSettings> all = new ArrayList<>();
        try {
            for (String name : names) {
                GuestSettings usual = GuestSettings.of(name, bus, MemorySize.parse(memory), folder()).withMachine(machine).withVectors(vectors);
                all.add(usual.withPaths(or(socket, usual.socket()), or(qmp, usual.qmp()), or(ram, usual.ram())));
            }
        } catch (AgentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return all;
    }

    private static Path or(Path chosen, Path usual) {
        return (chosen == null ? usual : chosen).toAbsolutePath();
    }

    private Path folder() {
        if (folder != null) {
            return folder;
        }
        String own = System.getenv("XDG_RUNTIME_DIR");
        return (own == null || own.isEmpty() ? Path.of("/run") : Path.of(own)).resolve("vbus");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<GuestSettings> all = settings();
        Files.createDirectories(folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PrintStream notes = System.err;
        Agent agent = new Agent();
        Thread leave = new Thread(agent::close, "leave");
        // when we are told to go, files that nobody has yet go as well
        Runtime.getRuntime().addShutdownHook(leave);
        List<Guest> guests = new ArrayList<>();
        try (agent) {
            for (GuestSettings settings : all) {
                guests.add(agent.attach(settings, line -> notes.println("vbusc attach: " + settings.name() + ": " + line)));
            }
            guests.forEach(guest -> spec.commandLine().getOut().println(guest.command()));
            spec.commandLine().getOut().flush();
            boolean fine = true;
            for (Guest guest : guests) {
                fine &= guest.await().fine();
            }
            return fine ? 0 : 1;
        }
    }
}
