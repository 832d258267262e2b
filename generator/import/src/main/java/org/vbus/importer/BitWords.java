// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.btf.BtfType.Composite;
import org.vbus.btf.BtfType.Member;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member.Field;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Bit-fields as words of {@code bits}, one for each storage unit of C. */
final class BitWords {
    private final List<Machine> machines;
    private final String key;
    private final Set<String> taken;
    private final HeaderText text;

    BitWords(List<Machine> machines, String key, Set<String> taken, HeaderText text) {
        this.machines = machines;
        this.key = key;
        this.taken = taken;
        this.text = text;
    }

    /** Reads all bit-fields from one on; the number of the member behind them. */
    int read(List<Composite> all, int from, long[] base, List<Part> parts) throws Inexpressible {
        int end = from;
        while (end < all.get(0).members().size() && all.get(0).members().get(end).width() > 0) {
            end++;
        }
        read(all, from, base, parts, end - from);
        return end;
    }

    /** Reads so many of them. */
    void read(List<Composite> all, int from, long[] base, List<Part> parts, int count) throws Inexpressible {
        if (machines.get(0).btf().order() == ByteOrder.BIG_ENDIAN) {
            throw new Inexpressible("has bit-fields, which a big-endian machine counts from the other end");
        }
        List<Member> members = all.get(0).members();
        int at = from;
        while (at < from + count) {
            long unit = 8 * machines.get(0).btf().size(members.get(at).type());
            long start = members.get(at).bit() / unit * unit;
            int end = at;
            long last = start;
            while (end < from + count && members.get(end).bit() >= start && members.get(end).bit() + members.get(end).width() <= start + unit) {
                last = members.get(end).bit() + members.get(end).width();
                end++;
            }
            if (end == at) {
                throw new Inexpressible("`" + members.get(at).name() + "` crosses the border of its storage unit");
            }
            long room = (end < members.size() && !all.get(0).union() ? members.get(end).bit() : 8 * all.get(0).bytes()) - start;
            Scalar word = word(last - start, Math.min(unit, room), start).orElseThrow(() -> new Inexpressible("has bit-fields that share bytes with what follows"));
            parts.add(new Part(new Field(Meta.of("Bit-fields in C.", Origin.NONE), TypeImporter.unique("bits", taken), bits(word, members.subList(at, end), start),
                    FieldFacts.NONE), offsets(all, at, members.get(at).bit() - start, base), List.of()));
            at = end;
        }
    }

    private static Optional<Scalar> word(long used, long room, long start) {
        for (int bytes = 8; bytes >= 1; bytes /= 2) {
            if (bytes * 8L >= used && bytes * 8L <= room && start % (bytes * 8L) == 0) {
                return Optional.of(Scalar.valueOf("U" + bytes * 8));
            }
        }
        return Optional.empty();
    }

    private TypeRef bits(Scalar word, List<Member> members, long start) {
        List<TypeRef.Part> parts = new ArrayList<>();
        long at = start;
        for (Member member : members) {
            if (member.bit() > at) {
                parts.add(part("", Names.of(TypeImporter.unique("unused", taken)), at - start, member.bit() - at));
            }
            parts.add(part(text.doc(key + "." + member.name()), TypeImporter.unique(Names.of(member.name()), taken), member.bit() - start, member.width()));
            at = member.bit() + member.width();
        }
        return new TypeRef.Bits(word, parts);
    }

    private static TypeRef.Part part(String doc, String name, long shift, long width) {
        return new TypeRef.Part(Meta.of(doc, Origin.NONE), name, (int) shift, (int) width, Optional.empty(), Optional.empty());
    }

    private long[] offsets(List<Composite> all, int member, long inWord, long[] base) throws Inexpressible {
        long[] offsets = new long[machines.size()];
        for (int i = 0; i < offsets.length; i++) {
            long bit = all.get(i).members().get(member).bit() - inWord;
            if (bit < 0 || bit % 8 != 0) {
                throw new Inexpressible("has bit-fields that lie otherwise with " + machines.get(i).option());
            }
            offsets[i] = base[i] + bit / 8;
        }
        return offsets;
    }
}
