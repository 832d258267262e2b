// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** Types of fields, without how many of them there are: the length of an array is judged apart. */
final class Types {
    private static final Pattern NUMBER = Pattern.compile("[us](8|16|32|64)|[lb]e(16|32|64)|virtio(16|32|64)");
    private static final List<Fact> MEANING =
            List.of(Fact.TARGET, Fact.PINNED, Fact.UNIT, Fact.OPAQUE, Fact.FIXED, Fact.CONDITIONS, Fact.GATE, Fact.OTHERWISE);

    private Types() { }

    /** The type or shape of one element. */
    static String element(Element member, Fact fact) {
        String text = member.get(fact).orElse("");
        int dimension = text.lastIndexOf('[');
        return isArray(member) && dimension > 0 && text.endsWith("]") ? text.substring(0, dimension) : text;
    }

    static boolean isArray(Element member) {
        return !member.all(Fact.LENGTH).isEmpty();
    }

    /** Whether both versions name the same type, which may have changed. */
    static boolean isSame(Comparison comparison, Pair member) {
        return isArray(member.before()) == isArray(member.after())
                && comparison.same(element(member.before(), Fact.TYPE), element(member.after(), Fact.TYPE));
    }

    /** Whether a type has no name, and what is in it is among the children. */
    static boolean isInline(String type) {
        return type.equals("struct") || type.equals("union") || type.startsWith("bits ");
    }

    /** Whether a shape is a number that only its width, sign and byte order tell apart from another. */
    static boolean isNumber(String shape) {
        return NUMBER.matcher(shape).matches();
    }

    static boolean isBits(String shape) {
        return shape.startsWith("bits ");
    }

    /** What is said of a member or of the alias that it is of, as {@code unit bytes}. */
    static Set<String> meaning(Abi abi, Element member) {
        Set<String> said = new TreeSet<>();
        Optional<Element> at = Optional.of(member);
        // an alias of an alias ends somewhere: the compiler refuses circles
        while (at.isPresent()) {
            Element element = at.get();
            MEANING.forEach(fact -> element.all(fact).forEach(value -> said.add(fact.key() + " " + value)));
            at = declaration(abi, element(element, Fact.TYPE)).filter(found -> found.kind() == Kind.ALIAS);
        }
        return said;
    }

    /** The declaration of a qualified name. */
    static Optional<Element> declaration(Abi abi, String qualified) {
        int dot = qualified.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : abi.spec(qualified.substring(0, dot)).stream().flatMap(spec -> spec.children().stream())
                .filter(element -> Kind.TYPES.contains(element.kind()) && element.name().equals(qualified.substring(dot + 1))).findFirst();
    }

    /** Names of all that is in a type, in its order: fields of a struct, literals of an enum. */
    static List<String> names(Abi abi, Element member) {
        Element inside = member;
        for (Optional<Element> at = Optional.of(member); at.isPresent(); at = declaration(abi, element(at.get(), Fact.TYPE))) {
            inside = at.get();
        }
        return inside.tree().skip(1).filter(child -> child.kind() != Kind.RESERVED).map(Element::name).toList();
    }

    /** Whether records of a declared struct stand behind each other somewhere. */
    static boolean isElement(Abi abi, String qualified) {
        return abi.specs().stream().flatMap(Element::tree).anyMatch(element -> isArray(element) && element(element, Fact.TYPE).equals(qualified));
    }

    /** All fields, arms and arguments that are of a declared type, arrays of it included. */
    static boolean isOf(Element element, String qualified) {
        String type = element.get(Fact.TYPE).orElse("");
        return type.equals(qualified) || type.startsWith(qualified + "[");
    }
}
