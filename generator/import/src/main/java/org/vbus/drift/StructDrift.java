// SPDX-License-Identifier: Apache-2.0
package org.vbus.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.btf.Btf;
import org.vbus.btf.BtfType;
import org.vbus.btf.BtfType.Composite;
import org.vbus.importer.CTypes;
import org.vbus.model.Origin;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** One struct of a spec beside the kernel's: size, and each member by its name. */
final class StructDrift {
    /** A member, as offset from the start of the outermost struct. */
    private record There(BtfType.Member member, long offset) { }

    private final SpecSet specs;
    private final Kernel kernel;
    private final Btf btf;
    private final List<Diagnostic> found;

    StructDrift(SpecSet specs, Kernel kernel, Btf btf, List<Diagnostic> found) {
        this.specs = specs;
        this.kernel = kernel;
        this.btf = btf;
        this.found = found;
    }

    void compare(NamedType.Struct struct, Composite there) {
        StructLayout layout = struct.layouts().on(kernel.abi());
        if (layout.size() != there.bytes()) {
            report(DriftRules.SIZE, "`" + struct.name() + "` has " + layout.size() + " bytes, and " + there.bytes() + " in " + kernel.name(), struct.meta().origin(),
                    "what else is reported of it says where");
        }
        members(struct.name(), struct.body(), layout, 0, there, 0, struct.meta().origin());
    }

