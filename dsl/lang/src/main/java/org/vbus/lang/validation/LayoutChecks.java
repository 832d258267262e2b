// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.diag.Message;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.OffsetMod;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Tier;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Finding;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.layout.TypeSizes;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Turns what the placer finds into messages at members. */
public final class LayoutChecks {
    /** Where the members and claims of a body were written, and what its file promises. */
    public record Written(String name, Origin whole, Origin size, Origin align, List<? extends EObject> members, Optional<Tier> tier) { }

    /** An example of each class, as messages name it. */
    public static final Map<AbiClass, String> MACHINES = Map.of(AbiClass.LP64, "64-bit machines", AbiClass.ILP32_ALIGN8,
            "32-bit arm", AbiClass.ILP32_ALIGN4, "i386", AbiClass.ILP32_ALIGN2, "m68k");

    private final Session session;

    public LayoutChecks(Session session) {
        this.session = session;
    }

    /** Checks a body whose inline structs have been checked on their own. */
    public void check(Body body, Written written) {
        Map<String, NamedType> inlines = new HashMap<>();
        Body flat = new Body(body.members().stream().map(member -> flat(member, inlines)).toList(),
                body.declaredSize(), body.declaredAlign(), body.packed());
        TypeSizes sizes = name -> inlines.containsKey(name) ? inlines.get(name) : session.find(name);
        Placer.Result placed = Placer.place(flat, AbiClass.LP64, sizes);
        boolean told = false;
        for (Finding finding : placed.findings()) {
            // the padding of an imported struct is as its header has it
            if (written.tier().filter(Tier.IMPORTED::equals).isPresent() && (finding instanceof Finding.Hole || finding instanceof Finding.TailHole)) {
                continue;
            }
            // sizes and later offsets only follow from the first fault
            if (!told || finding instanceof Finding.Hole || finding instanceof Finding.TailHole) {
                told |= report(finding, body, placed.layout(), written);
            }
        }
        if (written.tier().filter(Tier.STABLE::equals).isPresent()) {
            for (AbiClass abi : AbiClass.values()) {
                if (compare(body, placed.layout(), Placer.place(flat, abi, sizes).layout(), abi, written)) {
                    return;
                }
            }
        }
    }

    private boolean report(Finding finding, Body body, StructLayout layout, Written written) {
        int index = finding.member();
        Origin at = index < 0 ? written.whole() : session.places().of(written.members().get(index));
        String name = index < 0 ? written.name() : name(body.members().get(index));
        boolean argument = index >= 0 && written.members().get(index) instanceof Arg;
        if (finding instanceof Finding.Hole hole) {
            Message message = HOLE.of(hole.bytes(), name, hole.offset());
            session.reporter().report(at, argument ? message.hint("put wider arguments first, or pass a struct")
                    : reserving(message, hole.bytes(), index, written));
        } else if (finding instanceof Finding.TailHole hole) {
            Message message = TAIL_HOLE.of(hole.bytes(), hole.offset());
            session.reporter().report(at, written.members().stream().anyMatch(Arg.class::isInstance)
                    ? message.hint("pass a struct that says `reserved " + hole.bytes() + "`")
                    : reserving(message, hole.bytes(), written.members().size(), written));
        } else if (finding instanceof Finding.WrongOffset wrong) {
            session.reporter().report(at, offset(wrong, name, layout, written));
        } else if (finding instanceof Finding.WrongSize wrong) {
            session.reporter().report(written.size(), SIZE_DIFFERS.of(written.name(), wrong.declared(), wrong.placed())
                    .replace(String.valueOf(wrong.placed())));
        } else if (finding instanceof Finding.NotLast) {
            session.reporter().report(at, NOT_LAST.of(name));
        } else if (finding instanceof Finding.WrongAlign wrong) {
            session.reporter().report(written.align(), ALIGN_TOO_SMALL.of(wrong.declared(), wrong.natural())
                    .replace(String.valueOf(wrong.natural())));
        } else if (finding instanceof Finding.TooLarge large) {
            session.reporter().report(at, TOO_LARGE.of(name, large.limit()));
        }
        return true;
    }

