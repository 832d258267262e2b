// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vbus.os.Descriptor.Named;
import org.vbus.runtime.Errno;

class DescriptorTest {
    private static final long FIONREAD = 0x541B;
    private static final int MANY = 512;

    @Test
    void anIoctlIsToldTheNumbersOfOthers() {
        List<EventFd> others = IntStream.range(0, MANY).mapToObj(i -> EventFd.create()).toList();
        try (Arena arena = Arena.ofConfined(); Descriptor zero = Descriptor.open(Path.of("/dev/zero"), true)) {
            MemorySegment numbers = arena.allocate(ValueLayout.JAVA_INT, MANY);
            List<Named> named = IntStream.range(0, MANY).mapToObj(i -> new Named(others.get(i).descriptor(), numbers, i * 4L)).toList();
            assertThatThrownBy(() -> zero.ioctl("NOTHING", 0, numbers, named)).isInstanceOf(OsException.class).hasMessageContaining("ENOTTY");
            assertThat(IntStream.of(numbers.toArray(ValueLayout.JAVA_INT)).boxed()).doesNotHaveDuplicates().allMatch(number -> number > 2);
        } finally {
            others.forEach(EventFd::close);
        }
    }

    @Test
    void oneOfThemThatIsClosedIsAnError() {
        EventFd closed = EventFd.create();
        closed.close();
        try (Arena arena = Arena.ofConfined(); EventFd open = EventFd.create()) {
            MemorySegment number = arena.allocate(ValueLayout.JAVA_INT, 2);
            List<Named> named = List.of(new Named(open.descriptor(), number, 0), new Named(closed.descriptor(), number, 4));
            assertThatThrownBy(() -> open.descriptor().ioctl("READ", FIONREAD, number, named))
                    .isInstanceOfSatisfying(OsException.class, e -> assertThat(e.is(Errno.EBADF)).isTrue());
        }
    }

    @Test
    void anIoctlAnswers() {
        List<UnixSocket> pair = UnixSocket.pair();
        try (Arena arena = Arena.ofConfined(); UnixSocket a = pair.get(0); UnixSocket b = pair.get(1); EventFd other = EventFd.create()) {
            a.send(arena.allocate(5));
            MemorySegment answer = arena.allocate(ValueLayout.JAVA_INT, 2);
            assertThat(b.descriptor().ioctl("FIONREAD", FIONREAD, answer, List.of(new Named(other.descriptor(), answer, 4)))).isZero();
            assertThat(answer.get(ValueLayout.JAVA_INT, 0)).isEqualTo(5);
        }
    }

    @Test
    void anAdoptedNumberIsClosedWithItsOwner() {
        int number;
        try (EventFd eventfd = EventFd.create()) {
            number = (int) eventfd.descriptor().use(fd -> Libc.fcntl(fd, 1030, 3));
        }
        try (Descriptor adopted = Descriptor.adopt("copy", number)) {
            assertThat(new EventFd(adopted).answer()).isFalse();
        }
        assertThat(Libc.fcntl(number, 1, 0)).isEqualTo(-Errno.EBADF.number());
    }
}
