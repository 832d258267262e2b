// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark runs, and what it carries arrives; how fast is not asked. */
@Timeout(60)
class SmokeTest {
    @ParameterizedTest
    @EnumSource
    void messagesGoThereAndBack(Kind kind) throws Exception {
        Exchange exchange = new Exchange();
        exchange.kind = kind;
        exchange.where = kind == Kind.JCTOOLS ? "thread" : "process";
        exchange.start();
        exchange.roundTrip();
        long expected = exchange.oneWay();
        exchange.end();
        int n = 1 + Exchange.BURST;
        assertThat(expected).isEqualTo(LongStream.range(0, n).map(i -> 2 * i + 1).sum() + 2);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadTalksToItself(Kind kind) throws Exception {
        OneThread one = new OneThread();
        one.kind = kind;
        one.start();
        long sum = 0;
        for (int i = 0; i < 3 * Lane.ROOM; i++) {
            sum += 2 * i + 1;
            assertThat(one.message()).isEqualTo(sum);
        }
        one.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vbus", "sbe", "c"})
    void whatOneWritesAllRead(String writer) throws Throwable {
        Headers headers = new Headers();
        headers.start();
        switch (writer) {
            case "vbus" -> headers.vbusWrite();
            case "sbe" -> headers.sbeWrite();
            default -> headers.cWrite();
        }
        assertThat(headers.vbusRead()).isEqualTo(headers.sbeRead()).isEqualTo(headers.cRead()).isNotZero();
        headers.end();
    }
}