    /** With the edit that puts reserved bytes before a member, or behind the last one. */
    private Message reserving(Message message, long bytes, int index, Written written) {
        String reserved = "reserved " + bytes;
        if (index < written.members().size()) {
            EObject member = written.members().get(index);
            String between = session.places().indent(member).map(indent -> "\n" + indent).orElse("  ");
            return message.insert(session.places().whole(member), reserved + between);
        }
        EObject last = written.members().get(index - 1);
        String between = session.places().indent(last).map(indent -> "\n" + indent).orElse("  ");
        return message.insert(session.places().after(last), between + reserved);
    }

    private Message offset(Finding.WrongOffset wrong, String name, StructLayout layout, Written written) {
        MemberLayout before = wrong.member() == 0 ? null : layout.members().get(wrong.member() - 1);
        long end = before == null ? 0 : before.offset() + before.size();
        if (wrong.declared() < end) {
            return corrected(OVERLAP.of(name, wrong.declared(), wrong.placed()), wrong, written);
        }
        Message message = OFFSET_DIFFERS.of(name, wrong.declared(), wrong.placed(), wrong.declared() - wrong.placed());
        return wrong.declared() > wrong.placed() ? reserving(message, wrong.declared() - wrong.placed(), wrong.member(), written)
                : corrected(message.hint("write `@" + wrong.placed() + "`"), wrong, written);
    }

    /** With the edit that makes the stated offset the true one. */
    private Message corrected(Message message, Finding.WrongOffset wrong, Written written) {
        return written.members().get(wrong.member()).eContents().stream().filter(OffsetMod.class::isInstance).findFirst()
                .map(mod -> message.replace(session.places().whole(mod), "@" + wrong.placed())).orElse(message);
    }

    private boolean compare(Body body, StructLayout wide, StructLayout other, AbiClass abi, Written written) {
        for (int i = 0; i < wide.members().size(); i++) {
            if (wide.members().get(i).offset() != other.members().get(i).offset()) {
                long end = i == 0 ? 0 : wide.members().get(i - 1).offset() + wide.members().get(i - 1).size();
                Message message = ABI_DIFFERS.of("the offset of `" + name(body.members().get(i)) + "`", wide.members().get(i).offset(),
                        other.members().get(i).offset(), MACHINES.get(abi));
                session.reporter().report(session.places().of(written.members().get(i)),
                        padded(message, wide.members().get(i).offset() - end, i, "before it", written));
                return true;
            }
        }
        if (wide.size() != other.size()) {
            MemberLayout last = wide.members().get(wide.members().size() - 1);
            Message message = ABI_DIFFERS.of("the size of `" + written.name() + "`", wide.size(), other.size(), MACHINES.get(abi));
            session.reporter().report(written.whole(), padded(message, wide.size() - last.offset() - last.size(), written.members().size(), "at the end", written));
            return true;
        }
        return false;
    }

    /** With the bytes that make all machines agree, where they are missing just here; else what is inside differs, which is told there. */
    private Message padded(Message message, long bytes, int index, String where, Written written) {
        boolean arguments = written.members().stream().anyMatch(Arg.class::isInstance);
        return bytes <= 0 || arguments ? message : reserving(message.hint("add `reserved " + bytes + "` " + where), bytes, index, written);
    }

    private static String name(Member member) {
        if (member instanceof Member.Field field) {
            return field.name();
        }
        return member instanceof Member.Reserved ? "reserved" : "union";
    }

    private Member flat(Member member, Map<String, NamedType> inlines) {
        if (!(member instanceof Member.Field field)) {
            return member;
        }
        return new Member.Field(field.meta(), field.name(), flat(field.type(), inlines), field.facts());
    }

    /** A type whose inline structs have names, so that their findings are not repeated. */
    private TypeRef flat(TypeRef type, Map<String, NamedType> inlines) {
        if (type instanceof TypeRef.Inline inline) {
            String name = "$" + inlines.size();
            inlines.put(name, new NamedType.Struct(Meta.at(Origin.NONE), name, inline.body(), false, List.of(),
                    Placer.layouts(inline.body(), session)));
            return new TypeRef.Named(name);
        }
        if (type instanceof TypeRef.Array array) {
            return new TypeRef.Array(flat(array.element(), inlines), array.length());
        }
        if (type instanceof TypeRef.Union union) {
            List<TypeRef.Arm> arms = new ArrayList<>();
            union.arms().forEach(arm -> arms.add(new TypeRef.Arm(arm.meta(), arm.name(), flat(arm.type(), inlines), arm.facts(), arm.tags())));
            return new TypeRef.Union(union.tag(), arms, union.unknown());
        }
        return type;
    }
}
