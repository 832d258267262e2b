// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions with the features A on, B and C off; other names are not features. */
class GateTest {
    private static Optional<Boolean> known(String name) {
        return switch (name) {
            case "A" -> Optional.of(true);
            case "B", "C" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    @ParameterizedTest
    @CsvSource({"A,true,false", "B,false,true", "not A,false,true", "A and B,false,true", "A or B,true,false", "A and (B or not C),true,false", "x,true,true",
        "x and B,false,true", "x or A,true,false", "flags.A,true,true", "count > 3 and B,false,true", "(a + A) * 2 == 4 and A,true,true", "sum(iov.len) == len,true,true",
        "x in 1..3 or B,true,true", "not (A and not B),false,true", "'',true,true", "A and,true,true", ") (,true,true"})
    void mayBe(String text, boolean may, boolean mayNot) {
        assertThat(Gate.of(text).under(GateTest::known)).isEqualTo(new Gate.Truth(may, mayNot));
    }

    @Test
    void choosesTheFirstThatIsThere() {
        assertThat(Gate.of("B or A").choice(Set.of("A", "C")::contains)).contains(Set.of("A"));
        assertThat(Gate.of("A and (B or C)").choice(Set.of("A", "C")::contains)).contains(Set.of("A", "C"));
        assertThat(Gate.of("A and B").choice(Set.of("A")::contains)).isEmpty();
        assertThat(Gate.of("not B").choice(Set.of()::contains)).contains(Set.of());
    }
}
