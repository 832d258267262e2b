// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.vbus.model.device.Device;
import org.vbus.model.device.RingType;
import org.vbus.model.type.NamedType;

/**
 * Specs that were compiled together, every name in them resolvable. A record in all but its indexes, which are made once: every
 * back end looks names up for every spec.
 */
public final class SpecSet {
    private final List<Spec> specs;
    private final Set<String> requested;
    private final Map<String, Spec> byPackage = new LinkedHashMap<>();
    private final Map<String, NamedType> types;
    private final Map<String, Device> devices;
    private final Map<String, RingType> ringTypes;

    /**
     * @param specs those asked for and those they import, sorted by package
     * @param requested packages that outputs are made for; the rest was only imported
     */
    public SpecSet(List<Spec> specs, List<String> requested) {
        this.specs = List.copyOf(specs);
        this.requested = Collections.unmodifiableSet(new LinkedHashSet<>(requested));
        specs.forEach(spec -> byPackage.putIfAbsent(spec.packageName(), spec));
        this.types = index(Spec::types, NamedType::name);
        this.devices = index(Spec::devices, Device::name);
        this.ringTypes = index(Spec::ringTypes, RingType::name);
    }

    public List<Spec> specs() {
        return specs;
    }

    /** Packages that outputs are made for. */
    public Set<String> requested() {
        return requested;
    }

    /** The specs that outputs are made for, sorted by package. */
    public List<Spec> requestedSpecs() {
        return specs.stream().filter(spec -> requested.contains(spec.packageName())).toList();
    }

    public Optional<Spec> spec(String packageName) {
        return Optional.ofNullable(byPackage.get(packageName));
    }

    /** An index of declared types by qualified name. */
    public Map<String, NamedType> types() {
        return types;
    }

    /** An index of devices by qualified name. */
    public Map<String, Device> devices() {
        return devices;
    }

    /** An index of ring types by qualified name. */
    public Map<String, RingType> ringTypes() {
        return ringTypes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpecSet set && set.specs.equals(specs) && set.requested.equals(requested);
    }

    @Override
    public int hashCode() {
        return specs.hashCode();
    }

    private <T> Map<String, T> index(Function<Spec, List<T>> elements, Function<T, String> name) {
        Map<String, T> index = new LinkedHashMap<>();
        for (Spec spec : specs) {
            elements.apply(spec).forEach(element -> index.put(spec.packageName() + "." + name.apply(element), element));
        }
        return Collections.unmodifiableMap(index);
    }
}
