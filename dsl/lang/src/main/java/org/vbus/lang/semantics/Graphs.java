// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Cycles among names. */
public final class Graphs {
    private Graphs() { }

    /** A cycle, its first name repeated at the end; empty if there is none. The same graph always gives the same cycle. */
    public static Optional<List<String>> cycle(Collection<String> nodes, Function<String, ? extends Collection<String>> next) {
        Set<String> done = new HashSet<>();
        for (String root : new TreeSet<>(nodes)) {
            Deque<String> path = new ArrayDeque<>();
            Map<String, Iterator<String>> open = new HashMap<>();
            if (!done.contains(root)) {
                path.push(root);
                open.put(root, iterator(next, root));
            }
            while (!path.isEmpty()) {
                Iterator<String> edges = open.get(path.peek());
                if (!edges.hasNext()) {
                    open.remove(path.peek());
                    done.add(path.pop());
                    continue;
                }
                String node = edges.next();
                if (open.containsKey(node)) {
                    return Optional.of(cut(path, node));
                }
                if (!done.contains(node)) {
                    path.push(node);
                    open.put(node, iterator(next, node));
                }
            }
        }
        return Optional.empty();
    }

    private static Iterator<String> iterator(Function<String, ? extends Collection<String>> next, String node) {
        return new ArrayList<>(next.apply(node)).iterator();
    }

    private static List<String> cut(Deque<String> path, String node) {
        List<String> cycle = new ArrayList<>();
        cycle.add(node);
        for (String step : path) {
            cycle.add(0, step);
            if (step.equals(node)) {
                break;
            }
        }
        return cycle;
    }
}
