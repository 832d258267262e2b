// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.names.Occurrences;
import org.vbus.lang.vbus.AnonUnion;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.NumberLit;
import org.vbus.lang.vbus.Reserved;
import org.vbus.lang.vbus.SizeMod;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.VersionDef;
import org.vbus.lsp.check.Known;
import org.vbus.model.SpecSet;
import org.vbus.model.layout.AbiClass;

/** Offsets of members, sizes of structs and values of constants, where they are not written. Only of a text without errors: an offset that may be wrong is worse than none. */
public final class InlayHints {
    private InlayHints() { }

    /** Those within a range. */
    public static List<InlayHint> in(Known known, Range range) {
        List<InlayHint> hints = new ArrayList<>();
        Optional<SpecSet> specs = known.specs();
        if (specs.isEmpty() || known.unit().isEmpty()) {
            return hints;
        }
        int from = known.text().offset(range.getStart());
        int to = known.text().offset(range.getEnd());
        for (Element element : known.unit().get().model().getElements()) {
            INode node = NodeModelUtils.getNode(element);
            if (node == null || node.getTotalEndOffset() < from || node.getTotalOffset() > to) {
                continue;
            }
            if (element instanceof Struct struct) {
                struct(struct, known, specs.get(), hints);
            } else if (element instanceof Const one && !(one.getValue() instanceof NumberLit)) {
                value(one, one.getValue(), known, hints);
            } else if (element instanceof VersionDef one && !(one.getValue() instanceof NumberLit)) {
                value(one, one.getValue(), known, hints);
            }
        }
        return hints.stream().filter(hint -> known.text().offset(hint.getPosition()) >= from && known.text().offset(hint.getPosition()) <= to).toList();
    }

    private static void value(Element element, EObject expression, Known known, List<InlayHint> hints) {
        INode node = NodeModelUtils.findActualNodeFor(expression);
        Describe.value(element, known).filter(value -> node != null)
                .ifPresent(value -> hints.add(hint(known, node.getEndOffset(), " = " + value.replace("value ", "").replace("`", ""), value)));
    }

    private static void struct(Struct struct, Known known, SpecSet specs, List<InlayHint> hints) {
        boolean sized = struct.getSmods().stream().anyMatch(SizeMod.class::isInstance);
        Occurrences.nameOf(struct).filter(name -> !sized).ifPresent(name -> Places.layouts(struct, specs)
                .ifPresent(layouts -> hints.add(hint(known, name.getEndOffset(), " size " + layouts.lp64().size(), Describe.of(struct, known)))));
        for (Places.Place place : Places.of(struct, specs)) {
            if (place.member() instanceof AnonUnion) {
                continue;
            }
            // behind the name; reserved bytes have none
            int at = place.member() instanceof Reserved ? NodeModelUtils.findActualNodeFor(place.member()).getEndOffset()
                    : Occurrences.nameOf(place.member()).map(INode::getEndOffset).orElse(-1);
            if (at >= 0) {
                hints.add(hint(known, at, "@" + offset(place), Describe.of(place.member(), known)));
            }
        }
    }

    /** The offset, and beside it those of machines that have another. */
    private static String offset(Places.Place place) {
        StringBuilder text = new StringBuilder().append(place.lp64().offset());
        for (AbiClass abi : AbiClass.values()) {
            if (place.on().get(abi).offset() != place.lp64().offset()) {
                text.append(" (").append(Places.machines(abi).split(",")[0]).append(": ").append(place.on().get(abi).offset()).append(')');
            }
        }
        return text.toString();
    }

    private static InlayHint hint(Known known, int offset, String label, String tooltip) {
        InlayHint hint = new InlayHint(known.text().position(offset), Either.forLeft(label.strip()));
        hint.setKind(InlayHintKind.Type);
        hint.setPaddingLeft(true);
        hint.setTooltip(new MarkupContent(MarkupKind.MARKDOWN, tooltip));
        return hint;
    }
}
