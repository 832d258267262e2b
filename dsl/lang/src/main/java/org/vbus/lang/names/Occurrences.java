// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.names;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.Unit;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.Allow;
import org.vbus.lang.vbus.DeprecatedMod;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.RIndex;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.Sum;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lang.vbus.VersionDef;

/**
 * Every name that is written in one file, and what it means. Links of the grammar are followed; names in expressions, paths and lists are looked up as the
 * checks do, and one that means nothing is left out.
 */
public final class Occurrences {
    /** Features whose text is a path that begins at what stands beside it. */
    private static final List<EStructuralFeature> PATHS = List.of(
            VbusPackage.Literals.REF__NAME, VbusPackage.Literals.SUM__NAME, VbusPackage.Literals.TAGGED_UNION__TAG, VbusPackage.Literals.ARM__TAGS,
            VbusPackage.Literals.RSIGNAL__PATH, VbusPackage.Literals.RSLOTS__PATH, VbusPackage.Literals.RPAYLOAD__PTR, VbusPackage.Literals.RPAYLOAD__LEN,
            VbusPackage.Literals.ROWNER__PATH, VbusPackage.Literals.RINDEX__PATH, VbusPackage.Literals.ORDER_RULE__PATH,
            VbusPackage.Literals.ATTACH_CHECK__WHAT, VbusPackage.Literals.FEATURES__VIA, VbusPackage.Literals.AFTER_MOD__STEPS);

    private final Map<String, Model> packages = new HashMap<>();
    private final Symbols symbols;
    private final List<Occurrence> found = new ArrayList<>();

    private Occurrences(List<Unit> units) {
        this.symbols = new Symbols(units);
        units.forEach(unit -> packages.putIfAbsent(unit.packageName(), unit.model()));
    }

    /**
     * The names of one file, in its order.
     *
     * @param units it and all that was loaded with it
     */
    public static List<Occurrence> of(Unit unit, List<Unit> units) {
        Occurrences all = new Occurrences(units);
        all.visit(unit.model());
        for (TreeIterator<EObject> contents = unit.model().eAllContents(); contents.hasNext();) {
            all.visit(contents.next());
        }
        all.found.sort(Comparator.comparingInt(Occurrence::offset));
        return List.copyOf(all.found);
    }

    /** Where the name of a declaration is written; empty if it has none. */
    public static Optional<INode> nameOf(EObject declaration) {
        EStructuralFeature name = declaration.eClass().getEStructuralFeature("name");
        return name == null ? Optional.empty() : NodeModelUtils.findNodesForFeature(declaration, name).stream().findFirst();
    }

    private void visit(EObject object) {
        if (object instanceof Model model) {
            nameOf(model).ifPresent(node -> found.add(new Occurrence(node.getTextRegion().getOffset(), node.getTextRegion().getLength(), model, true)));
        } else if (object instanceof Import statement) {
            statement(statement);
        } else if (!(object instanceof Ref) && !(object instanceof Sum)) {
            nameOf(object).flatMap(node -> Segment.of(node).stream().findFirst()).ifPresent(name -> add(name, object, true));
        }
        for (EReference reference : object.eClass().getEAllReferences()) {
            if (!reference.isContainment() && !reference.isContainer()) {
                link(object, reference);
            }
        }
        for (EStructuralFeature feature : PATHS) {
            if (object.eClass().getEAllAttributes().contains(feature)) {
                nodes(object, feature).forEach(segments -> path(object, segments));
            }
        }
        lists(object);
    }

    /** An import names a package and, unless it takes all, one element of it. */
    private void statement(Import statement) {
        String name = statement.getImportedNamespace();
        for (List<Segment> segments : nodes(statement, VbusPackage.Literals.IMPORT__IMPORTED_NAMESPACE)) {
            boolean all = name.endsWith(".*");
            Model model = packages.get(all ? name.substring(0, name.length() - 2) : name.substring(0, Math.max(0, name.lastIndexOf('.'))));
            List<Segment> path = all || segments.isEmpty() ? segments : segments.subList(0, segments.size() - 1);
            if (model != null && !path.isEmpty()) {
                whole(path, model);
                if (!all) {
                    Segment last = segments.get(segments.size() - 1);
                    model.getElements().stream().filter(element -> last.name().equals(element.getName())).findFirst().ifPresent(element -> add(last, element, false));
                }
            }
        }
    }

    private void link(EObject object, EReference reference) {
        Object value = object.eGet(reference);
        List<?> targets = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        List<List<Segment>> written = nodes(object, reference);
        for (int i = 0; i < Math.min(targets.size(), written.size()); i++) {
            if (targets.get(i) instanceof EObject target && !target.eIsProxy() && !written.get(i).isEmpty()) {
                List<Segment> segments = written.get(i);
                add(segments.get(segments.size() - 1), target, false);
                prefix(segments.subList(0, segments.size() - 1), target);
            }
        }
    }

