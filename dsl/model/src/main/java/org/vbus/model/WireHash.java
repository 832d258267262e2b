// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hash of what a spec says, for DESCRIBE and for whoever wants to know whether two builds speak of the same. Places, comments
 * and releases do not count; everything else does, imported specs included. Equal specs give equal hashes on every machine.
 */
public final class WireHash {
    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private WireHash() { }

    /** SHA-256 over the spec and all it imports, directly or not, in the order of their packages. */
    public static byte[] of(SpecSet specs, Spec spec) {
        java.util.SortedSet<String> reached = new java.util.TreeSet<>();
        reach(specs, spec.packageName(), reached);
        StringBuilder text = new StringBuilder();
        reached.stream().map(specs::spec).flatMap(Optional::stream).forEach(found -> write(facts(found), text));
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<Object> facts(Spec spec) {
        return List.of(spec.packageName(), spec.constants(), spec.versions(), spec.types(), spec.ringTypes(), spec.devices());
    }

    private static void reach(SpecSet specs, String packageName, Collection<String> reached) {
        if (reached.add(packageName)) {
            specs.spec(packageName).ifPresent(spec -> spec.imports().forEach(next -> reach(specs, next, reached)));
        }
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Meta || value instanceof Origin) {
            return;
        }
        if (value instanceof Optional<?> optional) {
            write(optional.map(List::<Object>of).orElse(List.of()), text);
        } else if (value instanceof Collection<?> collection) {
            text.append('[');
            collection.forEach(element -> write(element, text));
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            map.entrySet().stream().sorted(Comparator.comparing(entry -> entry.getKey().toString())).forEach(entry -> {
                write(entry.getKey(), text);
                write(entry.getValue(), text);
            });
            text.append('}');
        } else if (value instanceof Record record) {
            writeRecord(record, text);
        } else {
            // the length in front keeps neighbours apart
            String plain = value.toString();
            text.append(plain.length()).append(':').append(plain);
        }
    }

    private static void writeRecord(Record record, StringBuilder text) {
        text.append(record.getClass().getSimpleName()).append('(');
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                write(component.getAccessor().invoke(record), text);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        text.append(')');
    }
}
