// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/**
 * Places the members of structs as C does on one ABI class. Never throws on what an author can write: it places what it can and
 * reports findings.
 */
public final class Placer {
    /** No struct is larger than this, so that no offset can overflow. */
    public static final long MAX_SIZE = 1L << 31;

    /** Offsets of one struct and what was noticed on the way. */
    public record Result(StructLayout layout, List<Finding> findings) { }

    private record Extent(long size, long stride, int align, List<StructLayout> inner) { }

    private final AbiClass abi;
    private final TypeSizes types;
    private final List<Finding> findings = new ArrayList<>();
    private int depth;
    private int current = -1;

    private Placer(AbiClass abi, TypeSizes types) {
        this.abi = abi;
        this.types = types;
    }

    /** Places a body on one ABI class. */
    public static Result place(Body body, AbiClass abi, TypeSizes types) {
        Placer placer = new Placer(abi, types);
        StructLayout layout = placer.place(body);
        return new Result(layout, List.copyOf(placer.findings));
    }

    /** Places a body on every class; for what has been checked already. */
    public static Layouts layouts(Body body, TypeSizes types) {
        Map<AbiClass, StructLayout> all = new EnumMap<>(AbiClass.class);
        for (AbiClass abi : AbiClass.values()) {
            all.put(abi, place(body, abi, types).layout());
        }
        return new Layouts(all);
    }

    private StructLayout place(Body body) {
        List<MemberLayout> placed = new ArrayList<>();
        long end = 0;
        int align = 1;
        boolean open = false;
        for (int i = 0; i < body.members().size(); i++) {
            Member member = body.members().get(i);
            if (depth == 0) {
                current = i;
            }
            if (open) {
                findings.add(new Finding.NotLast(current));
            }
            Extent extent = extent(member);
            int memberAlign = body.packed() ? 1 : extent.align();
            long offset = roundUp(end, memberAlign);
            if (offset != end) {
                findings.add(new Finding.Hole(current, end, offset - end));
            }
            checkOffset(member, offset);
            placed.add(new MemberLayout(offset, extent.size(), extent.stride(), memberAlign, extent.inner()));
            end = offset + extent.size();
            if (end > MAX_SIZE) {
                findings.add(new Finding.TooLarge(current, MAX_SIZE));
                end = 0;
            }
            align = Math.max(align, memberAlign);
            open = isOpen(member);
        }
        if (depth == 0) {
            current = -1;
        }
        align = raised(body, align);
        long size = roundUp(end, align);
        if (size != end) {
            findings.add(new Finding.TailHole(current, end, size - end));
        }
        if (body.declaredSize().isPresent() && body.declaredSize().getAsLong() != size) {
            findings.add(new Finding.WrongSize(current, body.declaredSize().getAsLong(), size));
        }
        return new StructLayout(size, align, placed);
    }

    private int raised(Body body, int natural) {
        if (body.declaredAlign().isEmpty()) {
            return natural;
        }
        int declared = body.declaredAlign().getAsInt();
        if (declared < 1 || Integer.bitCount(declared) != 1 || declared < natural) {
            findings.add(new Finding.WrongAlign(current, declared, natural));
            return natural;
        }
        return declared;
    }

    private void checkOffset(Member member, long placed) {
        if (member instanceof Member.Field field && field.facts().declaredOffset().isPresent()
                && field.facts().declaredOffset().getAsLong() != placed) {
            findings.add(new Finding.WrongOffset(current, field.facts().declaredOffset().getAsLong(), placed));
        }
    }

    private boolean isOpen(Member member) {
        return member instanceof Member.Field field && field.type() instanceof TypeRef.Array array
                && !(array.length() instanceof TypeRef.Length.Fixed) && !(array.length() instanceof TypeRef.Length.ByEnum);
    }

    private Extent extent(Member member) {
        if (member instanceof Member.Field field) {
            return extent(field.type());
        }
        if (member instanceof Member.Reserved reserved) {
            return new Extent(reserved.bytes(), reserved.bytes(), 1, List.of());
        }
        return overlaid(((Member.Overlay) member).arms());
    }

    private Extent extent(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return scalar(of.scalar().bytes());
        }
        if (type instanceof TypeRef.Bits bits) {
            return scalar(bits.base().bytes());
        }
        if (type instanceof TypeRef.Mac) {
            return new Extent(6, 6, 1, List.of());
        }
        if (type instanceof TypeRef.Text text) {
            return new Extent(text.length(), text.length(), 1, List.of());
        }
        if (type instanceof TypeRef.Fd) {
            return scalar(4);
        }
        if (type instanceof TypeRef.Named named) {
            return extent(types.find(named.name()));
        }
        if (type instanceof TypeRef.Inline inline) {
            StructLayout layout = inner(inline.body());
            return new Extent(layout.size(), layout.size(), layout.align(), List.of(layout));
        }
        if (type instanceof TypeRef.Union union) {
            return overlaid(union.arms().stream()
                    .map(arm -> new Member.Field(arm.meta(), arm.name(), arm.type(), FieldFacts.NONE)).toList());
        }
        return array((TypeRef.Array) type);
    }

    private Extent extent(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            StructLayout layout = struct.layouts().on(abi);
            return new Extent(layout.size(), layout.size(), layout.align(), List.of());
        }
        if (type instanceof NamedType.Enum named) {
            return scalar(named.base().bytes());
        }
        if (type instanceof NamedType.Flags flags) {
            return scalar(flags.base().bytes());
        }
        return extent(((NamedType.Alias) type).target());
    }

    private Extent array(TypeRef.Array array) {
        Extent element = extent(array.element());
        Optional<Long> count = fixedCount(array.length());
        if (count.isPresent() && element.size() > 0 && count.get() > MAX_SIZE / element.size()) {
            findings.add(new Finding.TooLarge(current, MAX_SIZE));
            count = Optional.of(0L);
        }
        return new Extent(count.map(n -> n * element.size()).orElse(0L), element.size(), element.align(), element.inner());
    }

    private Extent overlaid(List<Member.Field> arms) {
        long size = 0;
        int align = 1;
        List<StructLayout> inner = new ArrayList<>();
        for (Member.Field arm : arms) {
            Extent extent = extent(arm.type());
            size = Math.max(size, extent.size());
            align = Math.max(align, extent.align());
            MemberLayout only = new MemberLayout(0, extent.size(), extent.stride(), extent.align(), extent.inner());
            inner.add(new StructLayout(roundUp(extent.size(), extent.align()), extent.align(), List.of(only)));
        }
        return new Extent(roundUp(size, align), roundUp(size, align), align, inner);
    }

    private StructLayout inner(Body body) {
        depth++;
        StructLayout layout = place(body);
        depth--;
        return layout;
    }

    private Extent scalar(int bytes) {
        return new Extent(bytes, bytes, abi.alignOf(bytes), List.of());
    }

    private static Optional<Long> fixedCount(TypeRef.Length length) {
        if (length instanceof TypeRef.Length.Fixed fixed) {
            return Optional.of(fixed.count());
        }
        if (length instanceof TypeRef.Length.ByEnum byEnum) {
            return Optional.of(byEnum.count());
        }
        return Optional.empty();
    }

    private static long roundUp(long value, int align) {
        return (value + align - 1) / align * align;
    }
}
