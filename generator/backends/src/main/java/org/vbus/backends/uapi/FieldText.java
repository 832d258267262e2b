// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.backends.text.Comments;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** What a comment says of a field: the author's words, then the facts that hang on it. */
final class FieldText {
    private FieldText() { }

    /** The byte order is said where the C type does not. */
    static String of(Meta meta, TypeRef type, FieldFacts facts, Optional<String> order) {
        List<String> parts = new ArrayList<>();
        String sentence = Comments.line(meta.doc());
        String doc = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        if (!doc.isEmpty()) {
            parts.add(doc);
        }
        order.ifPresent(parts::add);
        facts.unit().ifPresent(unit -> parts.add("in " + unit));
        if (Declarators.element(type) instanceof TypeRef.Named named) {
            parts.add("see " + CSymbols.tag(named.name()));
        }
        facts.direction().ifPresent(direction -> parts.add(StructBlocks.words(direction)));
        if (facts.opaque()) {
            parts.add("opaque");
        }
        facts.address().ifPresent(address -> parts.add(address.pinned() ? "an address, pinned" : "an address"));
        facts.fixed().ifPresent(value -> parts.add("always " + CSymbols.number(value)));
        if (!facts.writers().isEmpty()) {
            parts.add("written by " + facts.writers().stream().map(StructBlocks::words).collect(Collectors.joining(" and ")));
        }
        facts.gate().ifPresent(gate -> parts.add("valid if " + ExprText.of(gate)));
        for (Expr condition : facts.conditions()) {
            parts.add(ExprText.of(condition));
        }
        return parts.isEmpty() ? plain(type) : String.join("; ", parts);
    }

    private static String plain(TypeRef type) {
        TypeRef element = Declarators.element(type);
        String what = element instanceof TypeRef.Of of ? of.scalar().keyword() : "value";
        return type == element ? "a plain " + what : "array of " + what;
    }
}
