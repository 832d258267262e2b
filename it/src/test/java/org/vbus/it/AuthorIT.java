// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author does from an empty folder on: the tutorial from its first command to its last, and what each profile's project does as it is. */
@Needs("vm")
class AuthorIT {
    @TempDir
    Path dir;

    @Test
    void theTutorialIsTrue() throws IOException, InterruptedException {
        String said = Command.of(Home.ROOT.resolve("it/author/run")).within(Duration.ofMinutes(15)).shown().run().succeeded();
        assertThat(said).containsPattern("5 commands, \\d+ edits, \\d+ s: all as the page shows it");
    }

    @Test
    void itsPictureIsThatOfItsScript() throws IOException, InterruptedException {
        assertThat(Command.of(Home.ROOT.resolve("it/author/picture")).run().succeeded())
                .isEqualTo(Files.readString(Home.ROOT.resolve("docs/pictures/afternoon.svg")));
    }

    @Test
    void aPageThatIsNotTrueIsNoticed() throws IOException, InterruptedException {
        Path page = Files.writeString(dir.resolve("page.md"), "```console\n$ vbusc new one --package acme.one | tail -n 1\nnext: something else\n```\n");
        Command.Result wrong = Command.of(Home.ROOT.resolve("it/author/run"), page).run();
        assertThat(wrong.status()).isOne();
        assertThat(wrong.output()).contains("page.md:2: the page shows something else", "next: vbusc try --once one");
    }

    @Test
    void aNetworkDeviceIsTriedInAVm() throws IOException, InterruptedException {
        String said = tried("net", "--kernel", "6.1");
        assertThat(said).contains("3 packets transmitted, 3 received, 0% packet loss", "call LINKUP", "10.9.1.1 is at ").endsWith("] good\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void aDeviceOfVirtioIsTriedInAVm(String series) throws IOException, InterruptedException {
        String said = tried("virtio", "--kernel", series);
        assertThat(said).contains("0 is refused, and the period is still 20 ms", "\nfeatures PERIOD\n", "\nperiod 20 ms\n", "\nsample 0.000000\n", "\nsample 1.000000\n")
                .endsWith("] good\n");
    }

    @Test
    void aDeviceOfVirtioHasNoBusInTheProcess() throws IOException, InterruptedException {
        Command.of(Home.ROOT.resolve("vbusc"), "new", "mine", "--profile", "virtio", "--dir", dir.resolve("mine")).run().succeeded();
        Command.Result wrong = Command.of(Home.ROOT.resolve("vbusc"), "try", "--bus", "embedded", dir.resolve("mine")).run();
        assertThat(wrong.status()).isOne();
        assertThat(wrong.output()).isEqualTo("vbusc try: the reader needs the kernel's driver, which a bus in the process has not\n");
    }

    @Test
    void aStreamIsTriedInAVm() throws IOException, InterruptedException {
        assertThat(tried("stream", "--kernel", "6.12")).contains("from /dev/mine0 to /dev/mine_port0: vbus-proxy:acme-mine", "call START", "hello came back")
                .endsWith("] good\n");
    }

    @Test
    void aSavedFileIsTriedAgainInTheSameVm() throws IOException, InterruptedException {
        Path project = dir.resolve("saved");
        Command.of(Home.ROOT.resolve("vbusc"), "new", "mine", "--package", "acme.mine", "--dir", project).run().succeeded();
        Process trying = new ProcessBuilder(Home.ROOT.resolve("vbusc").toString(), "try", project.toString()).redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile()).start();
        try {
            List<String> first = untilItWaits(trying);
            assertThat(first).contains("sample 1.000000").anyMatch(line -> line.endsWith("] a VM"));
            Path script = project.resolve("try.sh");
            Files.writeString(script, Files.readString(script).replace("echo 250000", "echo 500000"));
            List<String> second = untilItWaits(trying);
            assertThat(second).contains("sample 2.000000").noneMatch(line -> line.endsWith("] a VM"));
        } finally {
            List<ProcessHandle> started = trying.descendants().toList();
            trying.destroy();
            assertThat(trying.waitFor(30, TimeUnit.SECONDS)).as("it ends when it is told to").isTrue();
            assertThat(started).as("it had a VM").isNotEmpty();
            for (ProcessHandle one : started) {
                assertThat(one.onExit().completeOnTimeout(one, 10, TimeUnit.SECONDS).join().isAlive()).as(one.info().toString()).isFalse();
            }
        }
        assertThat(trying.exitValue()).isEqualTo(143);
    }

    /** What it says up to there. Ends with the VM's own bound if it never waits. */
    private static List<String> untilItWaits(Process trying) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = trying.inputReader().readLine(); line != null; line = trying.inputReader().readLine()) {
            System.out.println("  | " + line);
            said.add(line);
            if (line.startsWith("waiting for a change")) {
                return said;
            }
        }
        throw new AssertionError("it ended: " + said);
    }

    @ParameterizedTest
    @CsvSource({"raw, sample 1.000000", "net, 10.9.1.1 is at 02:00:00:00:00:01", "stream, hello came back"})
    void withoutAVmTheDeviceIsInTheProcess(String profile, String read) throws IOException, InterruptedException {
        assertThat(tried(profile, "--bus", "embedded")).contains(read).endsWith("] good\n");
    }

    @Test
    void wrongUseIsOneLine() throws IOException, InterruptedException {
        for (String[] words : new String[][] {{"--kernel", "5.10"}, {"--bus", "isa"}, {"--timeout", "soon"}, {"--often"}, {dir.toString()}, {"/no/such/folder"}}) {
            Command.Result wrong = Command.of(Home.ROOT.resolve("vbusc"), "try").with((Object[]) words).run();
            assertThat(wrong.status()).as(wrong.output()).isEqualTo(2);
            assertThat(wrong.output()).startsWith("vbusc try: ").hasLineCount(1);
        }
    }

    private String tried(String profile, String... more) throws IOException, InterruptedException {
        Path project = dir.resolve(profile);
        Command.of(Home.ROOT.resolve("vbusc"), "new", "mine", "--profile", profile, "--package", "acme.mine", "--dir", project).run().succeeded();
        return Command.of(Home.ROOT.resolve("vbusc"), "try", "--once", project).with((Object[]) more).within(Duration.ofMinutes(8)).shown().run().succeeded();
    }
}
