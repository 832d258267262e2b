// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.vbus.examples.thermometer.ReadThermometer;
import org.vbus.examples.thermometer.Thermometer;
import org.vbus.examples.thermometer.ThermometerDemo;
import org.vbus.examples.venet.VenetCapture;
import org.vbus.examples.venet.VenetHost;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/** Starts an example by its name. */
@Command(name = "run", description = "Examples of devices and drivers in Java.",
        subcommands = {ThermometerDemo.class, Thermometer.class, ReadThermometer.class, VenetHost.class, VenetCapture.class})
public final class Examples {
    @Mixin
    private HelpOption help;

    private Examples() { }

    /** One example and its arguments. */
    public static void main(String[] args) {
        run(new Examples(), args);
    }

    /** Runs a command and ends the process: 0 fine, 1 it failed, 2 wrong usage. */
    public static void run(Object command, String... args) {
        System.exit(new CommandLine(command).setExecutionExceptionHandler(Examples::complain).execute(args));
    }

    /** What can be expected to go wrong is one line; anything else is a bug, and picocli shows where. */
    private static int complain(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        switch (failure) {
            case ErrnoException _, PeerDataException _, IOException _, UncheckedIOException _, ExampleException _ ->
                    command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
            default -> throw failure;
        }
        return 1;
    }
}
