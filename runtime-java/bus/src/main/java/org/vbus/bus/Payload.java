// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.vbus.runtime.PeerDataException;

/**
 * What the messages of a ring are. Made by generated code.
 *
 * @param <T> the record that messages are, or begin with
 */
public final class Payload<T> {
    /** How the bindings of {@code T} look at memory. */
    @FunctionalInterface
    public interface Window<T> {
        /** Makes the record look at memory. */
        T wrap(T record, MemorySegment memory, long offset);
    }

    /** Something done with a record. */
    @FunctionalInterface
    public interface Step<T> {
        /** Does it. */
        void on(T record);
    }

    /** What follows the record. */
    private enum Rest { NOTHING, ELEMENTS, BYTES }

    private static final Payload<Void> NONE = new Payload<>("", 0, 1, Rest.BYTES, () -> null, (record, memory, offset) -> null, record -> { },
            record -> { }, record -> 0);

    private final String name;
    private final long size;
    private final long align;
    private final Rest rest;
    private final Supplier<T> make;
    private final Window<T> window;
    private final Step<T> init;
    private final Step<T> check;
    private final ToLongFunction<T> extent;

    private Payload(String name, long size, long align, Rest rest, Supplier<T> make, Window<T> window, Step<T> init, Step<T> check, ToLongFunction<T> extent) {
        this.name = name;
        this.size = size;
        this.align = align;
        this.rest = rest;
        this.make = make;
        this.window = window;
        this.init = init;
        this.check = check;
        this.extent = extent;
    }

    /** Plain bytes. Typed like the ring that carries them, since only the negotiated features may tell. */
    @SuppressWarnings("unchecked")
    public static <T> Payload<T> bytes() {
        // holds no T
        return (Payload<T>) NONE;
    }

    /**
     * One record of a fixed size, and nothing else.
     *
     * @param name as messages call it
     * @param size bytes of it
     * @param align of it
     * @param make a flyweight
     * @param window its {@code wrap}
     * @param init its {@code init}
     * @param check its {@code check}
     */
    public static <T> Payload<T> record(String name, long size, long align, Supplier<T> make, Window<T> window, Step<T> init, Step<T> check) {
        return new Payload<>(name, size, align, Rest.NOTHING, make, window, init, check, record -> size);
    }

    /** As {@link #record}, and bytes that follow it. */
    public static <T> Payload<T> header(String name, long size, long align, Supplier<T> make, Window<T> window, Step<T> init, Step<T> check) {
        return new Payload<>(name, size, align, Rest.BYTES, make, window, init, check, record -> size);
    }

    /**
     * A record with an array at its end.
     *
     * @param extent bytes of a record that was checked, as it states them itself
     */
    public static <T> Payload<T> array(String name, long size, long align, Supplier<T> make, Window<T> window, Step<T> init, Step<T> check,
                                       ToLongFunction<T> extent) {
        return new Payload<>(name, size, align, Rest.ELEMENTS, make, window, init, check, extent);
    }

    /** Fewest bytes of a message. */
    long size() {
        return size;
    }

    /** Whether messages are plain bytes. */
    boolean isBytes() {
        return this == NONE;
    }

    /** A flyweight; null for plain bytes. */
    T make() {
        return make.get();
    }

    /** Makes it look at memory and writes what every such record begins with. */
    void begin(T record, MemorySegment memory) {
        if (!isBytes()) {
            window.wrap(record, memory, 0);
            init.on(record);
        }
    }

    /** Private memory for the part of a message that is judged, or built where a peer does not see it. */
    MemorySegment scratch(long most) {
        return Arena.ofAuto().allocate(Math.max(1, judged(most)), Math.max(align, Long.BYTES));
    }

    /** How much of a message is private. */
    long judged(long length) {
        return rest == Rest.ELEMENTS ? length : Math.min(size, length);
    }

    /**
     * Makes sure of what a sender wants to send.
     *
     * @throws IllegalArgumentException when no such message has that length, or the buffer has no room for it
     */
    void fits(long length, long room) {
        if (length < size || length > room || rest == Rest.NOTHING && length != size) {
            throw new IllegalArgumentException("a message of " + length + " bytes" + (name.isEmpty() ? "" : ", a " + name + " has " + size
                    + (rest == Rest.NOTHING ? "" : " or more")) + ", the buffer " + room);
        }
    }

    /**
     * Copies what is judged and judges it.
     *
     * @param record then looks at the copy
     * @throws PeerDataException when the length or the record is wrong
     */
    void judge(T record, MemorySegment bytes, long length, MemorySegment scratch) {
        if (length < size || rest == Rest.NOTHING && length != size) {
            throw new PeerDataException("length of " + name, Long.toUnsignedString(length), size + (rest == Rest.NOTHING ? "" : " or more"));
        }
        if (isBytes()) {
            return;
        }
        long judged = judged(length);
        MemorySegment.copy(bytes, 0, scratch, 0, judged);
        window.wrap(record, scratch, 0);
        check.on(record);
        long extent = this.extent.applyAsLong(record);
        if (extent > length) {
            throw new PeerDataException("length of " + name, Long.toString(length), extent + " as it says itself");
        }
    }
}
