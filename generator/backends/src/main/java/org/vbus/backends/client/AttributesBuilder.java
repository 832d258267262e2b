// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.vbus.backends.Banner;
import org.vbus.backends.java.Bindings;
import org.vbus.backends.java.Docs;
import org.vbus.backends.java.Imports;
import org.vbus.backends.java.Unique;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Builds the view of a model's attributes. */
final class AttributesBuilder {
    private final Spec spec;
    private final DeviceModel model;
    private final KernelTypes types;
    private final Imports imports;
    private final Unique names = new Unique(Set.of());
    private final Unique constants = new Unique(Set.of());
    private final Map<String, AttributesView.Choice> choices = new LinkedHashMap<>();

    AttributesBuilder(SpecSet specs, Spec spec, DeviceModel model) {
        this.spec = spec;
        this.model = model;
        this.types = new KernelTypes(specs);
        this.imports = ClassNames.imports(spec);
    }

    String render() {
        List<AttributesView.Attribute> attributes = model.attributes().stream().map(this::attribute).toList();
        List<String> doc = Docs.of(model.meta(), "Model " + Docs.code(model.name()) + ".", List.of("The attributes of a device of class " + Docs.code(model.typeString())
                + ", by any thread. Errors are those of {@link AttributeFolder}."));
        AttributesView view = new AttributesView(Banner.of(spec), ClassNames.packageName(spec), imports.lines(), doc, ClassNames.attributes(model),
                List.copyOf(choices.values()), attributes);
        return Imports.withoutIdle(Templates.render(ClientBackend.class, "attributes", view));
    }

    private AttributesView.Attribute attribute(DeviceModel.Attribute attribute) {
        TypeRef resolved = types.resolve(attribute.type());
        NamedType named = types.named(resolved);
        List<String> facts = new ArrayList<>();
        attribute.unit().ifPresent(unit -> facts.add("Unit: " + Docs.code(unit) + "."));
        attribute.whileState().ifPresent(state -> facts.add("Written only while no driver has the device open; else " + Docs.code("EINVAL") + "."));
        String template = "number";
        String type = "";
        String low = "";
        String high = "";
        String cast = "";
        List<String> fit = List.of();
        long bytes = 0;
        String choice = "";
        if (resolved instanceof TypeRef.Mac) {
            template = "mac";
            type = "byte[]";
        } else if (resolved instanceof TypeRef.Text text) {
            template = "text";
            type = "String";
            bytes = text.length();
            facts.add("At most " + bytes + " bytes of UTF-8.");
        } else if (named instanceof NamedType.Enum literals) {
            template = literals.open() ? "openChoice" : "choice";
            type = imports.use(Bindings.className(((TypeRef.Named) resolved).name()));
            choice = choice(literals, type);
            if (literals.open()) {
                facts.add("Nothing for a number that this release does not know.");
            }
        } else {
            Scalar scalar = types.scalar(resolved).orElseThrow();
            type = JavaTypes.value(scalar);
            template = scalar == Scalar.BOOL ? "bool" : scalar.bytes() == 8 && !scalar.signed() ? "word" : "number";
            low = JavaTypes.literal(scalar.min(), "long");
            high = JavaTypes.literal(scalar == Scalar.BOOL ? BigInteger.ONE : scalar.max(), "long");
            cast = type.equals("int") ? "(int) " : "";
            fit = fit(scalar);
            if (named instanceof NamedType.Flags) {
                template = template.equals("word") ? "bitWord" : "bits";
                String masks = imports.use(Bindings.className(((TypeRef.Named) resolved).name()));
                choice = masks;
                facts.add("Bits of {@link " + masks + "}.");
            }
        }
        String stem = names.claim(JavaNames.camel(attribute.name()));
        List<String> doc = Docs.of(attribute.meta(), "Attribute " + Docs.code(attribute.name()) + ".", facts);
        return new AttributesView.Attribute(template + "Get", template + "Set", doc, JavaTypes.string(attribute.name()), type,
                template.equals("openChoice") ? "Optional<" + type + ">" : type, attribute.access().readable() ? List.of(stem.equals("Class") ? "getClass_" : "get" + stem) : List.of(),
                attribute.access().writable() ? List.of("set" + stem) : List.of(), low, high, cast, fit, bytes, choice);
    }

    /** The method that refuses what does not fit; none where every value of the Java type does. */
    private static List<String> fit(Scalar scalar) {
        return switch (scalar) {
            case U8 -> List.of("u8");
            case U16 -> List.of("u16");
            case U32 -> List.of("u32");
            case S8 -> List.of("s8");
            case S16 -> List.of("s16");
            default -> List.of();
        };
    }

    private String choice(NamedType.Enum type, String className) {
        return choices.computeIfAbsent(className, key -> {
            List<NamedType.Literal> literals = type.literals().stream().filter(literal -> !literal.local()).toList();
            return new AttributesView.Choice(constants.claim(JavaNames.constant(type.name())), className, literals.stream().map(literal -> JavaTypes.string(literal.name().toLowerCase(Locale.ROOT))).toList(),
                    Bindings.literals(type), literals.stream().map(literal -> JavaTypes.literal(literal.value(), "long")).toList());
        }).constant();
    }
}
