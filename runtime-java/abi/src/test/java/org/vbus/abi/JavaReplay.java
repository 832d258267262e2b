// SPDX-License-Identifier: Apache-2.0
package org.vbus.abi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.WindowException;
import org.vbus.vectors.Leaf;
import org.vbus.vectors.Value;

/** One type's generated flyweight, and what it makes of bytes and values. All access is through the public accessors, found by their names. */
final class JavaReplay {
    private static final Value ZERO = Value.of(0);
    /** That of the record with the greatest one: of its bytes on their own the check of the address says nothing. */
    private static final long ALIGN = 64;

    private final Class<?> type;
    private final List<Leaf> leaves;
    private final Map<String, Value> values;

    JavaReplay(String packageName, String tag, List<Leaf> leaves, Map<String, Value> values) throws ClassNotFoundException {
        this.type = Class.forName(packageName + "." + camel(tag));
        this.leaves = leaves.stream().filter(leaf -> !leaf.reserved()).toList();
        this.values = values;
    }

    /** Name of the class of a C tag. */
    static String camel(String tag) {
        return Arrays.stream(tag.split("_")).filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());
    }

    /** A value that the accessors and the vector do not agree on. */
    static final class Differs extends Exception {
        private static final long serialVersionUID = 1L;

        Differs(String message) {
            super(message);
        }
    }

    /** Reads every field that the record can reach, and compares. */
    void read(byte[] bytes) throws ReflectiveOperationException, Differs {
        try (Arena arena = Arena.ofConfined()) {
            Object record = wrap(memory(arena, bytes));
            for (Leaf leaf : leaves) {
                if (reachable(leaf)) {
                    read(record, leaf);
                }
            }
        }
    }

    /** Bits that {@link #read} has to notice: of fields that the record can reach, and of text as far as its end. */
    BitSet covered() {
        BitSet covered = new BitSet();
        for (Leaf leaf : leaves) {
            if (reachable(leaf)) {
                int bytes = leaf.text() ? Math.min(leaf.bytes(), text(leaf).getBytes(StandardCharsets.UTF_8).length + 1) : leaf.bytes();
                covered.set((int) leaf.offset() * 8, ((int) leaf.offset() + bytes) * 8);
            }
        }
        return covered;
    }

    /** The bytes of its values; empty when the accessors cannot write them: an unknown literal, a fixed value that is another, too long a text. */
    Optional<byte[]> write(int length) throws ReflectiveOperationException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = memory(arena, new byte[length]);
            Object record = wrap(memory);
            type.getMethod("init").invoke(record);
            for (Leaf leaf : leaves) {
                if (!reachable(leaf) || !write(record, leaf)) {
                    return Optional.empty();
                }
            }
            return Optional.of(memory.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** The rule that {@code check()} says is broken, {@code window} when the record does not fit, nothing when all is well. */
    Optional<String> judge(byte[] bytes) throws ReflectiveOperationException {
        try (Arena arena = Arena.ofConfined()) {
            Object record = wrap(memory(arena, bytes));
            type.getMethod("check").invoke(record);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return switch (e.getCause()) {
                case PeerDataException broken -> Optional.of(broken.rule());
                case WindowException outside -> Optional.of("window");
                default -> throw e;
            };
        }
    }

    private static MemorySegment memory(Arena arena, byte[] bytes) {
        MemorySegment memory = arena.allocate(bytes.length, ALIGN);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    private Object wrap(MemorySegment memory) throws ReflectiveOperationException {
        return type.getMethod("wrap", MemorySegment.class, long.class).invoke(type.getConstructor().newInstance(), memory, 0L);
    }

    /** An element of an array at the end is reached only if the record states that many; all structs of the bus do that in {@code count}. */
    private boolean reachable(Leaf leaf) {
        int bracket = leaf.path().indexOf('[');
        if (bracket < 0 || leaf.path().indexOf('.') < bracket && leaf.path().contains(".")) {
            return true;
        }
        boolean open = Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(getter(leaf.path().substring(0, bracket)) + "Count"));
        return !open || Long.parseLong(leaf.path().substring(bracket + 1, leaf.path().indexOf(']'))) < number("count").longValue();
    }

    private BigInteger number(String path) {
        return ((Value.Number) values.getOrDefault(path, ZERO)).value();
    }

    private String text(Leaf leaf) {
        return values.containsKey(leaf.path()) ? values.get(leaf.path()).toString() : "";
    }

    private byte[] row(Leaf leaf) {
        return values.containsKey(leaf.path()) ? HexFormat.of().parseHex(values.get(leaf.path()).toString()) : new byte[leaf.bytes()];
    }

    private void read(Object record, Leaf leaf) throws ReflectiveOperationException, Differs {
        Object holder = holder(record, leaf.path());
        String stem = stem(leaf.path());
        if (leaf.scalar().isPresent()) {
            OptionalLong index = index(leaf.path());
            int indexes = index.isPresent() ? 1 : 0;
            Method getter = method(holder, "get" + stem + "Value", indexes).or(() -> method(holder, "get" + stem, indexes))
                    .orElseThrow(() -> none(holder, "get" + stem));
            Object got = index.isPresent() ? getter.invoke(holder, argument(getter, index.getAsLong())) : getter.invoke(holder);
            long bits = got instanceof Boolean flag ? flag ? 1 : 0 : ((Number) got).longValue();
            differs(leaf, bits != number(leaf.path()).longValue(), got, values.get(leaf.path()));
        } else if (leaf.text()) {
            Object got = method(holder, "get" + stem, 0).orElseThrow(() -> none(holder, "get" + stem)).invoke(holder);
            differs(leaf, !got.equals(text(leaf)), got, text(leaf));
        } else {
            byte[] got = new byte[leaf.bytes()];
            holder.getClass().getMethod("get" + stem, byte[].class).invoke(holder, (Object) got);
            differs(leaf, !Arrays.equals(got, row(leaf)), HexFormat.of().formatHex(got), values.get(leaf.path()));
        }
    }

    private static void differs(Leaf leaf, boolean differs, Object got, Object wanted) throws Differs {
        if (differs) {
            throw new Differs(leaf.path() + " is " + got + ", not " + wanted);
        }
    }

    private boolean write(Object record, Leaf leaf) throws ReflectiveOperationException {
        Object holder = holder(record, leaf.path());
        String stem = stem(leaf.path());
        if (leaf.scalar().isPresent()) {
            OptionalLong index = index(leaf.path());
            long value = number(leaf.path()).longValue();
            return index.isPresent() ? writeElement(holder, stem, index.getAsLong(), value) : writeNumber(holder, stem, value);
        }
        if (leaf.text()) {
            if (text(leaf).getBytes(StandardCharsets.UTF_8).length >= leaf.bytes()) {
                return false;
            }
            holder.getClass().getMethod("set" + stem, String.class).invoke(holder, text(leaf));
        } else {
            holder.getClass().getMethod("set" + stem, byte[].class).invoke(holder, (Object) row(leaf));
        }
        return true;
    }

    private static boolean writeNumber(Object holder, String stem, long value) throws ReflectiveOperationException {
        Optional<Method> setter = method(holder, "set" + stem + "Value", 1).or(() -> method(holder, "set" + stem, 1));
        if (setter.isEmpty()) {
            // a value that never changes: init() wrote it
            Method getter = method(holder, "get" + stem, 0).orElseThrow(() -> none(holder, "get" + stem));
            return ((Number) getter.invoke(holder)).longValue() == value;
        }
        Class<?> taken = setter.get().getParameterTypes()[0];
        if (taken.isEnum()) {
            Optional<Object> literal = literal(taken, value);
            if (literal.isEmpty()) {
                return false;
            }
            setter.get().invoke(holder, literal.get());
        } else if (taken == boolean.class) {
            setter.get().invoke(holder, value != 0);
        } else {
            setter.get().invoke(holder, taken == int.class ? (Object) (int) value : (Object) value);
        }
        return true;
    }

    /** Of an array of numbers. */
    private static boolean writeElement(Object holder, String stem, long index, long value) throws ReflectiveOperationException {
        Method setter = method(holder, "set" + stem, 2).orElseThrow(() -> none(holder, "set" + stem));
        setter.invoke(holder, argument(setter, index), setter.getParameterTypes()[1] == int.class ? (Object) (int) value : (Object) value);
        return true;
    }

    private static Optional<Object> literal(Class<?> literals, long value) throws ReflectiveOperationException {
        for (Object one : literals.getEnumConstants()) {
            if (((Number) literals.getMethod("value").invoke(one)).longValue() == value) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The record that the last part of a path is a field of. */
    private static Object holder(Object record, String path) throws ReflectiveOperationException {
        Object holder = record;
        int start = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
            holder = part(holder, path.substring(start, dot));
            start = dot + 1;
        }
        return holder;
    }

    private static Object part(Object holder, String step) throws ReflectiveOperationException {
        int bracket = step.indexOf('[');
        if (bracket < 0) {
            return holder.getClass().getMethod(getter(step)).invoke(holder);
        }
        Method method = Arrays.stream(holder.getClass().getMethods()).filter(one -> one.getName().equals(getter(step.substring(0, bracket)))
                && one.getParameterCount() == 1 && (one.getParameterTypes()[0].isEnum() || one.getParameterTypes()[0].isPrimitive()))
                .findFirst().orElseThrow(() -> none(holder, step));
        return method.invoke(holder, argument(method, index(step).orElseThrow()));
    }

    /** The index of an element as an accessor takes it. */
    private static Object argument(Method accessor, long index) throws ReflectiveOperationException {
        Class<?> taken = accessor.getParameterTypes()[0];
        return taken.isEnum() ? literal(taken, index).orElseThrow() : taken == int.class ? (Object) (int) index : (Object) index;
    }

    /** Of the last part of a path, if it is an element of an array. */
    private static OptionalLong index(String path) {
        return path.endsWith("]") ? OptionalLong.of(Long.parseLong(path.substring(path.lastIndexOf('[') + 1, path.length() - 1))) : OptionalLong.empty();
    }

    private static Optional<Method> method(Object holder, String name, int parameters) {
        return Arrays.stream(holder.getClass().getMethods()).filter(one -> one.getName().equals(name) && one.getParameterCount() == parameters).findFirst();
    }

    private static String stem(String path) {
        return camel(path.substring(path.lastIndexOf('.') + 1).replaceFirst("\\[.*", ""));
    }

    private static String getter(String name) {
        String upper = camel(name);
        return upper.substring(0, 1).toLowerCase(Locale.ROOT) + upper.substring(1);
    }

    private static AssertionError none(Object holder, String name) {
        return new AssertionError(holder.getClass().getName() + " has no " + name);
    }
}
