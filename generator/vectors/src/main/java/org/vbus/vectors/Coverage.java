// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.vectors.VectorFile.Vector;

/** What a file of vectors lacks for its spec. Vectors that catch nothing are not enough: see {@link #missing}. */
public final class Coverage {
    private final SpecSet specs;
    private final Shapes shapes;
    private final VectorFile file;
    private final List<String> missing = new ArrayList<>();

    private Coverage(SpecSet specs, Shapes shapes, VectorFile file) {
        this.specs = specs;
        this.shapes = shapes;
        this.file = file;
    }

    /**
     * One sentence for each thing that is missing or wrong. Every name of the spec must be there with its value, every call and ioctl with its block,
     * every struct, block, alias and arm of a union with a vector; every number must stand in some vector with all bits set, and, where it has several
     * bytes, in one with bytes that all differ; every bit of every bit word must stand alone in one.
     */
    public static List<String> missing(SpecSet specs, Spec spec, VectorFile file) {
        Coverage coverage = new Coverage(specs, new Shapes(specs, spec), file);
        coverage.head(spec);
        coverage.names(spec);
        coverage.blocks();
        coverage.shapes.all().values().forEach(coverage::shape);
        return List.copyOf(coverage.missing);
    }

    private void head(Spec spec) {
        if (!file.spec().equals(spec.packageName())) {
            missing.add("the file is of " + file.spec() + ", not " + spec.packageName());
        }
        String release = spec.abi().map(abi -> abi.release().toString()).orElse("");
        if (!file.release().equals(release)) {
            missing.add("the file is of release " + file.release() + ", the spec of " + release);
        }
    }

    private void names(Spec spec) {
        Map<String, Value> expected = new LinkedHashMap<>();
        Names.of(spec).forEach(name -> expected.put(name.c(), name.value()));
        expected.forEach((name, value) -> {
            Value stated = file.names().get(name);
            if (stated == null) {
                missing.add("name " + name);
            } else if (!same(stated, value)) {
                missing.add(name + " is " + value + " in the spec, " + stated + " in the file");
            }
        });
        file.names().keySet().stream().filter(name -> !expected.containsKey(name)).forEach(name -> missing.add(name + " is no name of the spec"));
    }

    private static boolean same(Value one, Value other) {
        return one instanceof Value.Number a && other instanceof Value.Number b ? a.value().equals(b.value()) : one.equals(other);
    }

    private void blocks() {
        if (!file.blocks().equals(shapes.blocks())) {
            missing.add("blocks are " + shapes.blocks() + " in the spec, " + file.blocks() + " in the file");
        }
    }

    private void shape(Shape shape) {
        List<Vector> vectors = file.vectors().stream().filter(vector -> vector.type().equals(shape.name())).toList();
        if (vectors.isEmpty()) {
            missing.add("a vector of " + shape.name());
            return;
        }
        Map<String, Leaf> leaves = new HashMap<>();
        Map<String, Set<Value>> values = new HashMap<>();
        for (Vector vector : vectors) {
            Map<String, Value> all = file.values(vector);
            for (Leaf leaf : shapes.leaves(shape, all.keySet())) {
                // every element of an array is like the first
                String path = leaf.path().replaceAll("\\[\\d+\\]", "[]");
                leaves.putIfAbsent(path, leaf);
                values.computeIfAbsent(path, key -> new HashSet<>()).add(all.getOrDefault(leaf.path(), Value.of(0)));
            }
        }
        for (String arm : shapes.arms(shape)) {
            if (values.keySet().stream().noneMatch(path -> path.equals(arm) || path.startsWith(arm + ".") || path.startsWith(arm + "["))) {
                missing.add("a vector of " + shape.name() + " with " + arm);
            }
        }
        for (String path : new TreeSet<>(leaves.keySet())) {
            leaf(shape.name() + ": " + path, leaves.get(path), values.get(path));
        }
    }

    private void leaf(String what, Leaf leaf, Set<Value> values) {
        if (leaf.reserved()) {
            if (values.stream().noneMatch(value -> nonZero(value))) {
                missing.add(what + " is zero in all vectors");
            }
            return;
        }
        if (leaf.scalar().isEmpty()) {
            if (values.stream().noneMatch(value -> value instanceof Value.Text text && !text.text().isEmpty())) {
                missing.add(what + " is empty in all vectors");
            }
            return;
        }
        Scalar scalar = leaf.scalar().get();
        Set<BigInteger> numbers = new HashSet<>();
        values.forEach(value -> numbers.add(((Value.Number) value).value()));
        if (!numbers.contains(scalar.signed() ? BigInteger.ONE.negate() : scalar.max())) {
            missing.add(what + " has all bits set in no vector");
        }
        if (scalar.signed() && !numbers.contains(scalar.min())) {
            missing.add(what + " is the least number in no vector");
        }
        if (scalar.bytes() > 1 && numbers.stream().noneMatch(number -> distinct(number, scalar.bytes()))) {
            missing.add(what + " has bytes that all differ in no vector");
        }
        leaf.flags().ifPresent(name -> ((NamedType.Flags) specs.types().get(name)).flags().stream()
                .filter(flag -> !numbers.contains(BigInteger.ONE.shiftLeft(flag.bit())))
                .forEach(flag -> missing.add(what + " has " + flag.name() + " alone in no vector")));
    }

    private static boolean nonZero(Value value) {
        return value instanceof Value.Number number ? number.value().signum() != 0 : !value.toString().matches("[0 ]*");
    }

    private static boolean distinct(BigInteger number, int bytes) {
        Set<Byte> seen = new HashSet<>();
        for (int i = 0; i < bytes; i++) {
            seen.add(number.shiftRight(8 * i).byteValue());
        }
        return seen.size() == bytes;
    }
}
