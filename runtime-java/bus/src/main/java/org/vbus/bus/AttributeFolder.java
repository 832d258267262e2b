// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.FieldRangeException;
import org.vbus.runtime.PeerDataException;

/**
 * The folder of a device model in sysfs, as {@code /sys/vbus/devices/NAME}: its attributes as text, and what generated classes turn that into. Each
 * write is one {@code write(2)}. Any thread.
 *
 * <p>Errors are {@link ErrnoException}s that name the file: {@code ENOENT} without such a device, {@code EACCES} and {@code EPERM} for who may not,
 * {@code EINVAL} for a value that the model refuses and while a driver has the device open, {@code EIO} when the system's words for an error are
 * unknown. Text that is no value of the attribute's type is a {@link PeerDataException}.
 */
public final class AttributeFolder {
    private static final Pattern MAC = Pattern.compile("\\p{XDigit}{2}(:\\p{XDigit}{2}){5}");

    private final Path folder;

    /** Looks at a folder, which need not be there yet. */
    public AttributeFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The text of an attribute, without the line's end. */
    public String read(String name) {
        Path file = folder.resolve(name);
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw refusal("read(" + file + ")", e);
        }
    }

    /** Writes an attribute. */
    public void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            // neither created nor cut: attributes are there or not
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw refusal("write(" + file + ")", e);
        }
    }

    /** Java says which error only in words. */
    private static ErrnoException refusal(String call, IOException e) {
        ErrnoException refusal = new ErrnoException(call, errno(e));
        refusal.initCause(e);
        return refusal;
    }

    private static Errno errno(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Errno.ENOENT;
        }
        if (e instanceof AccessDeniedException) {
            return Errno.EACCES;
        }
        String words = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        for (Errno errno : Errno.values()) {
            if (errno.text().equals(words)) {
                return errno;
            }
        }
        return Errno.EIO;
    }

    // ---- values

    /** A truth: 0 or 1. */
    public boolean bool(String name) {
        String text = read(name);
        if (!text.equals("0") && !text.equals("1")) {
            throw wrong(name, text, "0 or 1");
        }
        return text.equals("1");
    }

    /** A number between two others, both included. */
    public long number(String name, long low, long high) {
        String text = read(name);
        try {
            long value = Long.decode(text);
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(name, text, "a number from " + low + " to " + high);
    }

    /** A number of 64 bits without a sign. */
    public long unsigned(String name) {
        String text = read(name);
        try {
            return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a number of 64 bits without a sign");
        }
    }

    /** A hardware address: six bytes. */
    public byte[] mac(String name) {
        String text = read(name);
        if (!MAC.matcher(text).matches()) {
            throw wrong(name, text, "six bytes in hexadecimal, with colons between");
        }
        return HexFormat.ofDelimiter(":").parseHex(text);
    }

    /** Writes a hardware address. */
    public void setMac(String name, byte[] mac) {
        if (mac.length != 6) {
            throw new FieldRangeException(name, mac.length + " bytes", "exactly 6 bytes");
        }
        write(name, HexFormat.ofDelimiter(":").formatHex(mac));
    }

    /**
     * Writes text.
     *
     * @param bytes most bytes of it
     * @throws FieldRangeException for a longer one, and for one that a NUL or the end of a line would cut
     */
    public void setText(String name, String text, int bytes) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > bytes) {
            throw new FieldRangeException(name, length + " bytes of text", "at most " + bytes + " bytes");
        }
        if (text.indexOf('\0') >= 0 || text.endsWith("\n")) {
            throw new FieldRangeException(name, "text with a NUL, or a line's end after it", "neither");
        }
        // without one, a text of none would be no write at all
        write(name, text + "\n");
    }

    /**
     * A literal, by its name or number.
     *
     * @param literals in the order of the names and numbers
     */
    public <E> E literal(String name, String[] names, long[] numbers, E[] literals) {
        String text = read(name);
        return find(name, text, names, numbers, literals).orElseThrow(() -> wrong(name, text, "one of " + String.join(", ", names)));
    }

    /**
     * A literal, by its name or number; nothing for a number without a name.
     *
     * @param literals in the order of the names and numbers
     */
    public <E> Optional<E> findLiteral(String name, String[] names, long[] numbers, E[] literals) {
        return find(name, read(name), names, numbers, literals);
    }

    private static <E> Optional<E> find(String name, String text, String[] names, long[] numbers, E[] literals) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(text)) {
                return Optional.of(literals[i]);
            }
        }
        long number = choiceNumber(name, text);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == number) {
                return Optional.of(literals[i]);
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses bits without a name.
     *
     * @throws FieldRangeException for such
     */
    public static void known(String name, long bits, long known) {
        if ((bits & ~known) != 0) {
            throw new FieldRangeException(name, "0x" + Long.toHexString(bits), "bits of 0x" + Long.toHexString(known));
        }
    }

    private static long choiceNumber(String name, String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw wrong(name, text, "the name of a literal, or a number");
        }
    }

    private static PeerDataException wrong(String name, String text, String rule) {
        return new PeerDataException(name, text, rule);
    }
}
