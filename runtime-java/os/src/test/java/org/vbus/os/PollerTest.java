// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PollerTest {
    @Test
    void eachIsRunWhenItIsRung() throws InterruptedException {
        try (Poller poller = new Poller("test")) {
            List<EventFd> bells = new ArrayList<>();
            List<Semaphore> heard = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                EventFd bell = EventFd.create();
                Semaphore times = new Semaphore(0);
                poller.add(bell.descriptor(), () -> {
                    if (bell.answer()) {
                        times.release();
                    }
                });
                bells.add(bell);
                heard.add(times);
            }
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < 20; i++) {
                    bells.get(i).ring();
                    assertThat(heard.get(i).tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                }
            }
            assertThat(heard).allMatch(times -> times.availablePermits() == 0);
            bells.forEach(bell -> poller.remove(bell.descriptor()));
            bells.forEach(EventFd::close);
        }
    }

    @Test
    void whenRemoveReturnsItRunsNoMore() throws InterruptedException {
        try (Poller poller = new Poller("test"); EventFd bell = EventFd.create()) {
            CountDownLatch inside = new CountDownLatch(1);
            AtomicInteger ended = new AtomicInteger();
            // never answered, so it would run for ever
            poller.add(bell.descriptor(), () -> {
                inside.countDown();
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                ended.incrementAndGet();
            });
            bell.ring();
            inside.await();
            poller.remove(bell.descriptor());
            int times = ended.get();
            Thread.sleep(100);
            assertThat(ended).hasValue(times);
            assertThat(times).isPositive();
        }
    }

    @Test
    void whatItRunsMayRemoveItself() throws InterruptedException {
        try (Poller poller = new Poller("test"); EventFd bell = EventFd.create()) {
            CountDownLatch done = new CountDownLatch(1);
            AtomicInteger times = new AtomicInteger();
            poller.add(bell.descriptor(), () -> {
                times.incrementAndGet();
                poller.remove(bell.descriptor());
                done.countDown();
            });
            bell.ring();
            done.await();
            Thread.sleep(50);
            assertThat(times).hasValue(1);
        }
    }

    @Test
    void closingLeavesNothing() {
        long before = ProcessDescriptors.count();
        for (int i = 0; i < 50; i++) {
            try (Poller poller = new Poller("test"); EventFd bell = EventFd.create()) {
                poller.add(bell.descriptor(), bell::answer);
                bell.ring();
            }
        }
        assertThat(ProcessDescriptors.count()).isEqualTo(before);
    }
}
