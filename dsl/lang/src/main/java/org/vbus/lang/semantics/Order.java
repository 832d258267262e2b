// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.Unit;
import org.vbus.lang.vbus.AddrMod;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.TypeDef;
import org.vbus.lang.vbus.VersionDef;

/** Puts constants and types so that each comes after those it needs. Without recursion: a chain of types may be long. */
public final class Order {
    private final Session session;
    private final List<Element> ordered = new ArrayList<>();
    private final Set<Element> done = new HashSet<>();
    private final Map<Element, Iterator<Element>> active = new HashMap<>();

    private Order(Session session) {
        this.session = session;
    }

    /** The constants, versions and types of all units in that order; elements of a cycle are reported and left out. */
    public static List<Element> of(List<Unit> units, Session session) {
        Order order = new Order(session);
        for (Unit unit : units) {
            unit.model().getElements().stream().filter(Order::counts).forEach(order::visit);
        }
        return order.ordered;
    }

    private static boolean counts(Element element) {
        return element instanceof Const || element instanceof VersionDef || element instanceof TypeDef;
    }

    private void visit(Element root) {
        Deque<Element> path = new ArrayDeque<>();
        enter(root, path);
        while (!path.isEmpty()) {
            Element element = path.peek();
            Iterator<Element> needs = active.get(element);
            if (!needs.hasNext()) {
                path.pop();
                active.remove(element);
                if (done.add(element)) {
                    ordered.add(element);
                }
                continue;
            }
            Element next = needs.next();
            if (active.containsKey(next)) {
                reportCycle(path, next);
            } else {
                enter(next, path);
            }
        }
    }

    private void enter(Element element, Deque<Element> path) {
        if (!done.contains(element)) {
            active.put(element, needs(element).iterator());
            path.push(element);
        }
    }

    private void reportCycle(Deque<Element> path, Element start) {
        List<String> names = new ArrayList<>();
        List<Element> members = new ArrayList<>();
        for (Element element : path) {
            members.add(element);
            names.add(0, element.getName());
            if (element == start) {
                break;
            }
        }
        names.add(start.getName());
        String chain = String.join(" -> ", names.size() > 8 ? names.subList(names.size() - 8, names.size()) : names);
        boolean types = members.stream().allMatch(TypeDef.class::isInstance);
        session.report(start, types ? CONTAINS_ITSELF.of(chain) : DEFINED_BY_ITSELF.of(chain));
        done.addAll(members);
    }

    private Set<Element> needs(Element element) {
        Set<Element> needs = new LinkedHashSet<>();
        for (TreeIterator<EObject> all = element.eAllContents(); all.hasNext();) {
            EObject one = all.next();
            if (one instanceof NamedRef named && !(named.eContainer() instanceof AddrMod)) {
                add(needs, named.getType());
            } else if (one instanceof Ref ref) {
                session.symbols().find(ref.getName(), ref).ifPresent(found -> add(needs, EcoreUtil2.getContainerOfType(found, Element.class)));
            }
        }
        // a flag of an enum's own field names the enum, never a cycle
        if (!(element instanceof Const) && !(element instanceof VersionDef)) {
            needs.remove(element);
            if (containsDirectly(element)) {
                needs.add(element);
            }
        }
        return needs;
    }

    private static boolean containsDirectly(Element element) {
        for (TreeIterator<EObject> all = element.eAllContents(); all.hasNext();) {
            if (all.next() instanceof NamedRef named && named.getType() == element && !(named.eContainer() instanceof AddrMod)) {
                return true;
            }
        }
        return false;
    }

    private static void add(Set<Element> needs, Element element) {
        if (element != null && !element.eIsProxy() && counts(element)) {
            needs.add(element);
        }
    }
}
