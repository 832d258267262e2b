// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.backends.html.Spot.Kind;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.device.Arg;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** A body and its layout as a tree in which every byte of the struct is somebody's. */
final class Spots {
    private static final Meta NOTHING = Meta.at(Origin.NONE);

    private Spots() { }

    /** What a struct is made of, in the order of its bytes. */
    static List<Spot> of(Body body, StructLayout layout) {
        return members(body.members(), layout, 0, "");
    }

    /** What an argument block is made of. */
    static List<Spot> of(List<Arg> args, StructLayout layout) {
        List<Member> members = args.stream().<Member>map(arg -> new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList();
        return members(members, layout, 0, "");
    }

    private static List<Spot> members(List<Member> members, StructLayout layout, long base, String prefix) {
        List<Spot> spots = new ArrayList<>();
        long end = base;
        for (int i = 0; i < members.size(); i++) {
            MemberLayout placed = layout.members().get(i);
            long at = base + placed.offset();
            if (at > end) {
                spots.add(padding(end, at - end));
            }
            spots.add(member(members.get(i), placed, at, prefix));
            end = Math.max(end, at + placed.size());
        }
        if (base + layout.size() > end) {
            spots.add(padding(end, base + layout.size() - end));
        }
        return spots;
    }

    private static Spot member(Member member, MemberLayout placed, long at, String prefix) {
        if (member instanceof Member.Field field) {
            return field(field.name(), field.type(), field.facts(), field.meta(), placed, at, prefix, "");
        }
        if (member instanceof Member.Reserved reserved) {
            return new Spot(Kind.RESERVED, "", "reserved", at, reserved.bytes(), 0, false, Optional.empty(), FieldFacts.NONE, reserved.meta(),
                    Optional.of(reserved.policy()), "", List.of());
        }
        Member.Overlay overlay = (Member.Overlay) member;
        List<Spot> arms = new ArrayList<>();
        for (int i = 0; i < overlay.arms().size(); i++) {
            Member.Field arm = overlay.arms().get(i);
            arms.add(field(arm.name(), arm.type(), arm.facts(), arm.meta(), placed.inner().get(i).members().get(0), at, prefix, ""));
        }
        return new Spot(Kind.UNION, "", "union", at, placed.size(), 0, false, Optional.empty(), FieldFacts.NONE, overlay.meta(), Optional.empty(), "", arms);
    }

    private static Spot field(String name, TypeRef type, FieldFacts facts, Meta meta, MemberLayout placed, long at, String prefix, String when) {
        String path = prefix + name;
        TypeRef element = element(type);
        boolean array = type instanceof TypeRef.Array;
        Kind kind = Kind.FIELD;
        List<Spot> inner = new ArrayList<>();
        if (element instanceof TypeRef.Inline inline) {
            kind = array ? Kind.FIELD : Kind.GROUP;
            inner.addAll(members(inline.body().members(), placed.inner().get(0), at, path + "."));
        } else if (element instanceof TypeRef.Union union) {
            kind = array ? Kind.FIELD : Kind.UNION;
            for (int i = 0; i < union.arms().size(); i++) {
                TypeRef.Arm arm = union.arms().get(i);
                String tags = arm.tags().stream().map(tag -> tag.substring(tag.lastIndexOf('.') + 1)).collect(Collectors.joining(" or "));
                inner.add(field(arm.name(), arm.type(), arm.facts(), arm.meta(), placed.inner().get(i).members().get(0), at, path + ".",
                        String.join(".", union.tag()) + " is " + tags));
            }
        } else if (element instanceof TypeRef.Bits bits) {
            for (TypeRef.Part part : bits.parts()) {
                inner.add(new Spot(Kind.PART, path + "." + part.name(), part.name(), part.shift(), part.width(), 0, false,
                        part.type().map(TypeRef.Named::new), FieldFacts.NONE, part.meta(), Optional.empty(), "", List.of()));
            }
        }
        return new Spot(kind, path, name, at, placed.size(), placed.stride(), isOpen(type), Optional.of(type), facts, meta, Optional.empty(), when, inner);
    }

    private static boolean isOpen(TypeRef type) {
        return type instanceof TypeRef.Array array && (array.length() instanceof Length.Open || array.length() instanceof Length.Counted);
    }

    /** What an array is made of, down to what is none. */
    static TypeRef element(TypeRef type) {
        return type instanceof TypeRef.Array array ? element(array.element()) : type;
    }

    private static Spot padding(long at, long bytes) {
        return new Spot(Kind.PADDING, "", "padding", at, bytes, 0, false, Optional.empty(), FieldFacts.NONE, NOTHING, Optional.empty(), "", List.of());
    }
}
