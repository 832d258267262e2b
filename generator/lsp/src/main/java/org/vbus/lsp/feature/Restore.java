// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.names.Members;
import org.vbus.lang.names.Occurrences;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.Attribute;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.Ioctl;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Queue;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.Ring;
import org.vbus.lang.vbus.Struct;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.check.Told;
import org.vbus.model.Origin;

/** Edits that keep what a release promised: its own words again, its name and number kept as removed, or its bytes kept as reserved. */
final class Restore {
    /** One way to do it. */
    record Way(String title, TextEdit edit) { }

    private final Engine engine;

    Restore(Engine engine) {
        this.engine = engine;
    }

    /** The ways for one finding, the one that keeps most first. */
    List<Way> ways(Told told, Known known) {
        List<Way> ways = new ArrayList<>();
        Optional<Origin> before = told.broken().flatMap(Told.Broken::before);
        Optional<Path> file = before.flatMap(origin -> engine.extracts().file(origin.file()));
        if (file.isEmpty() || known.unit().isEmpty()) {
            return ways;
        }
        Known old = engine.of(file.get());
        String release = told.broken().get().release();
        Optional<EObject> was = declaredAt(old, old.text().offset(before.get().line(), before.get().column()));
        if (was.isEmpty()) {
            return ways;
        }
        if (told.broken().get().gone()) {
            tombstone(was.get()).flatMap(text -> insertion(was.get(), text, known))
                    .ifPresent(edit -> ways.add(new Way("Keep the name and the number of `" + name(was.get()) + "`, as removed", edit)));
            bytes(was.get(), old).flatMap(bytes -> insertion(was.get(), "reserved " + bytes, known))
                    .ifPresent(edit -> ways.add(new Way("Keep the bytes of `" + name(was.get()) + "`, as reserved", edit)));
            insertion(was.get(), text(was.get(), old), known).ifPresent(edit -> ways.add(new Way("Put back `" + name(was.get()) + "` as it is in release " + release, edit)));
        } else {
            int offset = known.text().offset(told.diagnostic().getRange().getStart());
            declaredAt(known, offset).filter(now -> now.eClass() == was.get().eClass() && !text(now, known).equals(text(was.get(), old))).map(NodeModelUtils::findActualNodeFor)
                    .ifPresent(node -> ways.add(new Way("Put back `" + name(was.get()) + "` as it is in release " + release,
                            new TextEdit(known.text().range(node.getOffset(), node.getLength()), text(was.get(), old)))));
        }
        return ways;
    }

    private static String name(EObject object) {
        return Members.name(object).orElse("it");
    }

    private static String text(EObject object, Known known) {
        INode node = NodeModelUtils.findActualNodeFor(object);
        return known.text().content().substring(node.getOffset(), node.getEndOffset());
    }

    /** What is declared by the name at an offset. */
    private static Optional<EObject> declaredAt(Known known, int offset) {
        return known.occurrences().stream().filter(one -> one.declaration() && one.offset() == offset && !(one.target() instanceof Model)).map(one -> one.target()).findFirst();
    }

