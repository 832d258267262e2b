// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Conditions;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Roles;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.validation.EnumChecks;
import org.vbus.lang.validation.FlagsChecks;
import org.vbus.lang.validation.LayoutChecks;
import org.vbus.lang.validation.StructChecks;
import org.vbus.lang.validation.Tiers;
import org.vbus.lang.vbus.AlignMod;
import org.vbus.lang.vbus.AnonUnion;
import org.vbus.lang.vbus.Arm;
import org.vbus.lang.vbus.Bits;
import org.vbus.lang.vbus.BitPart;
import org.vbus.lang.vbus.ByMod;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Dim;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Expr;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.InlineStruct;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.PackedMod;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.Reserved;
import org.vbus.lang.vbus.ScalarRef;
import org.vbus.lang.vbus.Semantic;
import org.vbus.lang.vbus.SemanticRef;
import org.vbus.lang.vbus.SizeMod;
import org.vbus.lang.vbus.SizedMod;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.StructMod;
import org.vbus.lang.vbus.TaggedUnion;
import org.vbus.lang.vbus.TypeAlias;
import org.vbus.lang.vbus.TypeDef;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.Origin;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Lowers types and their uses. Every method returns empty for what is broken, which has been reported by then. */
public final class LowerTypes {
    private static final BigInteger MAX_COUNT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final int MAX_ALIGN = 4096;
    private static final int MAX_ALIASES = Scope.MAX_ALIASES;
    private static final int MAX_DIMENSIONS = 8;

    private final Session session;
    private final Constants constants;
    private final Conditions conditions;
    private final Metas metas;
    private final Dispatch dispatch;
    private final LowerFields fields;
    private final LayoutChecks layoutChecks;
    private final StructChecks structChecks;
    private final Map<Element, Integer> aliasDepth = new HashMap<>();
    private final Openness openness = new Openness();
    private final List<NamedRef> pointedToEarly = new ArrayList<>();

    LowerTypes(Session session, Constants constants, Conditions conditions, Metas metas, Dispatch dispatch) {
        this.session = session;
        this.constants = constants;
        this.conditions = conditions;
        this.metas = metas;
        this.dispatch = dispatch;
        this.fields = new LowerFields(session, constants, conditions, dispatch);
        this.layoutChecks = new LayoutChecks(session);
        this.structChecks = new StructChecks(session);
    }

    LowerFields fields() {
        return fields;
    }

    LayoutChecks layoutChecks() {
        return layoutChecks;
    }

    // --- declarations

    void enumeration(Enum source) {
        Scalar base = Kinds.scalar(source.getBase());
        values(source.getLiterals());
        if (new EnumChecks(session).check(source, base)) {
            List<NamedType.Literal> literals = source.getLiterals().stream().filter(one -> !one.isRemoved()).map(one -> new NamedType.Literal(
                    metas.of(one, one.getMods()), one.getName(), session.value(one).orElseThrow(), one.isLocal())).toList();
            declare(source, new NamedType.Enum(metas.of(source, source.getMods()), source.getName(), base, prefix(source.getPrefix(), source),
                    source.isOpen(), literals));
        }
    }

    void flags(Flags source) {
        Scalar base = Kinds.scalar(source.getBase());
        values(source.getLiterals());
        if (new FlagsChecks(session).check(source, base)) {
            List<NamedType.Flag> flags = source.getLiterals().stream().filter(one -> !one.isRemoved()).map(one -> new NamedType.Flag(
                    metas.of(one, one.getMods()), one.getName(), session.value(one).orElseThrow().intValue())).toList();
            declare(source, new NamedType.Flags(metas.of(source, source.getMods()), source.getName(), base, prefix(source.getPrefix(), source), flags));
        }
    }

    private void values(List<Literal> literals) {
        for (Literal literal : literals) {
            constants.value(literal.getValue()).ifPresent(value -> session.setValue(literal, value));
        }
    }

    /** The prefix of C names: as written, else made of the name. */
    static String prefix(String written, Element source) {
        return written != null ? written : source.getName().toUpperCase(Locale.ROOT) + "_";
    }

    void alias(TypeAlias source) {
        Scope scope = Scope.none("type `" + source.getName() + "`");
        Optional<TypeRef> target = dispatch.type(source.getType(), scope);
        Optional<FieldFacts> facts = target.flatMap(type -> fields.facts(source.getName(), source.getType(), type, source.getMods(), scope, false));
        if (facts.isPresent() && near(source)) {
            openness.declare(Symbols.qualifiedName(source), openness.isOpen(target.get()));
            declare(source, new NamedType.Alias(metas.of(source, source.getMods()), source.getName(), target.get(), facts.get()));
        }
    }

