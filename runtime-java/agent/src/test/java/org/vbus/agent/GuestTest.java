// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import linux.vbus_kvm.VbusKvmWhat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vbus.agent.FakeHost.FakeAttachment;
import org.vbus.agent.FakeQemu.Said;
import org.vbus.os.EventFd;
import org.vbus.os.Mapping;

/** A guest from its attachment to its end, with everything but the agent made up. */
@Timeout(60)
class GuestTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;
    private final FakeHost host = new FakeHost();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Agent agent = new Agent(host, LONG);

    @AfterEach
    void close() {
        agent.close();
    }

    private GuestSettings settings(String name) {
        GuestSettings usual = GuestSettings.of(name, "lab", 4L << 20, folder);
        return usual.withPaths(usual.socket(), usual.qmp(), folder.resolve(name + ".ram"));
    }

    private Guest attach(GuestSettings settings) {
        return agent.attach(settings, log::add);
    }

    private FakeAttachment attachment() {
        return host.attached.getLast();
    }

    private void logged(String line) throws InterruptedException {
        for (String next = log.poll(50, TimeUnit.SECONDS); !line.equals(next); next = log.poll(50, TimeUnit.SECONDS)) {
            assertThat(next).as("before '" + line + "'").isNotNull();
        }
    }

    private void asked(String what) throws InterruptedException {
        assertThat(attachment().asked.poll(50, TimeUnit.SECONDS)).isEqualTo(what);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 256})
    void qemuHearsEverythingInOrder(int vectors) {
        Guest guest = attach(settings("g").withVectors(vectors));
        try (FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            List<Long> numbers = new ArrayList<>(List.of(0L, 1L));
            for (int i = 0; i < 2 * vectors; i++) {
                numbers.add(i < vectors ? 0L : 1L);
            }
            numbers.add(-1L);
            assertThat(qemu.said.stream().map(Said::number)).containsExactlyElementsOf(numbers);
            for (int i = 0; i < qemu.said.size(); i++) {
                assertThat(qemu.said.get(i).descriptors()).as("message %d", i).hasSize(i < 2 ? 0 : 1);
            }
            for (int i = 0; i < vectors; i++) {
                rings(new EventFd(qemu.said.get(2 + i).descriptors().getFirst()), attachment().doorbells, i);
                rings(new EventFd(qemu.said.get(2 + vectors + i).descriptors().getFirst()), attachment().interrupts, i);
            }
            try (Mapping bar = Mapping.adopt(qemu.said.getLast().descriptors().getFirst(), 4096)) {
                assertThat(bar.memory().get(ValueLayout.JAVA_INT, 0)).isEqualTo(0x76627063);
            }
        }
    }

    /** That one and no other. */
    private static void rings(EventFd rung, List<EventFd> heard, int index) {
        rung.ring();
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i).answer()).as("bell %d when %d rings", i, index).isEqualTo(i == index);
        }
    }

    @Test
    void memoryIsAFileOfItsOwnersThatTheHostHasMapped() throws Exception {
        Guest guest = attach(settings("g"));
        Path ram = guest.settings().ram();
        assertThat(Files.size(ram)).isEqualTo(4L << 20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ram))).isEqualTo("rw-------");
        assertThat(attachment().bus).isEqualTo("lab");
        assertThat(attachment().ranges).isEqualTo(Machine.PC.ranges(4L << 20));
        try (RandomAccessFile file = new RandomAccessFile(ram.toFile(), "r")) {
            assertThat(Long.reverseBytes(file.readLong())).isEqualTo(1);
        }
    }

    @Test
    void aboveTheHoleTheHostFindsTheRestOfTheFile() throws Exception {
        Guest guest = attach(settings("g").withMachine(Machine.Q35));
        GuestSettings large = GuestSettings.of("large", "lab", 2049L << 20, folder).withMachine(Machine.Q35);
        attach(large.withPaths(large.socket(), large.qmp(), folder.resolve("large.ram")));
        assertThat(host.attached).hasSize(2);
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("large.ram").toFile(), "r")) {
            file.seek(2L << 30);
            // what the fake host wrote at the second range: its address in the guest, and one
            assertThat(Long.reverseBytes(file.readLong())).isEqualTo(0x100000001L);
        }
        assertThat(guest.settings().machine()).isEqualTo(Machine.Q35);
    }

    @Test
    void aLifeThatEndsWithQemu() throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = new FakeQmp(guest.settings()); FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            asked("handOver");
            assertThat(guest.settings().socket()).doesNotExist();
            logged("QEMU's monitor is listened to");
            assertThat(qmp.commands).containsExactly("qmp_capabilities", "query-balloon", "query-memory-devices", "query-sev", "query-memory-size-summary",
                    "query-memdev", "qom-get");
            assertThat(guest.settings().ram()).doesNotExist();

            attachment().tell(VbusKvmWhat.OPENED);
            logged("the guest's driver has opened the bus");
            attachment().tell(VbusKvmWhat.FAULT);
            logged("the guest has broken a rule, 1 times since the last look: the kernel's log says which");

            qemu.close();
            attachment().tell(VbusKvmWhat.GONE);
            assertThat(guest.await(LONG)).isEqualTo(new Ending(true, "the guest is gone"));
            asked("close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET", "GUEST_PANICKED", "SHUTDOWN"})
    void whoStartsOverIsQuiesced(String event) throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = new FakeQmp(guest.settings()); FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            asked("handOver");
            logged("QEMU's monitor is listened to");
            qmp.event("STOP");
            qmp.event(event);
            asked("quiesce");
            logged("QEMU says " + event + ": the guest's connections are closed");
            assertThat(qemu.said).isNotEmpty();
        }
    }

    @Test
    void anEventInTheMiddleOfAQuestionIsHeard() throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = new FakeQmp(guest.settings())) {
            qmp.between = "{\"event\": \"RESET\", \"timestamp\": {}}";
            try (FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
                asked("handOver");
                asked("quiesce");
                logged("QEMU's monitor is listened to");
                assertThat(qemu.said).isNotEmpty();
            }
        }
    }

    @Test
    void aMonitorThatHangsUpIsAskedAgain() throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = new FakeQmp(guest.settings()); FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            logged("QEMU's monitor is listened to");
            qmp.hangUp();
            logged("QEMU's monitor is listened to");
            qmp.event("RESET");
            asked("handOver");
            asked("quiesce");
            assertThat(qemu.said).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query-balloon             | "return": {"actual": 536870912}                                                   | it has a balloon
            query-balloon             | "error": {"class": "KVMMissingCap", "desc": "no"}                                 | whether it has a balloon is not known
            query-memory-devices      | "return": [{"type": "virtio-mem", "data": {"size": 0}}]                           | plugged in, virtio-mem
            query-memory-devices      | "return": [{"type": "dimm", "data": {}}]                                          | plugged in, dimm
            query-sev                 | "return": {"enabled": true, "api-major": 1}                                       | encrypted (SEV)
            query-memory-size-summary | "return": {"base-memory": 8388608}                                                | 8388608 bytes, not 4194304
            query-memdev              | "return": [{"id": "vbus-ram", "share": false}]                                    | share=on
            query-memdev              | "return": [{"id": "pc.ram", "share": true}]                                       | memory-backend=vbus-ram
            qom-get                   | "return": 3758096384                                                              | max-ram-below-4g=3G
            qom-get                   | "error": {"class": "GenericError", "desc": "Property not found"}                  | none of the machines
            """)
    void whatMustNotBeIsTakenOffItsBus(String command, String answer, String reason) throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = FakeQmp.of(guest.settings(), command, answer); FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            Ending ending = guest.await(LONG);
            assertThat(ending.fine()).isFalse();
            assertThat(ending.why()).contains(reason);
            asked("handOver");
            asked("detach");
            asked("close");
            qmp.awaitChecks();
            assertThat(qemu.said).isNotEmpty();
        }
    }

    @Test
    void aSevThatIsOffIsFine() throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = FakeQmp.of(guest.settings(), "query-sev", "\"return\": {\"enabled\": false}");
                FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            logged("QEMU's monitor is listened to");
            assertThat(qmp.commands).contains("query-sev");
            assertThat(qemu.said).isNotEmpty();
        }
    }

    @Test
    void aBalloonThatIsPluggedLaterIsNoticed() throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = new FakeQmp(guest.settings()); FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            logged("QEMU's monitor is listened to");
            qmp.event("BALLOON_CHANGE");
            assertThat(guest.await(LONG)).isEqualTo(new Ending(false, "its balloon takes memory away that the host has pinned"));
            assertThat(qemu.said).isNotEmpty();
        }
    }

    @Test
    void withoutAMonitorNoGuestStays() throws Exception {
        try (Agent impatient = new Agent(host, Duration.ofMillis(300))) {
            Guest guest = impatient.attach(settings("g"), log::add);
            try (FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
                Ending ending = guest.await(LONG);
                assertThat(ending.fine()).isFalse();
                assertThat(ending.why()).startsWith("QEMU has no monitor at " + guest.settings().qmp());
                assertThat(qemu.said).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"return\": {}} garbage {\"x\": 1", "\"return\": {}}\n[1, 2]\n{\"x\": 1", "\"error\": 7"})
    void nonsenseOfAMonitorIsAnErrorAndNothingElse(String nonsense) throws Exception {
        try (Agent impatient = new Agent(host, Duration.ofMillis(300))) {
            Guest guest = impatient.attach(settings("g"), log::add);
            try (FakeQmp qmp = FakeQmp.of(guest.settings(), "qmp_capabilities", nonsense);
                    FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
                assertThat(guest.await(LONG).why()).contains("the monitor");
                assertThat(qmp.commands).contains("qmp_capabilities");
                assertThat(qemu.said).isNotEmpty();
            }
        }
    }

    @Test
    void qemuThatDiesAtTheDoorEndsTheGuest() throws Exception {
        Guest guest = attach(settings("g").withVectors(256));
        // reads nothing, so that the introduction does not fit into the socket
        new FakeQemu(guest.settings().socket()).close();
        Ending ending = guest.await(LONG);
        assertThat(ending.fine()).isFalse();
        assertThat(guest.settings().ram()).doesNotExist();
        assertThat(guest.settings().socket()).doesNotExist();
    }

    @Test
    void theSecondQemuIsNotLetIn() {
        Guest guest = attach(settings("g"));
        try (FakeQemu first = new FakeQemu(guest.settings().socket()).hear()) {
            assertThatThrownBy(() -> new FakeQemu(guest.settings().socket()).hear()).isInstanceOfAny(IllegalStateException.class, org.vbus.os.OsException.class);
            assertThat(first.said).isNotEmpty();
        }
    }

    @Test
    void whatTheHostRefusesLeavesNothing() throws Exception {
        host.refusal = new AgentException("no bus");
        assertThatThrownBy(() -> attach(settings("g"))).isInstanceOf(AgentException.class).hasMessage("no bus");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void memoryThatIsThereIsNotTaken() throws Exception {
        Files.writeString(folder.resolve("g.ram"), "somebody's");
        assertThatThrownBy(() -> attach(settings("g"))).isInstanceOf(AgentException.class).hasMessageContaining("is there");
        assertThat(folder.resolve("g.ram")).hasContent("somebody's");
        assertThat(host.attached).isEmpty();
    }

    @Test
    void anAgentThatLeavesTakesWhatNobodyHas() {
        Guest guest = attach(settings("g"));
        agent.close();
        assertThat(guest.settings().ram()).doesNotExist();
        assertThat(guest.settings().socket()).doesNotExist();
        assertThat(attachment().asked).containsExactly("close");
    }

    @Test
    void anAgentThatLeavesLeavesTheGuest() throws Exception {
        Guest guest = attach(settings("g"));
        try (FakeQmp qmp = new FakeQmp(guest.settings()); FakeQemu qemu = new FakeQemu(guest.settings().socket()).hear()) {
            logged("QEMU's monitor is listened to");
            agent.close();
            assertThat(attachment().asked).containsExactly("handOver", "close");
            assertThat(guest.await(LONG).fine()).isTrue();
            assertThat(qmp.commands).doesNotContain("quit");
            assertThat(qemu.said).isNotEmpty();
        }
    }

    @Test
    void guestsOfOneAgentDoNotMindEachOther() throws Exception {
        Guest one = attach(settings("one"));
        Guest two = attach(settings("two").withVectors(1));
        try (FakeQmp qmpOne = new FakeQmp(one.settings()); FakeQmp qmpTwo = new FakeQmp(two.settings());
                FakeQemu qemuTwo = new FakeQemu(two.settings().socket()).hear(); FakeQemu qemuOne = new FakeQemu(one.settings().socket()).hear()) {
            logged("QEMU's monitor is listened to");
            logged("QEMU's monitor is listened to");
            assertThat(qemuOne.said).hasSize(2 + 8 + 1);
            assertThat(qemuTwo.said).hasSize(2 + 2 + 1);
            host.attached.getFirst().tell(VbusKvmWhat.GONE);
            assertThat(one.await(LONG).fine()).isTrue();
            qmpTwo.event("RESET");
            asked("handOver");
            asked("quiesce");
            host.attached.getLast().tell(VbusKvmWhat.GONE);
            assertThat(two.await(LONG).fine()).isTrue();
            assertThat(qmpOne.commands).hasSize(7);
        }
    }
}