    /** How its name and number stay taken; empty for what cannot be removed that way. */
    private static Optional<String> tombstone(EObject gone) {
        String name = name(gone);
        String number = gone instanceof Literal one ? source(one.getValue()) : gone instanceof FeatureBit one ? source(one.getValue())
                : gone instanceof Call one ? source(one.getNr()) : gone instanceof Ring one ? source(one.getIdn()) : gone instanceof Region one ? source(one.getIdn())
                : gone instanceof Queue one ? source(one.getNr()) : gone instanceof Ioctl one ? source(one.getNr())
                : gone instanceof Features one && one.getGid() != null ? source(one.getGid()) : "";
        String kind = gone.eClass().getName().toLowerCase(java.util.Locale.ROOT);
        if (gone instanceof Literal || gone instanceof FeatureBit) {
            return Optional.of("removed " + name + " = " + number);
        }
        if (gone instanceof Attribute) {
            return Optional.of("removed attribute " + name);
        }
        if (!number.isEmpty()) {
            return Optional.of("removed " + kind + " " + name + " = " + number);
        }
        if (!(gone instanceof Element)) {
            return Optional.empty();
        }
        String word = switch (gone.eClass().getName()) {
            case "VersionDef" -> "version";
            case "TypeAlias" -> "type";
            case "DeviceModel" -> "model";
            case "Const", "Struct", "Enum", "Flags", "RingType", "Device", "CharDev" -> kind;
            default -> "";
        };
        String matched = gone instanceof Device device && device.getTypeString() != null ? " \"" + device.getTypeString() + "\""
                : gone instanceof DeviceModel model ? " \"" + model.getTypeString() + "\"" : "";
        return word.isEmpty() ? Optional.empty() : Optional.of("removed " + word + " " + name + matched);
    }

    private static String source(EObject expression) {
        return expression == null ? "" : org.vbus.lang.syntax.Places.text(expression);
    }

    /** The bytes of a field that is gone. */
    private static Optional<Long> bytes(EObject gone, Known old) {
        Struct struct = EcoreUtil2.getContainerOfType(gone, Struct.class);
        return !(gone instanceof Field) || struct == null ? Optional.empty()
                : Places.of(struct, old.lastGood()).stream().filter(place -> place.member() == gone).map(place -> place.lp64().size()).filter(size -> size > 0).findFirst();
    }

    /** Puts a line where something was: behind what stood before it and is still there, else first in the same body. */
    private Optional<TextEdit> insertion(EObject gone, String text, Known known) {
        Optional<EObject> body = counterpart(gone.eContainer(), known);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        List<EObject> siblings = gone.eContainer().eContents().stream().filter(one -> one.eContainingFeature() == gone.eContainingFeature()).toList();
        for (int i = siblings.indexOf(gone) - 1; i >= 0; i--) {
            Optional<EObject> beside = counterpart(siblings.get(i), known);
            if (beside.isPresent()) {
                INode node = NodeModelUtils.findActualNodeFor(beside.get());
                return Optional.of(new TextEdit(known.text().range(node.getEndOffset(), 0), separator(gone, node, known) + text));
            }
        }
        return first(body.get(), gone).map(node -> new TextEdit(known.text().range(node.getOffset(), 0), text + separator(gone, node, known)));
    }

    /** What stands first now where the thing was. */
    private static Optional<INode> first(EObject body, EObject gone) {
        return body.eContents().stream().filter(one -> one.eContainingFeature().equals(gone.eContainingFeature())).findFirst().map(NodeModelUtils::findActualNodeFor);
    }

    /** A line break and the blanks of the line, or blanks where several stand in one line; arguments are a list. */
    private static String separator(EObject gone, INode node, Known known) {
        if (gone instanceof Arg) {
            return ", ";
        }
        int line = known.text().lineStart(known.text().line(node.getOffset()));
        String indent = known.text().content().substring(line, node.getOffset());
        return indent.isBlank() ? "\n" + indent : "   ";
    }

    /** The same thing in the spec as it is now: by the names that lead to it. */
    private static Optional<EObject> counterpart(EObject old, Known known) {
        if (old instanceof Model) {
            return known.unit().map(unit -> unit.model());
        }
        if (old == null || old.eContainer() == null) {
            return Optional.empty();
        }
        Optional<EObject> outer = counterpart(old.eContainer(), known);
        Optional<String> name = Members.name(old);
        return outer.flatMap(object -> object.eContents().stream().filter(one -> one.eClass() == old.eClass() && one.eContainingFeature().equals(old.eContainingFeature()))
                .filter(one -> name.isEmpty() ? !(old instanceof Const) : Members.name(one).equals(name)).findFirst())
                .filter(found -> Occurrences.nameOf(found).isPresent() || name.isEmpty());
    }
}
