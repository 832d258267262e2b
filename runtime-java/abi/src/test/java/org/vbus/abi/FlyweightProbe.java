// SPDX-License-Identifier: Apache-2.0
package org.vbus.abi;

import java.lang.foreign.Arena;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.vbus.runtime.FieldRangeException;

/**
 * Takes any generated flyweight and tries all of it: its layout against its constants, every setter against every getter of the
 * field with random values, every index one past its end. Nothing outside the record may change.
 */
public final class FlyweightProbe {
    private static final int GUARD = 64;
    private static final int ROOM = 4096;

    private final Random random;
    private int checks;

    public FlyweightProbe(long seed) {
        random = new Random(seed);
    }

    /** How many comparisons were made. */
    public int checks() {
        return checks;
    }

    /** Tries one class, and the classes of what is inside it. */
    public void probe(Class<?> type) {
        try {
            layout(type);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(GUARD + ROOM + GUARD, 64);
                for (int round = 0; round < 8; round++) {
                    accessors(type, memory);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName() + ": " + e, e);
        }
    }

    // ---- layout

    private void layout(Class<?> type) throws ReflectiveOperationException {
        GroupLayout layout = (GroupLayout) type.getField("LAYOUT").get(null);
        same(layout.byteSize(), type.getField("SIZE").get(null), type + " SIZE");
        same(layout.byteAlignment(), type.getField("ALIGN").get(null), type + " ALIGN");
        offsets(type, layout, 0);
        for (Class<?> inner : type.getDeclaredClasses()) {
            layout(inner);
        }
    }

    private void offsets(Class<?> type, GroupLayout group, long base) throws ReflectiveOperationException {
        long offset = base;
        for (MemoryLayout member : group.memberLayouts()) {
            if (member.name().isPresent()) {
                same(offset, offsetConstant(type, member.name().get()), type + " offset of " + member.name().get());
            } else if (!(member instanceof PaddingLayout) && member instanceof GroupLayout overlay) {
                offsets(type, overlay, offset);
            }
            offset += group instanceof java.lang.foreign.UnionLayout ? 0 : member.byteSize();
        }
    }

    /** A name that met another has an underscore at its end. */
    private static Object offsetConstant(Class<?> type, String field) throws ReflectiveOperationException {
        String name = field.toUpperCase(Locale.ROOT);
        for (String candidate : List.of(name + "_OFFSET", "_" + name + "_OFFSET")) {
            if (Arrays.stream(type.getFields()).anyMatch(f -> f.getName().equals(candidate))) {
                Object found = type.getField(candidate).get(null);
                boolean twice = Arrays.stream(type.getFields()).anyMatch(f -> f.getName().equals(name + "__OFFSET"));
                return twice ? null : found;
            }
        }
        throw new AssertionError(type + " has no offset of " + field);
    }

    // ---- accessors

    private void accessors(Class<?> type, MemorySegment memory) throws ReflectiveOperationException {
        byte[] noise = new byte[(int) memory.byteSize()];
        random.nextBytes(noise);
        MemorySegment.copy(noise, 0, memory, ValueLayout.JAVA_BYTE, 0, noise.length);
        byte[] before = memory.toArray(ValueLayout.JAVA_BYTE);
        Object flyweight = type.getConstructor().newInstance();
        MemorySegment window = memory.asSlice(GUARD, ROOM);
        type.getMethod("wrap", MemorySegment.class, long.class).invoke(flyweight, window, 0L);
        type.getMethod("clear").invoke(flyweight);
        long size = (long) type.getField("SIZE").get(null);
        check(window.asSlice(0, size).mismatch(MemorySegment.ofArray(new byte[(int) size])) == -1, type + " clear leaves something");
        check(Arrays.equals(before, GUARD + (int) size, before.length, memory.toArray(ValueLayout.JAVA_BYTE), GUARD + (int) size, before.length),
                type + " clear goes too far");
        fields(flyweight, memory, before);
        copies(type, flyweight, memory, size);
    }