    private void members(String of, Body body, StructLayout layout, long base, Composite there, long thereBase, Origin at) {
        Map<String, There> members = new LinkedHashMap<>();
        flatten(there, thereBase, members);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < body.members().size(); i++) {
            Member member = body.members().get(i);
            StructLayout.MemberLayout placed = layout.members().get(i);
            if (member instanceof Member.Field field) {
                field(of, field, base + placed.offset(), placed.inner(), members, seen);
            } else if (member instanceof Member.Overlay overlay) {
                for (int j = 0; j < overlay.arms().size(); j++) {
                    field(of, overlay.arms().get(j), base + placed.offset(), placed.inner().get(j).members().get(0).inner(), members, seen);
                }
            }
        }
        List<String> added = members.entrySet().stream().filter(one -> !seen.contains(one.getKey()) && !isFiller(one.getKey())
                && btf.size(one.getValue().member.type()) > 0 && !isCovered(one.getValue(), body, layout, base)).map(one -> "`" + one.getValue().member.name() + "` at " + one.getValue().offset).toList();
        if (!added.isEmpty()) {
            report(DriftRules.MEMBER_ADDED, kernel.name() + " has more in `" + of + "`: " + String.join(", ", added), at, "add it; a later kernel may have put it in reserved bytes");
        }
    }

    /** Whether the spec has other names for all bytes of a member, as of another arm of a union. */
    private boolean isCovered(There there, Body body, StructLayout layout, long base) {
        long end = there.offset + btf.size(there.member.type());
        for (int i = 0; i < body.members().size(); i++) {
            StructLayout.MemberLayout placed = layout.members().get(i);
            if (body.members().get(i) instanceof Member.Overlay && base + placed.offset() <= there.offset && end <= base + placed.offset() + placed.size()) {
                return true;
            }
        }
        return false;
    }

    private void field(String of, Member.Field field, long offset, List<StructLayout> inner, Map<String, There> members, Set<String> seen) {
        String name = of + "." + field.name();
        if (field.type() instanceof TypeRef.Bits bits && !members.containsKey(field.name())) {
            // C has the parts as bit-fields, and no name for the word
            bits(of, bits, offset, field, members, seen);
            return;
        }
        if (field.type() instanceof TypeRef.Inline inline && !members.containsKey(field.name()) && !inner.isEmpty()) {
            // in C it has no name, so what is in it belongs to what it stands in
            inside(of, inline.body(), inner.get(0), offset, members, seen);
            return;
        }
        There there = members.get(field.name());
        seen.add(field.name());
        if (there == null) {
            report(DriftRules.MEMBER_MISSING, "`" + name + "` is not in " + kernel.name(), field.meta().origin(), "the spec is of a later kernel, or calls it otherwise");
            return;
        }
        if (there.offset != offset) {
            report(DriftRules.OFFSET, "`" + name + "` lies at " + offset + ", and at " + there.offset + " in " + kernel.name(), field.meta().origin(),
                    "compare what stands before it");
        }
        type(name, field, inner, offset, there);
    }

    private void inside(String of, Body body, StructLayout layout, long base, Map<String, There> members, Set<String> seen) {
        for (int i = 0; i < body.members().size(); i++) {
            StructLayout.MemberLayout placed = layout.members().get(i);
            if (body.members().get(i) instanceof Member.Field field) {
                field(of, field, base + placed.offset(), placed.inner(), members, seen);
            } else if (body.members().get(i) instanceof Member.Overlay overlay) {
                for (int j = 0; j < overlay.arms().size(); j++) {
                    field(of, overlay.arms().get(j), base + placed.offset(), placed.inner().get(j).members().get(0).inner(), members, seen);
                }
            }
        }
    }

    private void bits(String of, TypeRef.Bits bits, long offset, Member.Field field, Map<String, There> members, Set<String> seen) {
        boolean any = bits.parts().stream().anyMatch(part -> members.containsKey(part.name()));
        if (!any) {
            report(DriftRules.MEMBER_MISSING, "`" + of + "." + field.name() + "` is not in " + kernel.name() + ", nor are its parts", field.meta().origin(),
                    "the spec is of a later kernel, or calls it otherwise");
            return;
        }
        for (TypeRef.Part part : bits.parts()) {
            There there = members.get(part.name());
            seen.add(part.name());
            if (there == null) {
                continue;
            }
            long first = there.offset * 8 + there.member.bit() % 8;
            if (first != offset * 8 + part.shift() || there.member.width() != part.width()) {
                report(DriftRules.OFFSET, "`" + of + "." + part.name() + "` has " + part.width() + " bits from bit " + (offset * 8 + part.shift()) + ", and "
                        + there.member.width() + " from bit " + first + " in " + kernel.name(), field.meta().origin(), "compare what stands before it");
            }
        }
    }

    private void type(String name, Member.Field field, List<StructLayout> inner, long offset, There there) {
        TypeRef element = CTypes.element(resolved(field.type()));
        Optional<Composite> composite = btf.resolved(CTypes.elementOf(btf, there.member.type())) instanceof Composite one ? Optional.of(one) : Optional.empty();
        String here = text(field.type());
        String actual = CTypes.text(btf, there.member.type());
        if (element instanceof TypeRef.Inline inline && composite.isPresent() && flat(dimensions(here)).equals(flat(dimensions(actual)))) {
            members(name, inline.body(), inner.get(0), offset, composite.get(), there.offset, field.meta().origin());
            return;
        }
        if (element instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct struct && composite.isPresent()
                && flat(dimensions(here)).equals(flat(dimensions(actual))) && (composite.get().name().isEmpty() || kernel.composite(struct.name()).isEmpty())) {
            members(name, struct.body(), struct.layouts().on(kernel.abi()), offset, composite.get(), there.offset, field.meta().origin());
            return;
        }
        if (!flat(here).equals(flat(actual)) && !(element instanceof TypeRef.Union && composite.isPresent())) {
            report(DriftRules.TYPE, "`" + name + "` is " + here + ", and " + actual + " in " + kernel.name(), field.meta().origin(),
                    "write the kernel's type, or say in a comment why another is meant");
        }
    }

    private static String dimensions(String type) {
        return type.contains("[") ? type.substring(type.indexOf('[')) : "";
    }

    /** With as many elements as all dimensions together: a kernel's types do not tell {@code [4][6]} from {@code [24]}. */
    private static String flat(String type) {
        String counts = dimensions(type);
        long all = 1;
        for (String count : counts.isEmpty() ? new String[0] : counts.substring(1, counts.length() - 1).split("\\]\\[")) {
            all *= count.isEmpty() ? 0 : Long.parseLong(count);
        }
        return type.substring(0, type.length() - counts.length()) + (counts.isEmpty() ? "" : "[" + all + "]");
    }

    /** The type behind aliases. */
    private TypeRef resolved(TypeRef type) {
        return type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Alias alias ? resolved(alias.target()) : type;
    }

    /** A type by what it is in memory, in the words that {@link CTypes} has for those of C. */
    private String text(TypeRef written) {
        TypeRef type = resolved(written);
        if (type instanceof TypeRef.Array array) {
            List<String> counts = new ArrayList<>();
            TypeRef element = array;
            while (element instanceof TypeRef.Array one) {
                counts.add(one.length() instanceof TypeRef.Length.Fixed fixed ? "[" + fixed.count() + "]" : one.length() instanceof TypeRef.Length.ByEnum byEnum
                        ? "[" + byEnum.count() + "]" : "[]");
                element = resolved(one.element());
            }
            String base = text(element);
            int at = base.indexOf('[');
            return (at < 0 ? base : base.substring(0, at)) + String.join("", counts) + (at < 0 ? "" : base.substring(at));
        }
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Bits bits) {
            return bits.base().keyword();
        }
        if (type instanceof TypeRef.Mac) {
            return "u8[6]";
        }
        if (type instanceof TypeRef.Text text) {
            return "char[" + text.length() + "]";
        }
        if (type instanceof TypeRef.Fd) {
            return Scalar.S32.keyword();
        }
        if (type instanceof TypeRef.Named named) {
            NamedType declared = specs.types().get(named.name());
            return declared instanceof NamedType.Enum one ? one.base().keyword() : declared instanceof NamedType.Flags one ? one.base().keyword() : "struct " + declared.name();
        }
        return type instanceof TypeRef.Union ? "a union" : "a struct";
    }

    /** Members by name as specs have them; what is in a struct or union without a name counts as the outer one's. */
    private void flatten(Composite composite, long base, Map<String, There> members) {
        for (BtfType.Member member : composite.members()) {
            long offset = base + member.bit() / 8;
            if (member.name().isEmpty() && btf.resolved(member.type()) instanceof Composite inside) {
                flatten(inside, offset, members);
            } else {
                members.putIfAbsent(CTypes.name(member.name()), new There(member, offset));
            }
        }
    }

    /** What specs say with {@code reserved}. */
    private static boolean isFiller(String name) {
        return name.toLowerCase(Locale.ROOT).matches("_*(pad(ding)?|reserved|resv|rsvd|res|unused|spare|empty_.*)_?\\d*");
    }

    private void report(String code, String message, Origin at, String hint) {
        found.add(new Diagnostic(code, Severity.ERROR, message, at, List.of(), Optional.of(hint)));
    }
}
