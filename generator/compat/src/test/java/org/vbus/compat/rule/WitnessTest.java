// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vbus.compat.Specs;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;

/** What a witness says; that it is true is for the proof to show. */
class WitnessTest {
    private static Optional<String> of(String old, String now, String name) {
        return Comparison.of(Specs.abi("package acme.p\n" + old), Specs.abi("package acme.p\n" + now)).all(Kind.FIELD, Kind.ARM, Kind.ARG, Kind.RESERVED)
                .filter(pair -> pair.name().equals(name)).map(Witness::of).flatMap(Optional::stream).findFirst();
    }

    @Test
    void saysWhoWritesWhereAndWhoReadsWhere() {
        assertThat(of("struct s { a : u32   ptr : u32 }", "struct s { a : u32   b : u32   ptr : u32 }", "ptr"))
                .contains("old driver writes `ptr` at byte 4, new device reads 8");
        assertThat(of("struct s { a : u32   ptr : u32 }", "struct s { a : u32   ptr : u16   reserved 2 }", "ptr"))
                .contains("old driver writes `ptr` at byte 4 with 4 bytes, new device reads 2");
        assertThat(of("struct s { a : u32   ptr : u32 }", "struct s { a : u32   ptr : be32 }", "ptr"))
                .contains("old driver writes `ptr` at byte 4 in the machine's order, new device reads it in big-endian order");
    }

    /** What only the device writes is read by the driver. */
    @Test
    void followsTheFlow() {
        assertThat(of("struct s { a : u32 by device   b : u32 by device }", "struct s { b : u32 by device   a : u32 by device }", "a"))
                .contains("old device writes `a` at byte 0, new driver reads 4");
    }

    /** From the beginning of the record, and not of what is written in place. */
    @Test
    void countsFromTheRecord() {
        assertThat(of("struct s { a : u32   in : struct { x : u32   y : u32 } }", "struct s { a : u64   in : struct { x : u32   y : u32 } }", "y"))
                .contains("old driver writes `y` at byte 8, new device reads 12");
    }

    @Test
    void namesTheMachineWhereOthersAgree() {
        String union = "enum k : u32 { A = 0   B = 1 }\nstruct s { k : k   n : u32   u : union by k { x : u64 = A   y : u32%s = B } ";
        assertThat(of(String.format(union, "[4]") + "tail : u64 }", String.format(union, "[3]") + "tail : u64 }", "tail"))
                .contains("old driver writes `tail` at byte 24, new device reads 20 (ILP32_ALIGN4)");
    }

    @Test
    void isSilentOfWhatLiesWhereItLay() {
        assertThat(of("struct s { a : u32   ptr : u32 }", "struct s { a : u32   ptr : u32 unit bytes }", "ptr")).isEmpty();
        assertThat(of("struct s { a : u32   reserved 4 }", "struct s { a : u32   reserved 4 ignored }", "#0")).isEmpty();
    }
}
