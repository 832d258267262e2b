// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.AnonUnion;
import org.vbus.lang.vbus.Arm;
import org.vbus.lang.vbus.BitPart;
import org.vbus.lang.vbus.Bits;
import org.vbus.lang.vbus.ByMod;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.EvolutionMod;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.FieldMod;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.ForMod;
import org.vbus.lang.vbus.InlineStruct;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Member;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.StructMod;
import org.vbus.lang.vbus.TaggedUnion;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.Scalar;

/** Structs and unions, apart from where their members lie. */
public final class StructChecks {
    private final Session session;
    private final NameChecks names;
    private final FieldChecks fields;

    public StructChecks(Session session) {
        this.session = session;
        this.names = new NameChecks(session);
        this.fields = new FieldChecks(session);
    }

    /** True if a declared struct can be lowered. */
    public boolean check(Struct source) {
        int before = session.reporter().errors();
        fields.once(source.getSmods());
        fields.once(source.getMods());
        for (StructMod mod : source.getSmods()) {
            if (mod instanceof ForMod one && one.getDevice().getItems().stream().noneMatch(Features.class::isInstance)) {
                session.reportWhole(mod, FOR_WITHOUT_FEATURES.of(source.getName(), one.getDevice().getName()).replace(""));
            }
        }
        for (FieldMod mod : source.getMods()) {
            if (mod instanceof ByMod by) {
                fields.roles(by);
            } else if (!(mod instanceof EvolutionMod)) {
                session.reportWhole(mod, NOT_HERE.of(FieldChecks.word(mod), "a struct").instead(Places.text(mod), ""));
            }
        }
        members(source.getMembers(), source, "struct `" + source.getName() + "`");
        return session.reporter().errors() == before;
    }

    /** The device whose features a struct speaks of, also for what is written inside it. */
    public static Optional<Device> device(EObject inside) {
        Struct struct = EcoreUtil2.getContainerOfType(inside, Struct.class);
        return struct == null ? Optional.empty() : struct.getSmods().stream().filter(ForMod.class::isInstance)
                .map(mod -> ((ForMod) mod).getDevice()).findFirst();
    }

    /** True if a struct written in place can be lowered. */
    public boolean check(InlineStruct source, String name) {
        int before = session.reporter().errors();
        members(source.getMembers(), source, "struct `" + name + "`");
        return session.reporter().errors() == before;
    }

    private void members(List<Member> members, EObject owner, String what) {
        if (members.isEmpty()) {
            session.report(owner, NOTHING_DECLARED.of(what));
        }
        List<Field> all = new ArrayList<>();
        for (Member member : members) {
            if (member instanceof Field field) {
                all.add(field);
            } else if (member instanceof AnonUnion union) {
                all.addAll(union.getArms());
                if (union.getArms().isEmpty()) {
                    session.reportWhole(union, NOTHING_DECLARED.of("this union"));
                }
            }
        }
        names.unique("field", all, Field::getName);
    }

    /** The enum of a union's tag. */
    public Optional<Enum> tag(TaggedUnion source, Scope scope) {
        String[] path = source.getTag().split("\\.");
        TypeRef type = scope.fields().get(path[0]);
        for (int i = 1; i < path.length && type != null; i++) {
            type = Scope.fieldsOf(type).get(path[i]);
        }
        TypeRef real = type == null ? null : Scope.real(type);
        if (real instanceof NamedRef named && named.getType() instanceof Enum tag && named.getDims().isEmpty()) {
            return Optional.of(tag);
        }
        session.report(source, VbusPackage.Literals.TAGGED_UNION__TAG,
                BAD_TAG.of(source.getTag()).nearest(source.getTag(), scope.fields().keySet()));
        return Optional.empty();
    }

    /** Tags and names of the arms. */
    public void arms(TaggedUnion source, Enum tag) {
        if (source.getArms().isEmpty()) {
            session.reportWhole(source, NOTHING_DECLARED.of("this union"));
        }
        names.unique("arm", source.getArms(), Arm::getName);
        Map<String, Arm> chosen = new HashMap<>();
        for (Arm arm : source.getArms()) {
            for (int i = 0; i < arm.getTags().size(); i++) {
                String name = arm.getTags().get(i);
                String last = name.substring(name.lastIndexOf('.') + 1);
                Optional<Literal> literal = session.symbols().literal(tag, last);
                if (literal.isEmpty()) {
                    session.report(arm, VbusPackage.Literals.ARM__TAGS, i, UNKNOWN_TAG.of(tag.getName(), name)
                            .nearest(last, tag.getLiterals().stream().map(Literal::getName).toList()));
                } else if (literal.get().isLocal()) {
                    session.report(arm, VbusPackage.Literals.ARM__TAGS, i, LOCAL_ON_WIRE.of(last));
                } else if (chosen.putIfAbsent(last, arm) != null) {
                    session.report(arm, VbusPackage.Literals.ARM__TAGS, i, TAG_TWICE.of(last)
                            .note("the other arm is here", session.places().of(chosen.get(last))));
                }
            }
        }
        String unknown = source.getUnknown();
        if (unknown != null && !unknown.equals("ignored") && !unknown.equals("error")) {
            session.report(source, VbusPackage.Literals.TAGGED_UNION__UNKNOWN, BAD_UNKNOWN_ARM.of(unknown).replace("error"));
        }
    }

    /** The parts of a word. */
    public boolean bits(Bits source, Scalar base) {
        int before = session.reporter().errors();
        if (base == Scalar.CHAR || base == Scalar.BOOL || base.signed()) {
            session.report(source, VbusPackage.Literals.BITS__BASE, BAD_BASE.of("a word of bits", base.keyword()));
        }
        if (source.getParts().isEmpty()) {
            session.reportWhole(source, NOTHING_DECLARED.of("this word of bits"));
        }
        names.unique("part", source.getParts(), BitPart::getName);
        BigInteger sum = BigInteger.ZERO;
        for (BitPart part : source.getParts()) {
            fields.once(part.getMods());
            String width = part.getWidth();
            BigInteger bits = width.startsWith("0x") ? new BigInteger(width.substring(2), 16) : new BigInteger(width);
            sum = sum.add(bits);
            if (bits.signum() == 0) {
                session.report(part, BAD_WIDTH.of(part.getName()));
            }
            if (part.getType() != null && !(part.getType() instanceof Enum) && !(part.getType() instanceof Flags)) {
                session.report(part, VbusPackage.Literals.BIT_PART__TYPE,
                        WRONG_KIND.of(part.getType().getName(), Kinds.of(part.getType()), "an enum or flags"));
            }
        }
        if (sum.compareTo(BigInteger.valueOf(base.bytes() * 8L)) > 0) {
            session.reportWhole(source, BITS_OVERFLOW.of(sum.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue(), base.keyword(), base.bytes() * 8));
        }
        return session.reporter().errors() == before;
    }
}