    /** What stands before an element's name is its package. */
    private void prefix(List<Segment> segments, EObject target) {
        Model model = EcoreUtil2.getContainerOfType(target, Model.class);
        if (!segments.isEmpty() && model != null) {
            whole(segments, model);
        }
    }

    private void whole(List<Segment> segments, Model model) {
        Segment last = segments.get(segments.size() - 1);
        int from = segments.get(0).offset();
        found.add(new Occurrence(from, last.offset() + last.name().length() - from, model, false));
    }

    /** A path of fields, a feature, or a value that the file knows. */
    private void path(EObject context, List<Segment> segments) {
        if (segments.isEmpty()) {
            return;
        }
        EObject at = Surroundings.of(context).get(segments.get(0).name());
        if (at == null) {
            value(context, segments);
            return;
        }
        add(segments.get(0), at, false);
        for (Segment segment : segments.subList(1, segments.size())) {
            at = Members.of(at, symbols).get(segment.name());
            if (at == null) {
                return;
            }
            add(segment, at, false);
        }
    }

    private void value(EObject context, List<Segment> segments) {
        String name = String.join(".", segments.stream().map(Segment::name).toList());
        Optional<EObject> target = symbols.find(name, context);
        if (target.isEmpty()) {
            return;
        }
        int last = segments.size() - 1;
        add(segments.get(last), target.get(), false);
        if (!(target.get() instanceof Element) && last > 0) {
            add(segments.get(last - 1), target.get().eContainer(), false);
            last--;
        }
        prefix(segments.subList(0, last), target.get());
    }

    /** Names in lists and behind words, which mean elements or what stands beside. */
    private void lists(EObject object) {
        if (object instanceof Allow) {
            nodes(object, VbusPackage.Literals.ALLOW__ELEMENT).forEach(segments -> value(object, segments));
        } else if (object instanceof VersionDef) {
            nodes(object, VbusPackage.Literals.VERSION_DEF__COVERS).forEach(segments -> value(object, segments));
        } else if (object instanceof Removed) {
            nodes(object, VbusPackage.Literals.REMOVED__OTHER).forEach(segments -> value(object, segments));
        } else if (object instanceof DeprecatedMod) {
            nodes(object, VbusPackage.Literals.DEPRECATED_MOD__OTHER).forEach(segments -> replacement(object.eContainer(), segments));
        } else if (object instanceof RIndex index) {
            pair(index);
        } else if (object instanceof Region region && region.getCounter() != null) {
            nodes(object, VbusPackage.Literals.REGION__COUNTER).forEach(segments -> member(Members.of(region, symbols), segments));
        }
    }

    /** What to use instead: something beside it, else something of the file. */
    private void replacement(EObject deprecated, List<Segment> segments) {
        EObject owner = deprecated.eContainer();
        Optional<EObject> beside = owner == null || segments.size() != 1 ? Optional.empty() : owner.eContents().stream()
                .filter(other -> other.eClass() == deprecated.eClass() && Members.name(other).filter(segments.get(0).name()::equals).isPresent()).findFirst();
        beside.ifPresentOrElse(other -> add(segments.get(0), other, false), () -> value(deprecated, segments));
    }

    /** The fields of an index pair, which the path before them leads to. */
    private void pair(RIndex index) {
        EObject at = index;
        for (List<Segment> path : nodes(index, VbusPackage.Literals.RINDEX__PATH)) {
            at = path.isEmpty() ? null : Surroundings.of(index).get(path.get(0).name());
        }
        if (at != null) {
            Map<String, EObject> fields = Members.of(at, symbols);
            nodes(index, VbusPackage.Literals.RINDEX__HEAD).forEach(segments -> member(fields, segments));
            nodes(index, VbusPackage.Literals.RINDEX__TAIL).forEach(segments -> member(fields, segments));
            nodes(index, VbusPackage.Literals.RINDEX__FULL).forEach(segments -> member(fields, segments));
        }
    }

    private void member(Map<String, EObject> members, List<Segment> segments) {
        if (!segments.isEmpty() && members.containsKey(segments.get(0).name())) {
            add(segments.get(0), members.get(segments.get(0).name()), false);
        }
    }

    private void add(Segment segment, EObject target, boolean declaration) {
        found.add(new Occurrence(segment.offset(), segment.name().length(), target, declaration));
    }

    private static List<List<Segment>> nodes(EObject object, EStructuralFeature feature) {
        return NodeModelUtils.findNodesForFeature(object, feature).stream().map(Segment::of).toList();
    }
}
