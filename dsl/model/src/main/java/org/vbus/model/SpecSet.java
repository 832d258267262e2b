// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vbus.model.device.Device;
import org.vbus.model.device.RingType;
import org.vbus.model.type.NamedType;

/**
 * Specs that were compiled together, every name in them resolvable.
 *
 * @param specs those asked for and those they import, sorted by package
 * @param requested packages that outputs are made for; the rest was only imported
 */
public record SpecSet(List<Spec> specs, List<String> requested) {
    public SpecSet {
        specs = List.copyOf(specs);
        requested = List.copyOf(requested);
    }

    /** The specs that outputs are made for, sorted by package. */
    public List<Spec> requestedSpecs() {
        return specs.stream().filter(spec -> requested.contains(spec.packageName())).toList();
    }

    public Optional<Spec> spec(String packageName) {
        return specs.stream().filter(spec -> spec.packageName().equals(packageName)).findFirst();
    }

    /** An index of declared types by qualified name. */
    public Map<String, NamedType> types() {
        return index(Spec::types, NamedType::name);
    }

    /** An index of devices by qualified name. */
    public Map<String, Device> devices() {
        return index(Spec::devices, Device::name);
    }

    /** An index of ring types by qualified name. */
    public Map<String, RingType> ringTypes() {
        return index(Spec::ringTypes, RingType::name);
    }

    private <T> Map<String, T> index(Function<Spec, List<T>> elements, Function<T, String> name) {
        Map<String, T> index = new LinkedHashMap<>();
        for (Spec spec : specs) {
            elements.apply(spec).forEach(element -> index.put(spec.packageName() + "." + name.apply(element), element));
        }
        return Collections.unmodifiableMap(index);
    }
}
