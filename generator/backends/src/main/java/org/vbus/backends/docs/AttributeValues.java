// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** The values of attributes in words: just what the generated host module prints and parses. */
final class AttributeValues {
    private final KernelTypes types;

    AttributeValues(KernelTypes types) {
        this.types = types;
    }

    /** Sentences, in one paragraph. */
    String say(DeviceModel.Attribute attribute) {
        List<String> sentences = new ArrayList<>();
        boolean written = attribute.access().writable();
        sentences.add(form(attribute, written) + ".");
        if (written) {
            sentences.add("Anything else is EINVAL" + (ranged(attribute) ? ", a number out of range ERANGE." : "."));
        }
        attribute.whileState().ifPresent(state -> sentences.add("EINVAL as well while a driver has the device open."));
        attribute.meta().since().ifPresent(release -> sentences.add("Since release " + release + "."));
        attribute.meta().replacement().ifPresent(name -> sentences.add("Deprecated, use " + name + "."));
        return String.join(" ", sentences);
    }

    private String form(DeviceModel.Attribute attribute, boolean written) {
        TypeRef type = types.resolve(attribute.type());
        NamedType named = types.named(type);
        if (type instanceof TypeRef.Mac) {
            return "A hardware address, xx:xx:xx:xx:xx:xx" + (written ? ", with or without a newline" : "");
        }
        if (type instanceof TypeRef.Text text) {
            return "A text of at most " + text.length() + " bytes" + (written ? "; a newline at its end is dropped" : "");
        }
        if (named instanceof NamedType.Enum choice) {
            return "One of " + literals(choice) + (written ? ", or its number" + (choice.open() ? "; other numbers are taken too" : "") : "");
        }
        if (named instanceof NamedType.Flags flags) {
            return "A sum of " + bits(flags);
        }
        if (isBool(type)) {
            return "0 or 1";
        }
        return types.scalar(type).map(scalar -> "A number, " + scalar.min() + " to " + scalar.max()).orElse("A number")
                + attribute.unit().map(unit -> ", in " + unit).orElse("");
    }

    /** A number is parsed by its width; an enum's parser has one error for all. */
    private boolean ranged(DeviceModel.Attribute attribute) {
        TypeRef type = types.resolve(attribute.type());
        return types.scalar(type).isPresent() && !(types.named(type) instanceof NamedType.Enum);
    }

    private static boolean isBool(TypeRef type) {
        return type instanceof TypeRef.Of of && of.scalar() == Scalar.BOOL;
    }

    private static String literals(NamedType.Enum choice) {
        return choice.literals().stream().filter(literal -> !literal.local())
                .map(literal -> literal.name().toLowerCase(Locale.ROOT) + " (" + literal.value() + ")").collect(Collectors.joining(", "));
    }

    private static String bits(NamedType.Flags flags) {
        return flags.flags().stream().map(flag -> "0x" + Long.toHexString(1L << flag.bit()) + " (" + flag.name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
    }
}