    /** Whether few enough aliases stand between an alias and its type: others follow them by recursion. */
    private boolean near(TypeAlias source) {
        int depth = source.getType() instanceof NamedRef named ? aliasDepth.getOrDefault(named.getType(), 0) + 1 : 1;
        aliasDepth.put(source, depth);
        if (depth > MAX_ALIASES) {
            session.report(source, ALIAS_TOO_DEEP.of(source.getName(), MAX_ALIASES));
        }
        return depth <= MAX_ALIASES;
    }

    void struct(Struct source) {
        OptionalLong size = OptionalLong.empty();
        OptionalInt align = OptionalInt.empty();
        boolean packed = false;
        boolean sized = false;
        boolean good = structChecks.check(source);
        if (!good) {
            return;
        }
        Origin sizeAt = session.places().of(source);
        Origin alignAt = sizeAt;
        for (StructMod mod : source.getSmods()) {
            if (mod instanceof SizeMod one) {
                Optional<BigInteger> value = constants.value(one.getN());
                good &= value.isPresent();
                size = value.isPresent() ? OptionalLong.of(value.get().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue()) : size;
                sizeAt = session.places().whole(one.getN());
            } else if (mod instanceof AlignMod one) {
                align = align(one);
                good &= align.isPresent();
                alignAt = session.places().whole(one.getN());
            } else {
                packed |= mod instanceof PackedMod;
                sized |= mod instanceof SizedMod;
            }
        }
        Optional<Device> device = StructChecks.device(source);
        Optional<List<Member>> members = members(source.getMembers(), Scope.of("struct `" + source.getName() + "`", source.getMembers(), device));
        if (!good || members.isEmpty()) {
            return;
        }
        List<Role> writers = source.getMods().stream().filter(ByMod.class::isInstance).map(ByMod.class::cast)
                .flatMap(by -> by.getRoles().stream()).map(Roles::of).flatMap(Optional::stream).toList();
        Body body = new Body(members.get(), size, align, packed);
        layoutChecks.check(body, new LayoutChecks.Written(source.getName(), session.places().of(source), sizeAt, alignAt,
                source.getMembers(), Tiers.of(source)));
        openness.declare(Symbols.qualifiedName(source), openness.isOpen(members.get()));
        declare(source, new NamedType.Struct(metas.of(source, source.getMods()), source.getName(), body, sized, writers,
                device.map(Symbols::qualifiedName), Placer.layouts(body, session)));
    }

