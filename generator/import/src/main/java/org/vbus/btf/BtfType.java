// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.math.BigInteger;
import java.util.List;

/** One type. Others are named by their number; 0 is void. Names are empty where C has none. */
public sealed interface BtfType {
    String name();

    /** An integer, {@code char} and {@code _Bool} among them. */
    record Int(String name, int bytes, boolean signed, boolean bool) implements BtfType { }

    /** A floating-point number. */
    record Float(String name, int bytes) implements BtfType { }

    record Pointer(int target) implements BtfType {
        @Override
        public String name() {
            return "";
        }
    }

    /** Elements; 0 of them are also an array without a length. */
    record Array(int element, long count) implements BtfType {
        @Override
        public String name() {
            return "";
        }
    }

    /** A struct or a union. */
    record Composite(String name, boolean union, long bytes, List<Member> members) implements BtfType {
        public Composite {
            members = List.copyOf(members);
        }
    }

    /**
     * One member.
     *
     * @param bit its first bit, from the start of the struct
     * @param width bits of a bit-field, else 0
     */
    record Member(String name, int type, long bit, int width) { }

    record Enumeration(String name, int bytes, boolean signed, List<Literal> literals) implements BtfType {
        public Enumeration {
            literals = List.copyOf(literals);
        }
    }

    record Literal(String name, BigInteger value) { }

    /** A struct or union of which nothing else is known. */
    record Forward(String name, boolean union) implements BtfType { }

    record Typedef(String name, int target) implements BtfType { }

    /** const, volatile, restrict, or a tag on a type. */
    record Modifier(int target) implements BtfType {
        @Override
        public String name() {
            return "";
        }
    }

    /** What is no type of data: functions, variables, sections, tags on declarations. */
    record Other(String name) implements BtfType { }
}
