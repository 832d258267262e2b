// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.names.Members;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.NumberLit;
import org.vbus.lang.vbus.SinceMod;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.check.Told;

/** Puts what a later release added behind a feature of its name, so that each side knows whether the other one has it. */
final class Gate {
    private static final Set<String> CODES = Set.of("VB1106", "QUEUE_ADDED_UNGATED");
    private static final Set<EClass> GATED = Set.of(VbusPackage.Literals.CALL, VbusPackage.Literals.RING, VbusPackage.Literals.REGION, VbusPackage.Literals.REQUEST);

    /** A way to do it. */
    record Way(String title, List<TextEdit> edits) { }

    private Gate() { }

    /** The feature and the condition; empty where none can be written. */
    static Optional<Way> way(Told told, Known known) {
        if (!told.diagnostic().getCode().isLeft() || !CODES.contains(told.diagnostic().getCode().getLeft())) {
            return Optional.empty();
        }
        int offset = known.text().offset(told.diagnostic().getRange().getStart());
        Optional<EObject> added = known.occurrences().stream().filter(one -> one.declaration() && one.offset() == offset && GATED.contains(one.target().eClass()))
                .map(one -> one.target()).findFirst();
        Optional<String> name = added.flatMap(Members::name).map(text -> text.toUpperCase(java.util.Locale.ROOT));
        Device device = added.map(item -> EcoreUtil2.getContainerOfType(item, Device.class)).orElse(null);
        if (name.isEmpty() || device == null) {
            return Optional.empty();
        }
        String since = added.get().eContents().stream().filter(SinceMod.class::isInstance).findFirst().map(mod -> " " + org.vbus.lang.syntax.Places.text(mod)).orElse("");
        INode item = NodeModelUtils.findActualNodeFor(added.get());
        TextEdit condition = new TextEdit(known.text().range(item.getEndOffset(), 0), " if " + name.get());
        return feature(device, name.get(), since, known).map(feature -> new Way("Add feature `" + name.get() + "`, and `if " + name.get() + "` here", List.of(feature, condition)));
    }

    /** The bit behind the last of the first group, or a group of its own. */
    private static Optional<TextEdit> feature(Device device, String name, String since, Known known) {
        Optional<Features> group = device.getItems().stream().filter(Features.class::isInstance).map(Features.class::cast).filter(one -> !one.getBits().isEmpty()).findFirst();
        if (group.isEmpty()) {
            DevItem first = device.getItems().get(0);
            INode node = NodeModelUtils.findActualNodeFor(first);
            return Optional.of(new TextEdit(known.text().range(node.getOffset(), 0), "features F = 0 { " + name + " = 0" + since + " }" + separator(node, known)));
        }
        BigInteger next = BigInteger.ZERO;
        for (FeatureBit bit : group.get().getBits()) {
            if (name.equals(bit.getName()) || !(bit.getValue() instanceof NumberLit number)) {
                // there is one already, or what number is free is not known here
                return Optional.empty();
            }
            BigInteger value = number.getValue().startsWith("0x") ? new BigInteger(number.getValue().substring(2), 16) : new BigInteger(number.getValue());
            next = next.max(value.add(BigInteger.ONE));
        }
        INode last = NodeModelUtils.findActualNodeFor(group.get().getBits().get(group.get().getBits().size() - 1));
        return Optional.of(new TextEdit(known.text().range(last.getEndOffset(), 0), separator(last, known) + name + " = " + next + since));
    }

    private static String separator(INode node, Known known) {
        String before = known.text().content().substring(known.text().lineStart(known.text().line(node.getOffset())), node.getOffset());
        return before.isBlank() ? "\n" + before : "   ";
    }
}
