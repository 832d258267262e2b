// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;
import java.util.Set;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Views of enums. Literals that exist in the C interface only are left out. */
final class EnumerationViews {
    private EnumerationViews() { }

    /** The constants of an enum, in the order of its literals that go over the wire. */
    static List<String> constants(NamedType.Enum type) {
        Unique names = new Unique(Set.of());
        return type.literals().stream().filter(literal -> !literal.local()).map(literal -> names.claim(JavaNames.constant(literal.name()))).toList();
    }

    static EnumerationView view(String banner, String packageName, NamedType.Enum type) {
        Unique names = new Unique(Set.of());
        String number = JavaTypes.value(type.base());
        List<EnumerationView.Literal> literals = type.literals().stream().filter(literal -> !literal.local())
                .map(literal -> new EnumerationView.Literal(
                        Docs.of(literal.meta(), "Literal " + Docs.code(literal.name()) + ".",
                                List.of("C: " + Docs.code(type.prefix() + CSymbols.upper(literal.name())) + ".")),
                        names.claim(JavaNames.constant(literal.name())), JavaTypes.literal(literal.value(), number))).toList();
        String fact = type.open() ? "Open: a receiver takes numbers that it does not know." : "Closed: an unknown number is an error.";
        return new EnumerationView(banner, packageName, Docs.of(type.meta(), "Enum " + Docs.code(type.name()) + ".", List.of(fact)),
                JavaNames.type(type.name()), type.name(), number, names.claim("ALL"), literals, !type.open());
    }
}
