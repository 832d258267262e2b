// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.backends.text.Comments;
import org.vbus.model.device.Device;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/**
 * The configuration space of a virtio device as C sees it: a number or a row of bytes at a place each, whatever structs they lie in.
 */
public final class VirtioConfig {
    private final KernelTypes types;
    private final Optional<NamedType.Struct> struct;
    private final Optional<Features> features;
    private final List<Field> fields = new ArrayList<>();
    private final List<String> without = new ArrayList<>();

    public VirtioConfig(Device device, KernelTypes types) {
        this.types = types;
        this.struct = device.virtio().flatMap(virtio -> virtio.config()).flatMap(name -> types.struct(new TypeRef.Named(name)));
        this.features = device.features().isEmpty() ? Optional.empty() : Optional.of(new Features(device, types));
        struct.ifPresent(found -> collect(found, "", 0, false, Optional.empty()));
    }

    /**
     * One field.
     *
     * @param name as {@code geometry_heads}
     * @param path in the spec, as {@code geometry.heads}
     * @param doc of the spec, folded
     * @param offset bytes from the beginning
     * @param bytes that it takes
     * @param type of the value in C; of one byte for a row of bytes
     * @param load turns what is stored into the value, with a parenthesis open
     * @param store the other way round; both are empty where bytes are bytes
     * @param stored type of what is stored
     * @param count elements of a row of bytes, if it is one
     * @param driver a driver may write it
     * @param gate C condition on {@code features}, if it is not always there
     * @param rules what is refused of what a driver writes
     */
    public record Field(String name, String path, List<String> doc, long offset, long bytes, String type, List<String> load, List<String> store, String stored,
                        List<Long> count, boolean driver, List<String> gate, List<Check> rules) { }

    public List<Field> fields() {
        return fields;
    }

    /** Bytes of the whole; 0 without a configuration space. */
    public long size() {
        return struct.map(found -> found.layouts().lp64().size()).orElse(0L);
    }

    /** Fields that have no accessor: neither numbers, nor bytes, nor structs of these. */
    public List<String> without() {
        return without;
    }

    /** How an expression names a field of the configuration: by its accessor. */
    public Optional<Field> field(List<String> path) {
        String name = String.join(".", path);
        return fields.stream().filter(field -> field.path().equals(name)).findFirst();
    }

    private void collect(NamedType.Struct of, String prefix, long base, boolean outerWritten, Optional<Expr> outerGate) {
        StructLayout layout = of.layouts().lp64();
        for (int i = 0; i < of.body().members().size(); i++) {
            if (of.body().members().get(i) instanceof Member.Field field) {
                long offset = base + layout.members().get(i).offset();
                FieldFacts facts = field.facts();
                boolean driver = outerWritten || facts.writers().contains(Role.DRIVER);
                Optional<Expr> gate = facts.gate().isPresent() ? facts.gate() : outerGate;
                Optional<NamedType.Struct> inner = types.struct(field.type());
                if (inner.isPresent() && !types.isArray(field.type())) {
                    collect(inner.get(), prefix + field.name() + ".", offset, driver, gate);
                } else {
                    add(field, prefix + field.name(), offset, layout.members().get(i).size(), driver, gate);
                }
            } else if (of.body().members().get(i) instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> without.add(prefix + arm.name()));
            }
        }
    }

    private void add(Member.Field field, String path, long offset, long bytes, boolean driver, Optional<Expr> gate) {
        TypeRef type = types.resolve(field.type());
        boolean row = type instanceof TypeRef.Mac || type instanceof TypeRef.Text || type instanceof TypeRef.Array array && array.length() instanceof Length.Fixed
                && types.scalar(array.element()).filter(element -> element.bytes() == 1).isPresent() && !types.isArray(array.element());
        Optional<Scalar> scalar = row || types.isArray(type) ? Optional.empty() : types.scalar(type);
        if (!row && scalar.isEmpty()) {
            without.add(path);
            return;
        }
        String name = path.replace('.', '_').toLowerCase(Locale.ROOT);
        List<String> condition = gate.flatMap(this::condition).stream().toList();
        if (row) {
            fields.add(new Field(name, path, Comments.lines(field.meta().doc()), offset, bytes, "u8", List.of(), List.of(), "u8", List.of(bytes), driver, condition, List.of()));
            return;
        }
        Scalar kind = scalar.get();
        String width = Integer.toString(kind.bytes() * 8);
        boolean swapped = kind.bytes() > 1;
        String order = kind.order() == Scalar.ByteOrder.BIG ? "be" : "le";
        String value = (kind.signed() ? "s" : "u") + width;
        fields.add(new Field(name, path, Comments.lines(field.meta().doc()), offset, bytes, value, swapped ? List.of(order + width + "_to_cpu(") : List.of(),
                swapped ? List.of("cpu_to_" + order + width + "(") : List.of(), swapped ? "__" + order + width : value, List.of(), driver, condition, rules(field, kind)));
    }

    private Optional<String> condition(Expr gate) {
        return features.flatMap(of -> CExpr.holds(gate, new FeatureWord(of)));
    }

    private List<Check> rules(Member.Field field, Scalar kind) {
        List<Check> rules = new ArrayList<>();
        for (Expr rule : field.facts().conditions()) {
            CExpr.fails(rule, new CExpr.Scope() {
                @Override
                public String field(List<String> path) {
                    return "value";
                }

                @Override
                public Optional<Scalar> stored(List<String> path) {
                    return path.equals(List.of(field.name())) ? Optional.of(Scalar.valueOf((kind.signed() ? "S" : "U") + kind.bytes() * 8)) : Optional.empty();
                }

                @Override
                public Optional<String> feature(String group, String bit) {
                    return Optional.empty();
                }
            }).ifPresent(fails -> rules.add(Check.rule(fails, "config " + field.name() + ": " + ExprText.of(rule))));
        }
        return rules;
    }

    /** Features as a word in a variable of that name. */
    record FeatureWord(Features features) implements CExpr.Scope {
        @Override
        public String field(List<String> path) {
            return "";
        }

        @Override
        public Optional<Scalar> stored(List<String> path) {
            return Optional.empty();
        }

        @Override
        public Optional<String> feature(String group, String bit) {
            return features.masked("features", new Expr.FeatureSet(group, bit));
        }
    }
}
