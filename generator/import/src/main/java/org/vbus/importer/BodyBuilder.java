// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.TypeSizes;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;

/**
 * Puts parts behind each other so that they lie where C has them, on all machines at once. Padding that comes from the alignment of what follows is left
 * to the language; what does not is reserved bytes, {@code packed} or {@code align}.
 */
final class BodyBuilder {
    private final List<Machine> machines;
    private final TypeSizes types;

    BodyBuilder(List<Machine> machines, TypeSizes types) {
        this.machines = machines;
        this.types = types;
    }

    /**
     * A body of these parts.
     *
     * @param sizes of the struct, one for each machine
     * @param alignments the same; empty where they are not known
     */
    Body build(List<Part> parts, long[] sizes, Optional<int[]> alignments) throws Inexpressible {
        boolean packed = isPacked(parts, sizes, alignments);
        List<Member> members = new ArrayList<>();
        long[] ends = new long[machines.size()];
        int[] natural = new int[machines.size()];
        java.util.Arrays.fill(natural, 1);
        for (Part part : parts) {
            pad(part, packed, ends, members);
            for (int i = 0; i < machines.size(); i++) {
                StructLayout.MemberLayout layout = placed(part.member(), i);
                ends[i] = part.offsets()[i] + layout.size();
                natural[i] = Math.max(natural[i], packed ? 1 : layout.align());
            }
            members.add(part.member());
        }
        OptionalInt align = align(natural, alignments, sizes, ends);
        for (int i = 0; i < natural.length; i++) {
            natural[i] = Math.max(natural[i], align.orElse(1));
        }
        tail(sizes, ends, natural, members);
        Body body = new Body(members, OptionalLong.empty(), align, packed);
        verify(body, parts, sizes);
        return body;
    }

    private StructLayout.MemberLayout placed(Member member, int machine) {
        return Placer.place(Body.of(List.of(member)), machines.get(machine).abi(), types).layout().members().get(0);
    }

    /** Packed is what lies where its type would not, or needs less alignment than what is in it. */
    private boolean isPacked(List<Part> parts, long[] sizes, Optional<int[]> alignments) {
        for (int i = 0; i < machines.size(); i++) {
            int most = 1;
            for (Part part : parts) {
                int align = placed(part.member(), i).align();
                most = Math.max(most, align);
                if (part.offsets()[i] % align != 0) {
                    return true;
                }
            }
            if (sizes[i] % most != 0 || alignments.isPresent() && alignments.get()[i] < most) {
                return true;
            }
        }
        return false;
    }

    private void pad(Part part, boolean packed, long[] ends, List<Member> members) throws Inexpressible {
        boolean natural = true;
        boolean same = true;
        long first = part.offsets()[0] - ends[0];
        for (int i = 0; i < machines.size(); i++) {
            long gap = part.offsets()[i] - ends[i];
            int align = packed ? 1 : placed(part.member(), i).align();
            natural &= gap == (align - ends[i] % align) % align;
            same &= gap == first;
        }
        if (natural) {
            return;
        }
        if (!same || first <= 0) {
            throw new Inexpressible("lies at " + where(part.offsets()) + ", which neither alignment nor reserved bytes give");
        }
        members.add(reserved(first));
    }

    private OptionalInt align(int[] natural, Optional<int[]> alignments, long[] sizes, long[] ends) throws Inexpressible {
        if (alignments.isEmpty()) {
            return OptionalInt.empty();
        }
        int[] measured = alignments.get();
        if (java.util.Arrays.equals(measured, natural)) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < measured.length; i++) {
            if (measured[i] != measured[0] || measured[i] < natural[i]) {
                throw new Inexpressible("is aligned to " + where(java.util.Arrays.stream(measured).asLongStream().toArray()) + ", which `align` cannot say");
            }
        }
        return OptionalInt.of(measured[0]);
    }

    private void tail(long[] sizes, long[] ends, int[] natural, List<Member> members) throws Inexpressible {
        boolean fits = true;
        boolean same = true;
        for (int i = 0; i < sizes.length; i++) {
            fits &= sizes[i] == (ends[i] + natural[i] - 1) / natural[i] * natural[i];
            same &= sizes[i] - ends[i] == sizes[0] - ends[0];
        }
        if (fits) {
            return;
        }
        if (!same || sizes[0] <= ends[0]) {
            throw new Inexpressible("has " + where(sizes) + " bytes, which its members do not give");
        }
        members.add(reserved(sizes[0] - ends[0]));
    }

    private void verify(Body body, List<Part> parts, long[] sizes) throws Inexpressible {
        for (int i = 0; i < machines.size(); i++) {
            StructLayout layout = Placer.place(body, machines.get(i).abi(), types).layout();
            int at = 0;
            for (Part part : parts) {
                while (body.members().get(at) != part.member()) {
                    at++;
                }
                if (layout.members().get(at).offset() != part.offsets()[i]) {
                    throw new Inexpressible("has a member at " + part.offsets()[i] + " that the language places at " + layout.members().get(at).offset());
                }
            }
            if (layout.size() != sizes[i]) {
                throw new Inexpressible("has " + sizes[i] + " bytes, and the language gives it " + layout.size());
            }
        }
    }

    private static Member reserved(long bytes) {
        return new Member.Reserved(Meta.at(Origin.NONE), bytes, Member.Policy.IGNORED);
    }

    /** As {@code 8 (4 with -m32)}. */
    private String where(long[] numbers) {
        StringBuilder text = new StringBuilder().append(numbers[0]);
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] != numbers[0]) {
                text.append(" (").append(numbers[i]).append(" with ").append(machines.get(i).option()).append(')');
            }
        }
        return text.toString();
    }
}
