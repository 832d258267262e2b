// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.backends.text.Comments;
import org.vbus.backends.uapi.HeaderView.Nested;
import org.vbus.backends.uapi.HeaderView.Part;
import org.vbus.backends.uapi.HeaderView.Simple;
import org.vbus.backends.uapi.HeaderView.StructBlock;
import org.vbus.model.Meta;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.layout.Layouts;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** Views of structs: declared ones, and those that hold the arguments of a call. */
final class StructBlocks {
    private static final String EXTENSION = "VBUSC_EXTENSION";

    private final Dialect dialect;
    private final Declarators declarators;

    StructBlocks(SpecSet specs, Dialect dialect) {
        this.dialect = dialect;
        this.declarators = new Declarators(specs, dialect);
    }

    StructBlock declared(NamedType.Struct struct) {
        Body body = struct.body();
        String size = struct.layouts().lp64().size() + " bytes";
        if (dialect == Dialect.NEUTRAL) {
            return block(struct.name(), struct.meta(), size, body, body.packed() && body.declaredAlign().isPresent()
                    ? " VBUSC_PACKED_ALIGNED(" + body.declaredAlign().getAsInt() + ")" : "");
        }
        List<String> suffix = new ArrayList<>();
        if (body.packed()) {
            suffix.add("packed");
        }
        body.declaredAlign().ifPresent(align -> suffix.add("aligned(" + align + ")"));
        return block(struct.name(), struct.meta(), size, body, suffix.isEmpty() ? "" : " __attribute__((" + String.join(", ", suffix) + "))");
    }

    /** Empty when the call has no arguments, or exactly one that is a declared struct. */
    Optional<StructBlock> arguments(Device device, Call call) {
        if (call.args().size() == 1 && declarators.isStruct(call.args().get(0).type())) {
            return Optional.empty();
        }
        return arguments(CSymbols.callArgs(device, call), CSymbols.call(device, call), call.args(), call.meta(), call.layouts());
    }

    /** Empty when the ioctl has no arguments, or exactly one: its number can name that one's type. */
    Optional<StructBlock> arguments(CharDev device, CharDev.Ioctl ioctl) {
        return ioctl.args().size() == 1 ? Optional.empty()
                : arguments(CSymbols.ioctlArgs(device, ioctl), CSymbols.ioctl(device, ioctl), ioctl.args(), ioctl.meta(), ioctl.layouts());
    }

    /** The C type of the block of an ioctl, which has one. */
    String blockType(CharDev device, CharDev.Ioctl ioctl) {
        if (ioctl.args().size() > 1) {
            return "struct " + CSymbols.ioctlArgs(device, ioctl);
        }
        TypeRef type = ioctl.args().get(0).type();
        return declarators.base(Declarators.element(type)) + declarators.dimensions(type);
    }

    private Optional<StructBlock> arguments(String tag, String symbol, List<Arg> args, Meta of, Layouts layouts) {
        if (args.isEmpty()) {
            return Optional.empty();
        }
        List<Member> members = new ArrayList<>();
        for (Arg arg : args) {
            members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts()));
        }
        Meta meta = Meta.of("Arguments of " + symbol + ".", of.origin());
        return Optional.of(block(tag, meta, layouts.lp64().size() + " bytes", Body.of(members), ""));
    }

    private StructBlock block(String tag, Meta meta, String size, Body body, String attributes) {
        List<String> comment = new ArrayList<>(Comments.heading("struct " + tag, meta.doc().isBlank() ? size : Comments.line(meta.doc())));
        document(body, "", comment);
        boolean neutral = dialect == Dialect.NEUTRAL;
        boolean raised = neutral && !body.packed() && body.declaredAlign().isPresent();
        List<String> first = raised ? List.of("VBUSC_ALIGNED(" + body.declaredAlign().getAsInt() + ")") : List.of();
        List<String> packed = neutral && body.packed() && body.declaredAlign().isEmpty() ? List.of("packed") : List.of();
        return new StructBlock("structBlock", tag, Comments.starred(comment), parts(body, first), attributes, packed);
    }

    /** {@code first}: words before the first part, whose alignment is that of the struct. */
    private List<Part> parts(Body body, List<String> first) {
        List<Part> parts = new ArrayList<>();
        int reserved = 0;
        for (Member member : body.members()) {
            List<String> before = parts.isEmpty() ? first : List.of();
            if (member instanceof Member.Field field) {
                parts.add(part(field.name(), field.type(), before));
            } else if (member instanceof Member.Reserved bytes) {
                parts.add(new Simple("simple", before, dialect.type(Scalar.U8), "__reserved" + reserved++, bytes.bytes() == 1 ? "" : "[" + bytes.bytes() + "]"));
            } else if (member instanceof Member.Overlay overlay) {
                // a union without a name takes no alignment of its own, its first arm does
                List<Part> arms = new ArrayList<>();
                overlay.arms().forEach(arm -> arms.add(part(arm.name(), arm.type(), arms.isEmpty() ? before : List.of())));
                parts.add(new Nested("nested", extension(), "union", arms, ""));
            }
        }
        return parts;
    }

    private Part part(String name, TypeRef type, List<String> first) {
        TypeRef element = Declarators.element(type);
        String dimensions = declarators.dimensions(type);
        List<String> before = new ArrayList<>(declarators.isOpen(type) ? extension() : List.of());
        before.addAll(first);
        if (element instanceof TypeRef.Inline inline) {
            return new Nested("nested", before, "struct", parts(inline.body(), List.of()), " " + name + dimensions);
        }
        if (element instanceof TypeRef.Union union) {
            List<Part> arms = union.arms().stream().map(arm -> part(arm.name(), arm.type(), List.of())).toList();
            return new Nested("nested", before, "union", arms, " " + name + dimensions);
        }
        return new Simple("simple", before, declarators.base(element), name, dimensions);
    }

    /** What standard C++ has no open arrays for, and C99 no unions without a name. */
    private List<String> extension() {
        return dialect == Dialect.NEUTRAL ? List.of(EXTENSION) : List.of();
    }

    private void document(Body body, String prefix, List<String> lines) {
        int reserved = 0;
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                document(field.name(), field.meta(), field.type(), field.facts(), prefix, lines);
            } else if (member instanceof Member.Reserved bytes) {
                lines.addAll(Comments.entry("@" + prefix + "__reserved" + reserved++ + ": " + policy(bytes.policy())));
            } else if (member instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> document(arm.name(), arm.meta(), arm.type(), arm.facts(), prefix, lines));
            }
        }
    }

    private void document(String name, Meta meta, TypeRef type, FieldFacts facts, String prefix, List<String> lines) {
        lines.addAll(Comments.entry("@" + prefix + name + ": " + FieldText.of(meta, type, facts, declarators.scalar(type).flatMap(dialect::order))));
        TypeRef element = Declarators.element(type);
        if (element instanceof TypeRef.Inline inline) {
            document(inline.body(), prefix + name + ".", lines);
        } else if (element instanceof TypeRef.Union union) {
            for (TypeRef.Arm arm : union.arms()) {
                document(arm.name(), arm.meta(), arm.type(), arm.facts(), prefix + name + ".", lines);
            }
        }
    }

    private static String policy(Member.Policy policy) {
        return switch (policy) {
            case ZERO -> "must be zero";
            case IGNORED -> "not looked at";
            case PRESERVED -> "kept as it was";
        };
    }

    /** Texts of an enum in lower case, as comments write them. */
    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