    private void copies(Class<?> type, Object flyweight, MemorySegment memory, long size) throws ReflectiveOperationException {
        try (Arena arena = Arena.ofConfined()) {
            Object copy = type.getConstructor().newInstance();
            MemorySegment target = arena.allocate(size + 1, 64);
            type.getMethod("wrap", MemorySegment.class, long.class).invoke(copy, target, 0L);
            type.getMethod("copyFrom", type).invoke(copy, flyweight);
            check(target.asSlice(0, size).mismatch(memory.asSlice(GUARD, size)) == -1, type + " copyFrom");
            check(target.get(ValueLayout.JAVA_BYTE, size) == 0, type + " copyFrom goes too far");
        }
    }

    private void fields(Object flyweight, MemorySegment memory, byte[] before) throws ReflectiveOperationException {
        for (Method method : flyweight.getClass().getDeclaredMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().startsWith("set") && java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                setter(flyweight, method, memory, before);
            } else if (isPart(method) && !Arrays.asList(parameters).contains(method.getReturnType())) {
                part(flyweight, method, memory, before);
            }
        }
    }

    private static boolean isPart(Method method) {
        return !method.getName().equals("wrap") && Arrays.stream(method.getReturnType().getMethods()).anyMatch(m -> m.getName().equals("wrap"));
    }

    private void part(Object flyweight, Method method, MemorySegment memory, byte[] before) throws ReflectiveOperationException {
        Object[] indices = indices(method, method.getParameterCount());
        if (isOpen(method.getParameterTypes(), method.getParameterCount())) {
            countSome(flyweight, method);
        }
        fields(method.invoke(flyweight, indices), memory, before);
        pastTheEnd(flyweight, method, indices);
    }

    private void setter(Object flyweight, Method setter, MemorySegment memory, byte[] before) throws ReflectiveOperationException {
        Class<?>[] types = setter.getParameterTypes();
        Object[] arguments = indices(setter, types.length - 1);
        if (isOpen(types, types.length - 1)) {
            countSome(flyweight, setter);
        }
        Class<?> valueType = types[types.length - 1];
        Object value = null;
        for (int attempt = 0; attempt < 200 && value == null; attempt++) {
            Object candidate = random(valueType, attempt);
            arguments[arguments.length - 1] = candidate;
            byte[] old = memory.toArray(ValueLayout.JAVA_BYTE);
            if (invoke(flyweight, setter, arguments)) {
                value = candidate;
            } else {
                check(Arrays.equals(old, memory.toArray(ValueLayout.JAVA_BYTE)), setter + " refuses and writes");
            }
        }
        check(value != null, setter + " takes nothing");
        Object[] at = Arrays.copyOf(arguments, arguments.length - 1);
        for (Method getter : getters(flyweight.getClass(), setter, types)) {
            Object got = valueType == byte[].class ? bytes(flyweight, getter, at, (byte[]) value) : getter.invoke(flyweight, at);
            same(value, got instanceof Optional<?> optional ? optional.orElse(null) : got, setter + " then " + getter);
        }
        byte[] now = memory.toArray(ValueLayout.JAVA_BYTE);
        check(Arrays.equals(before, 0, GUARD, now, 0, GUARD) && Arrays.equals(before, GUARD + ROOM, before.length, now, GUARD + ROOM, now.length),
                setter + " writes outside");
        pastTheEnd(flyweight, setter, arguments);
    }

    private static List<Method> getters(Class<?> type, Method setter, Class<?>[] parameters) throws NoSuchMethodException {
        String name = "get" + setter.getName().substring(3).replaceFirst("(Release|Volatile)$", "");
        Class<?>[] indices = Arrays.copyOf(parameters, parameters[parameters.length - 1] == byte[].class ? parameters.length : parameters.length - 1);
        List<Method> found = new ArrayList<>();
        for (String suffix : List.of("", "Acquire", "Volatile")) {
            try {
                found.add(type.getMethod(name + suffix, indices));
            } catch (NoSuchMethodException e) {
                if (suffix.isEmpty()) {
                    throw e;
                }
            }
        }
        return found;
    }

    private static byte[] bytes(Object flyweight, Method getter, Object[] at, byte[] like) throws ReflectiveOperationException {
        Object[] arguments = Arrays.copyOf(at, at.length + 1);
        arguments[at.length] = new byte[like.length];
        getter.invoke(flyweight, arguments);
        return (byte[]) arguments[at.length];
    }

    /** Every index one before its start and far past its end. */
    private void pastTheEnd(Object flyweight, Method method, Object[] arguments) throws ReflectiveOperationException {
        for (int i = 0; i < arguments.length; i++) {
            boolean isIndex = i < arguments.length - 1 || !method.getName().startsWith("set");
            if (isIndex && !(arguments[i] instanceof Enum)) {
                Object[] wrong = arguments.clone();
                for (long index : new long[] {-1, Integer.MAX_VALUE}) {
                    wrong[i] = arguments[i] instanceof Long ? (Object) index : (Object) (int) index;
                    try {
                        method.invoke(flyweight, wrong);
                        throw new AssertionError(method + " took index " + index);
                    } catch (InvocationTargetException e) {
                        check(e.getCause() instanceof IndexOutOfBoundsException, method + " with index " + index + ": " + e.getCause());
                    }
                }
            }
        }
    }

    private static boolean isOpen(Class<?>[] parameters, int count) {
        return count > 0 && parameters[0] == long.class;
    }

    /** Whatever states the number of elements, so that there are some. */
    private void countSome(Object flyweight, Method accessor) throws ReflectiveOperationException {
        Method count = flyweight.getClass().getMethod(field(accessor) + "Count");
        for (Method setter : flyweight.getClass().getMethods()) {
            boolean counts = setter.getName().startsWith("set") && setter.getParameterCount() == 1 && Set.of(int.class, long.class).contains(setter.getParameterTypes()[0]);
            if (counts && !isSome((long) count.invoke(flyweight))) {
                invoke(flyweight, setter, setter.getParameterTypes()[0] == int.class ? (Object) 3 : (Object) 3L);
            }
        }
        // without a number it is as long as the memory
        check((long) count.invoke(flyweight) >= 2, count + " after each number was set to 3");
    }

    private static boolean isSome(long elements) {
        return elements >= 2 && elements <= 16;
    }

    /** The name of the array that an accessor is of. */
    private static String field(Method accessor) {
        String name = accessor.getName().replaceFirst("^set", "").replaceFirst("(Release|Volatile)$", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private Object[] indices(Method accessor, int count) throws ReflectiveOperationException {
        Class<?>[] types = accessor.getParameterTypes();
        int bound = bound(accessor);
        Object[] indices = new Object[types.length];
        for (int i = 0; i < count; i++) {
            Class<?> type = types[i];
            indices[i] = type == int.class ? (Object) random.nextInt(bound) : type == long.class ? (Object) (long) random.nextInt(2)
                    : type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        return indices;
    }

    /** Two elements are enough to see that each is its own; some arrays have but one. */
    private static int bound(Method accessor) throws ReflectiveOperationException {
        String constant = field(accessor).replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_COUNT";
        for (Field field : accessor.getDeclaringClass().getFields()) {
            if (field.getName().equals(constant)) {
                return Math.min(2, field.getInt(null));
            }
        }
        return 2;
    }

    private Object random(Class<?> type, int attempt) {
        int narrow = 64 - attempt % 65;
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == int.class) {
            return attempt % 2 == 0 ? random.nextInt() : random.nextInt() & 0xffff >>> attempt % 17;
        }
        if (type == long.class) {
            return narrow == 0 ? 0L : random.nextLong() >>> 64 - narrow;
        }
        if (type == String.class) {
            return "text-\u00e9".substring(0, random.nextInt(7)).repeat(1 + random.nextInt(2));
        }
        if (type == byte[].class) {
            byte[] bytes = new byte[attempt];
            random.nextBytes(bytes);
            return bytes;
        }
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }

    private static boolean invoke(Object flyweight, Method method, Object... arguments) throws ReflectiveOperationException {
        try {
            method.invoke(flyweight, arguments);
            return true;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof FieldRangeException) {
                return false;
            }
            throw new AssertionError(method + " with " + Arrays.toString(arguments) + ": " + e.getCause(), e.getCause());
        }
    }

    private void same(Object expected, Object actual, String what) {
        check(Objects.deepEquals(expected, actual) || actual == null && what.contains("offset of"), what + ": expected " + expected + ", found " + actual);
    }

    private void check(boolean condition, String what) {
        checks++;
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
