// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.vbus.backends.Backend;

/** The back ends that are on the class path, by name. */
public final class Backends {
    private final List<Backend> all;

    private Backends(List<Backend> all) {
        this.all = all;
    }

    /** Finds them through {@link ServiceLoader}. */
    public static Backends installed() {
        return new Backends(ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream().map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Backend::name)).toList());
    }

    public List<Backend> all() {
        return all;
    }

    /**
     * The named ones; all of them for an empty set.
     *
     * @throws IllegalArgumentException when a name is not known; the message lists those that are
     */
    public List<Backend> select(Set<String> names) {
        List<String> known = all.stream().map(Backend::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no output is called `" + name + "`; there are " + String.join(", ", known));
            }
        }
        return names.isEmpty() ? all : all.stream().filter(backend -> names.contains(backend.name())).toList();
    }
}
