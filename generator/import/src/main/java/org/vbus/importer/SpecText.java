// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import java.util.Locale;
import org.vbus.model.Const;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Constants and types of a spec as words of the language. Columns and blanks are the formatter's. */
final class SpecText {
    private final StringBuilder text = new StringBuilder();
    private final Spec spec;

    private SpecText(Spec spec) {
        this.spec = spec;
    }

    /**
     * A spec of constants, enums, flags and structs.
     *
     * @param head lines of comment before everything
     * @param foot the same behind it
     */
    static String of(Spec spec, List<String> head, List<String> foot) {
        SpecText all = new SpecText(spec);
        head.forEach(line -> all.text.append("// ").append(line).append('\n'));
        all.whole();
        if (!foot.isEmpty()) {
            all.text.append('\n');
        }
        foot.forEach(line -> all.text.append("// ").append(line).append('\n'));
        return all.text.toString();
    }

    private void whole() {
        doc(spec.meta(), "");
        text.append("package ").append(spec.packageName()).append('\n');
        spec.abi().ifPresent(abi -> text.append("abi ").append(abi.tier().name().toLowerCase(Locale.ROOT)).append(" release ").append(abi.release()).append('\n'));
        if (!spec.constants().isEmpty()) {
            text.append('\n');
        }
        for (Const constant : spec.constants()) {
            doc(constant.meta(), "");
            text.append("const ").append(constant.name()).append(" = ").append(constant.value()).append('\n');
        }
        spec.types().forEach(this::type);
    }

    private void type(NamedType type) {
        text.append('\n');
        doc(type.meta(), "");
        if (type instanceof NamedType.Enum named) {
            text.append(named.open() ? "open " : "").append("enum ").append(named.name()).append(" : ").append(named.base().keyword())
                    .append(" as ").append(named.prefix()).append(" {\n");
            for (NamedType.Literal literal : named.literals()) {
                doc(literal.meta(), "    ");
                text.append("    ").append(literal.name()).append(" = ").append(literal.value()).append('\n');
            }
        } else if (type instanceof NamedType.Flags flags) {
            text.append("flags ").append(flags.name()).append(" : ").append(flags.base().keyword()).append(" as ").append(flags.prefix()).append(" {\n");
            for (NamedType.Flag flag : flags.flags()) {
                doc(flag.meta(), "    ");
                text.append("    ").append(flag.name()).append(" = ").append(flag.bit()).append('\n');
            }
        } else if (type instanceof NamedType.Struct struct) {
            Body body = struct.body();
            text.append("struct ").append(struct.name());
            body.declaredAlign().ifPresent(align -> text.append(" align ").append(align));
            text.append(body.packed() ? " packed" : "").append(" size ").append(struct.layouts().lp64().size()).append(" {\n");
            body(body, "    ");
        } else {
            throw new IllegalArgumentException("`" + type.name() + "` is none of enum, flags and struct");
        }
        text.append("}\n");
    }

    private void body(Body body, String indent) {
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                field(field, indent);
            } else if (member instanceof Member.Reserved reserved) {
                text.append(indent).append("reserved ").append(reserved.bytes()).append(' ').append(reserved.policy().name().toLowerCase(Locale.ROOT)).append('\n');
            } else if (member instanceof Member.Overlay overlay) {
                text.append(indent).append("union {\n");
                overlay.arms().forEach(arm -> field(arm, indent + "    "));
                text.append(indent).append("}\n");
            }
        }
    }

    private void field(Member.Field field, String indent) {
        doc(field.meta(), indent);
        text.append(indent).append(field.name()).append(" : ");
        TypeRef element = field.type();
        StringBuilder dimensions = new StringBuilder();
        while (element instanceof TypeRef.Array array) {
            dimensions.append(array.length() instanceof TypeRef.Length.Fixed fixed ? "[" + fixed.count() + "]" : "[]");
            element = array.element();
        }
        if (element instanceof TypeRef.Of of) {
            text.append(of.scalar().keyword());
        } else if (element instanceof TypeRef.Named named) {
            text.append(named.name().substring(named.name().lastIndexOf('.') + 1));
        } else if (element instanceof TypeRef.Bits bits) {
            text.append("bits ").append(bits.base().keyword()).append(" {\n");
            for (TypeRef.Part part : bits.parts()) {
                doc(part.meta(), indent + "    ");
                text.append(indent).append("    ").append(part.name()).append(" : ").append(part.width()).append('\n');
            }
            text.append(indent).append('}');
        } else if (element instanceof TypeRef.Inline inline) {
            text.append("struct {\n");
            body(inline.body(), indent + "    ");
            text.append(indent).append('}');
        } else {
            throw new IllegalArgumentException("`" + field.name() + "` is of a type that no header has");
        }
        text.append(dimensions).append('\n');
    }

    private void doc(Meta meta, String indent) {
        if (!meta.doc().isEmpty()) {
            text.append(indent).append("/** ").append(meta.doc()).append(" */\n");
        }
    }
}