    private OptionalInt align(AlignMod mod) {
        Optional<BigInteger> value = constants.value(mod.getN());
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get().signum() <= 0 || value.get().bitCount() != 1 || value.get().compareTo(BigInteger.valueOf(MAX_ALIGN)) > 0) {
            BigInteger power = BigInteger.valueOf(value.get().signum() <= 0 ? 1 : Math.min(MAX_ALIGN, Integer.highestOneBit(value.get().min(BigInteger.valueOf(MAX_ALIGN)).intValue()) * 2));
            session.reportWhole(mod.getN(), ALIGN_NOT_POWER.of(value.get()).replace(power.toString()));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.get().intValue());
    }

    private void declare(Element source, NamedType type) {
        session.setType(Symbols.qualifiedName(source), type);
    }

    // --- members

    private Optional<List<Member>> members(EList<org.vbus.lang.vbus.Member> sources, Scope scope) {
        List<Member> members = new ArrayList<>();
        boolean good = true;
        for (org.vbus.lang.vbus.Member source : sources) {
            Optional<? extends Member> member = dispatch.member(source, scope);
            member.ifPresent(members::add);
            good &= member.isPresent();
        }
        for (int i = 0; good && i + 1 < members.size(); i++) {
            if (members.get(i) instanceof Member.Field field && openness.isOpen(field.type())) {
                String name = sources.get(i + 1) instanceof Field next ? next.getName() : "reserved";
                session.report(sources.get(i + 1), NOT_LAST.of(name));
                good = false;
            }
        }
        return good ? Optional.of(members) : Optional.empty();
    }

    Optional<Member.Field> field(Field source, Scope scope) {
        Optional<TypeRef> type = dispatch.type(source.getType(), scope);
        return type.flatMap(one -> fields.facts(source.getName(), source.getType(), one, source.getMods(), scope, false)
                .map(facts -> new Member.Field(metas.of(source, source.getMods()), source.getName(), one, facts)));
    }

    Optional<Member.Reserved> reserved(Reserved source) {
        Optional<BigInteger> bytes = constants.number(source.getN(), source);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        if (bytes.get().signum() == 0 || bytes.get().bitLength() > 30) {
            session.report(source, VbusPackage.Literals.RESERVED__N, BAD_RESERVED.of(bytes.get()));
            return Optional.empty();
        }
        Member.Policy policy = source.getPolicy() == null ? Member.Policy.ZERO
                : Member.Policy.valueOf(source.getPolicy().toUpperCase(Locale.ROOT));
        return Optional.of(new Member.Reserved(metas.of(source), bytes.get().longValue(), policy));
    }

    Optional<Member.Overlay> overlay(AnonUnion source, Scope scope) {
        List<Member.Field> arms = new ArrayList<>();
        for (Field arm : source.getArms()) {
            Optional<Member.Field> field = field(arm, scope);
            if (field.isEmpty() || !closed(arm.getType(), field.get().type(), arm.getName(), "a union")) {
                return Optional.empty();
            }
            arms.add(field.get());
        }
        return Optional.of(new Member.Overlay(metas.of(source), arms));
    }

    private boolean closed(EObject at, TypeRef type, String name, String holder) {
        if (openness.isOpen(type)) {
            session.reportWhole(at, OPEN_ELEMENT.of(name, holder));
            return false;
        }
        return true;
    }

    // --- uses of types

    Optional<TypeRef> scalar(ScalarRef source, Scope scope) {
        return arrays(source, new TypeRef.Of(Kinds.scalar(source.getScalar())), 0, scope);
    }

    Optional<TypeRef> semantic(SemanticRef source, Scope scope) {
        if (source.getSemantic() == Semantic.MAC) {
            return arrays(source, new TypeRef.Mac(), 0, scope);
        }
        if (source.getSemantic() == Semantic.FD) {
            return arrays(source, new TypeRef.Fd(), 0, scope);
        }
        Expr size = source.getDims().isEmpty() ? null : source.getDims().get(0).getSize();
        if (size == null) {
            session.reportWhole(source, TEXT_WITHOUT_LENGTH.here().instead("string", "string[16]"));
            return Optional.empty();
        }
        Optional<BigInteger> length = constants.value(size).filter(value -> count(size, value));
        return length.flatMap(value -> arrays(source, new TypeRef.Text(value.longValue()), 1, scope));
    }

    Optional<TypeRef> named(NamedRef source, Scope scope) {
        String name = Symbols.qualifiedName(source.getType());
        return session.type(name).isEmpty() ? Optional.empty() : arrays(source, new TypeRef.Named(name), 0, scope);
    }

    /** What an address points to. That may be declared further down, or contain the address itself, so it need not be lowered yet. */
    Optional<TypeRef> pointedTo(org.vbus.lang.vbus.TypeRef source, Scope scope) {
        if (source instanceof NamedRef named && named.getType() instanceof TypeDef
                && session.type(Symbols.qualifiedName(named.getType())).isEmpty()) {
            pointedToEarly.add(named);
            return arrays(named, new TypeRef.Named(Symbols.qualifiedName(named.getType())), 0, scope);
        }
        return dispatch.type(source, scope);
    }

    /** When all types are there: what could not be said of the targets of addresses before. */
    void checkTargets() {
        for (NamedRef named : pointedToEarly) {
            if (!named.getDims().isEmpty()) {
                closed(named, new TypeRef.Named(Symbols.qualifiedName(named.getType())), Places.text(named), "an array");
            }
        }
    }

    private Optional<TypeRef> arrays(Named source, TypeRef element, int from, Scope scope) {
        TypeRef type = element;
        if (source.getDims().size() > MAX_DIMENSIONS) {
            session.reportWhole(source, TOO_MANY_DIMENSIONS.of(MAX_DIMENSIONS));
            return Optional.empty();
        }
        for (int i = source.getDims().size() - 1; i >= from; i--) {
            Optional<Length> length = length(source.getDims().get(i), scope);
            if (length.isEmpty() || !closed(source, type, Places.text(source), "an array")) {
                return Optional.empty();
            }
            type = new TypeRef.Array(type, length.get());
        }
        return Optional.of(type);
    }

    private Optional<Length> length(Dim dim, Scope scope) {
        if (dim.getSize() == null) {
            return Optional.of(new Length.Open());
        }
        if (dim.getSize() instanceof Ref ref && !scope.fields().containsKey(ref.getName())) {
            Optional<EObject> found = session.symbols().find(ref.getName(), ref);
            if (found.isPresent() && found.get() instanceof Enum index) {
                return byEnum(ref, index);
            }
        }
        return conditions.number(dim.getSize(), scope).flatMap(count -> {
            if (!(count instanceof org.vbus.model.expr.Expr.Num number)) {
                return Optional.of(new Length.Counted(count));
            }
            return count(dim.getSize(), number.value()) ? Optional.of(new Length.Fixed(number.value().longValue())) : Optional.empty();
        });
    }

    private boolean count(Expr at, BigInteger value) {
        if (value.signum() > 0 && value.compareTo(MAX_COUNT) <= 0) {
            return true;
        }
        session.reportWhole(at, BAD_LENGTH.of(value));
        return false;
    }

    private Optional<Length> byEnum(Ref at, Enum index) {
        String name = Symbols.qualifiedName(index);
        if (!(session.type(name).orElse(null) instanceof NamedType.Enum lowered)) {
            return Optional.empty();
        }
        List<NamedType.Literal> wire = lowered.literals().stream().filter(literal -> !literal.local()).toList();
        for (NamedType.Literal literal : wire) {
            if (literal.value().signum() < 0 || literal.value().compareTo(BigInteger.valueOf(wire.size())) >= 0) {
                session.reportWhole(at, INDEX_NOT_DENSE.of(index.getName(), literal.value(), wire.size() - 1)
                        .note("`" + literal.name() + "` is here", literal.meta().origin()));
                return Optional.empty();
            }
        }
        return Optional.of(new Length.ByEnum(name, wire.size()));
    }

    Optional<TypeRef> inline(InlineStruct source) {
        String name = source.eContainer().eClass().getEStructuralFeature("name") == null ? "struct"
                : String.valueOf(source.eContainer().eGet(source.eContainer().eClass().getEStructuralFeature("name")));
        if (!structChecks.check(source, name)) {
            return Optional.empty();
        }
        Optional<List<Member>> members = members(source.getMembers(),
                Scope.of("`" + name + "`", source.getMembers(), StructChecks.device(source)));
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Body body = new Body(members.get(), OptionalLong.empty(), OptionalInt.empty(), false);
        Origin at = session.places().of(source.eContainer());
        layoutChecks.check(body, new LayoutChecks.Written(name, at, at, at, source.getMembers(), Tiers.of(source)));
        return Optional.of(new TypeRef.Inline(body));
    }

    Optional<TypeRef> union(TaggedUnion source, Scope scope) {
        Optional<Enum> tag = structChecks.tag(source, scope);
        if (tag.isEmpty()) {
            return Optional.empty();
        }
        int before = session.reporter().errors();
        structChecks.arms(source, tag.get());
        List<TypeRef.Arm> arms = new ArrayList<>();
        for (Arm arm : source.getArms()) {
            Optional<TypeRef> type = dispatch.type(arm.getType(), scope);
            Optional<FieldFacts> facts = type.flatMap(one -> fields.facts(arm.getName(), arm.getType(), one, arm.getMods(), scope, false));
            if (facts.isEmpty() || !closed(arm.getType(), type.get(), arm.getName(), "a union")) {
                return Optional.empty();
            }
            List<String> tags = arm.getTags().stream()
                    .map(name -> Symbols.qualifiedName(tag.get()) + "." + name.substring(name.lastIndexOf('.') + 1)).toList();
            arms.add(new TypeRef.Arm(metas.of(arm, arm.getMods()), arm.getName(), type.get(), facts.get(), tags));
        }
        if (session.reporter().errors() > before) {
            return Optional.empty();
        }
        return Optional.of(new TypeRef.Union(List.of(source.getTag().split("\\.")), arms, Optional.ofNullable(source.getUnknown())));
    }

    Optional<TypeRef> bits(Bits source) {
        Scalar base = Kinds.scalar(source.getBase());
        List<TypeRef.Part> parts = new ArrayList<>();
        int shift = 0;
        if (!structChecks.bits(source, base)) {
            return Optional.empty();
        }
        for (BitPart part : source.getParts()) {
            int width = Integer.parseInt(part.getWidth().startsWith("0x") ? String.valueOf(Integer.parseInt(part.getWidth().substring(2), 16))
                    : part.getWidth());
            Optional<String> type = part.getType() == null ? Optional.empty() : Optional.of(Symbols.qualifiedName(part.getType()));
            parts.add(new TypeRef.Part(metas.of(part, part.getMods()), part.getName(), shift, width, type, Optional.ofNullable(part.getCname())));
            shift += width;
        }
        return Optional.of(new TypeRef.Bits(base, parts));
    }

    /** Bytes of a type on 64-bit machines. */
    OptionalLong sizeOf(Named source) {
        Optional<TypeRef> type = dispatch.type(source, Scope.none("sizeof"));
        return type.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Placer.layouts(single(type.get()), session).lp64().size());
    }

    /** A struct of one member, which lies as the type itself. */
    static Body single(TypeRef type) {
        Member only = new Member.Field(org.vbus.model.Meta.at(Origin.NONE), "value", type, FieldFacts.NONE);
        return new Body(Collections.singletonList(only), OptionalLong.empty(), OptionalInt.empty(), false);
    }

    boolean isOpen(TypeRef type) {
        return openness.isOpen(type);
    }
}
