// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.compiler.decode.Decoded;
import org.vbus.compiler.decode.Decoder;
import org.vbus.compiler.decode.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vbusc decode}. */
@Command(name = "decode", mixinStandardHelpOptions = true,
        description = "Shows what the bytes of a device mean: a dumped ring or region, messages, arguments. What is wrong with them is said, and is exit status 1.")
final class DecodeCommand implements Callable<Integer> {
    private static final String STREAM = "-";

    enum Order { LITTLE, BIG }

    @Parameters(paramLabel = "SPEC|DIR|FILE", arity = "1..*", description = "Spec files, or folders to search for *.vbus; last the file with the bytes, or - for standard input.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--as", paramLabel = "NAME", required = true,
            description = "What the bytes are: a struct, as often as it fits; ring, or DEVICE.RING, for a ring's memory; DEVICE.RING.message, DEVICE.CALL, DEVICE.REGION, "
                    + "CHARDEV.IOCTL or CHARDEV.read. With its package where the name alone is not enough.")
    private String as;

    @Option(names = {"-I", "--include"}, paramLabel = "DIR|JAR", description = "Look up imported packages here too. May be repeated.")
    private List<Path> includes = new ArrayList<>();

    @Option(names = "--order", paramLabel = "ORDER", defaultValue = "little",
            description = "Byte order of the machine that wrote them, for numbers that the spec leaves to it: ${COMPLETION-CANDIDATES}.")
    private Order order;

    @Option(names = "--legacy", description = "Numbers of virtio have the machine's byte order too.")
    private boolean legacy;

    @Option(names = "--feature", paramLabel = "GROUP.BIT", description = "A feature that was negotiated. May be repeated.")
    private Set<String> features = new HashSet<>();

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (inputs.size() < 2) {
            throw new ParameterException(command.commandLine(), "specs, and last the file with the bytes");
        }
        String data = inputs.get(inputs.size() - 1);
        List<Path> specs = inputs.subList(0, inputs.size() - 1).stream().map(Path::of).toList();
        for (Path path : specs) {
            if (Files.notExists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        Outcome outcome = EarlyCompiler.take().check(new Request(specs, InputOptions.withOwn(includes)));
        if (report.forbids(outcome)) {
            return report.write(outcome, command.commandLine());
        }
        ByteOrder bytes = order == Order.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Settings settings = new Settings(bytes, legacy, features, Settings.MAX_ITEMS);
        List<Decoded> decoded = new Decoder(outcome.specs().orElseThrow()).decode(as, read(data), settings);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            DecodedJson.write(decoded, out);
        } else {
            DecodedText.write(decoded, out);
        }
        out.flush();
        return decoded.stream().anyMatch(one -> one.problemCount() > 0) ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }

    private byte[] read(String data) throws IOException {
        if (!data.equals(STREAM) && Files.isDirectory(Path.of(data))) {
            throw new ParameterException(command.commandLine(), data + " is a folder; the last word names the file with the bytes");
        }
        try (InputStream in = data.equals(STREAM) ? InputStream.nullInputStream() : Files.newInputStream(Path.of(data))) {
            byte[] bytes = (data.equals(STREAM) ? System.in : in).readNBytes(Settings.MAX_BYTES + 1);
            if (bytes.length > Settings.MAX_BYTES) {
                throw new ParameterException(command.commandLine(), data + " has more than " + (Settings.MAX_BYTES >> 20) + " MiB");
            }
            return bytes;
        }
    }
}
