// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.Unit;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.VersionDef;

/** Names inside expressions, which Xtext does not link: they may mean a field or a feature, which only their place tells. */
public final class Symbols {
    private final Map<String, Map<String, Element>> packages = new HashMap<>();
    private final Map<Model, Set<String>> visible = new HashMap<>();
    private final Map<Element, Map<String, Literal>> literals = new HashMap<>();

    public Symbols(List<Unit> units) {
        for (Unit unit : units) {
            Map<String, Element> elements = packages.computeIfAbsent(unit.packageName(), key -> new HashMap<>());
            unit.model().getElements().forEach(element -> elements.putIfAbsent(element.getName(), element));
        }
    }

    /** The constant, version, literal or type that a name means in the file of {@code context}. */
    public Optional<EObject> find(String name, EObject context) {
        String[] parts = name.split("\\.", -1);
        for (String packageName : visible(context)) {
            EObject found = find(packages.get(packageName), parts, 0);
            if (found != null) {
                return Optional.of(found);
            }
        }
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i + 1 < parts.length; i++) {
            prefix.append(i == 0 ? "" : ".").append(parts[i]);
            EObject found = find(packages.get(prefix.toString()), parts, i + 1);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The literal of an enum or flags. */
    public Optional<Literal> literal(Element owner, String name) {
        return Optional.ofNullable(literals.computeIfAbsent(owner, key -> {
            Map<String, Literal> byName = new HashMap<>();
            literalsOf(key).stream().filter(literal -> !literal.isRemoved()).forEach(literal -> byName.putIfAbsent(literal.getName(), literal));
            return byName;
        }).get(name));
    }

    /** Names of values that an expression here could use: constants, and literals with their enum. */
    public List<String> valueNames(EObject context) {
        List<String> names = new ArrayList<>();
        for (String packageName : visible(context)) {
            for (Element element : packages.getOrDefault(packageName, Map.of()).values()) {
                if (element instanceof Const || element instanceof VersionDef) {
                    names.add(element.getName());
                }
                literalsOf(element).stream().filter(literal -> !literal.isRemoved()).forEach(literal -> names.add(element.getName() + "." + literal.getName()));
            }
        }
        return names;
    }

    /** {@code enum.LITERAL} for a literal that is named without its enum. */
    public Optional<String> qualified(String literalName, EObject context) {
        return valueNames(context).stream().filter(name -> name.endsWith("." + literalName)).sorted().findFirst();
    }

    /** A name with its package. */
    public static String qualifiedName(Element element) {
        return packageOf(element) + "." + element.getName();
    }

    /** The package of the file that an element is in. */
    public static String packageOf(EObject element) {
        return EcoreUtil2.getContainerOfType(element, Model.class).getName();
    }

    /** The literals of an enum or flags; none for another element. */
    public static List<Literal> literalsOf(Element element) {
        return element instanceof Enum named ? named.getLiterals() : element instanceof Flags flags ? flags.getLiterals() : List.of();
    }

    private EObject find(Map<String, Element> elements, String[] parts, int from) {
        Element element = elements == null ? null : elements.get(parts[from]);
        if (element instanceof Removed) {
            // with all that was in it
            return element;
        }
        if (element == null || parts.length - from > 2) {
            return null;
        }
        return parts.length - from == 1 ? element : literal(element, parts[from + 1]).orElse(null);
    }

    private Set<String> visible(EObject context) {
        return visible.computeIfAbsent(EcoreUtil2.getContainerOfType(context, Model.class), Symbols::visible);
    }

    private static Set<String> visible(Model model) {
        Set<String> visible = new LinkedHashSet<>();
        visible.add(model.getName());
        for (Import one : model.getImports()) {
            String name = String.valueOf(one.getImportedNamespace());
            visible.add(name.endsWith(".*") ? name.substring(0, name.length() - 2)
                    : name.substring(0, Math.max(0, name.lastIndexOf('.'))));
        }
        return visible;
    }
}
