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
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** Views of structs: declared ones, and those that hold the arguments of a call. */
final class StructBlocks {
    private final Declarators declarators;

    StructBlocks(SpecSet specs) {
        this.declarators = new Declarators(specs);
    }

    StructBlock declared(NamedType.Struct struct) {
        List<String> suffix = new ArrayList<>();
        if (struct.body().packed()) {
            suffix.add("packed");
        }
        struct.body().declaredAlign().ifPresent(align -> suffix.add("aligned(" + align + ")"));
        String attributes = suffix.isEmpty() ? "" : " __attribute__((" + String.join(", ", suffix) + "))";
        return block(struct.name(), struct.meta(), struct.layouts().lp64().size() + " bytes", struct.body(), attributes);
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
        List<String> comment = new ArrayList<>(Comments.entry("struct " + tag + " - " + (meta.doc().isBlank() ? size : Comments.line(meta.doc()))));
        document(body, "", comment);
        return new StructBlock("structBlock", tag, Comments.starred(comment), parts(body), attributes);
    }

    private List<Part> parts(Body body) {
        List<Part> parts = new ArrayList<>();
        int reserved = 0;
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                parts.add(part(field.name(), field.type()));
            } else if (member instanceof Member.Reserved bytes) {
                parts.add(new Simple("simple", "__u8", "__reserved" + reserved++, bytes.bytes() == 1 ? "" : "[" + bytes.bytes() + "]"));
            } else if (member instanceof Member.Overlay overlay) {
                List<Part> arms = overlay.arms().stream().map(arm -> part(arm.name(), arm.type())).toList();
                parts.add(new Nested("nested", "union", arms, ""));
            }
        }
        return parts;
    }

    private Part part(String name, TypeRef type) {
        TypeRef element = Declarators.element(type);
        String dimensions = declarators.dimensions(type);
        if (element instanceof TypeRef.Inline inline) {
            return new Nested("nested", "struct", parts(inline.body()), " " + name + dimensions);
        }
        if (element instanceof TypeRef.Union union) {
            List<Part> arms = union.arms().stream().map(arm -> part(arm.name(), arm.type())).toList();
            return new Nested("nested", "union", arms, " " + name + dimensions);
        }
        return new Simple("simple", declarators.base(element), name, dimensions);
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
        lines.addAll(Comments.entry("@" + prefix + name + ": " + FieldText.of(meta, type, facts)));
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
