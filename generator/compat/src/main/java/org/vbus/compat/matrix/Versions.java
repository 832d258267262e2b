// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.Arrays;
import java.util.Optional;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** The numbers by which peers notice that they do not fit. */
final class Versions {
    /** What a driver says whose spec has no version. */
    private static final String NONE = "0";

    private final Comparison comparison;

    Versions(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The version with which a side opens a device. */
    String opening(Pair device, Side side) {
        return side.of(device).flatMap(element -> element.get(Fact.VERSION)).flatMap(name -> find(device, name, side)).flatMap(version -> version.get(Fact.VALUE)).orElse(NONE);
    }

    private Optional<Element> find(Pair device, String name, Side side) {
        Optional<Element> home = device.parent().flatMap(side::of);
        return home.flatMap(spec -> spec.children(Kind.VERSION).filter(version -> version.name().equals(name)).findFirst())
                .or(() -> comparison.all(Kind.VERSION).filter(version -> side.of(version).isPresent()
                        && name.equals(version.parent().flatMap(side::of).map(Element::name).orElse("") + "." + side.of(version).get().name()))
                        .findFirst().flatMap(side::of));
    }

    /** The version of a declaration that the two sides have with different values. */
    Optional<Pair> raised(Pair declaration) {
        return declaration.parent().flatMap(spec -> spec.children(Kind.VERSION).filter(Pair::isMatched).filter(version -> version.changed(Fact.VALUE))
                .filter(version -> Arrays.stream(Side.values()).allMatch(side -> side.of(declaration)
                        .filter(element -> side.of(version).orElseThrow().all(Fact.COVERS).contains(element.name())).isPresent())).findFirst());
    }
}
