// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.model.diag.Severity;

/**
 * One number of the catalogue. The nested classes fix how many arguments its text takes, and of which type.
 * Texts are {@link String#format} templates; a hint may use the same arguments.
 */
public abstract sealed class Problem {
    private final String code;
    private final Severity severity;
    private final String text;
    private final String hint;

    private Problem(int number, Severity severity, String text, String hint) {
        this.code = String.format(Locale.ROOT, "VB%04d", number);
        this.severity = severity;
        this.text = text;
        this.hint = hint;
    }

    /** As {@code VB0107}. */
    public String code() {
        return code;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** The template of the message. */
    public String text() {
        return text;
    }

    /** The template of the smallest fix; empty if only the place can tell. */
    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }

    Message message(Object... arguments) {
        Object[] quoted = Stream.of(arguments).map(Quoted::of).toArray();
        Optional<String> filled = hint().map(template -> String.format(Locale.ROOT, template, quoted));
        return new Message(this, String.format(Locale.ROOT, text, quoted), filled);
    }

    /** A problem whose text needs nothing from the place. */
    public static final class Of0 extends Problem {
        Of0(int number, Severity severity, String text, String hint) {
            super(number, severity, text, hint);
        }

        /** The message. */
        public Message here() {
            return message();
        }
    }

    /** A problem that names one value. */
    public static final class Of1<A> extends Problem {
        Of1(int number, Severity severity, String text, String hint) {
            super(number, severity, text, hint);
        }

        /** The message about {@code a}. */
        public Message of(A a) {
            return message(a);
        }
    }

    /** A problem that names two values. */
    public static final class Of2<A, B> extends Problem {
        Of2(int number, Severity severity, String text, String hint) {
            super(number, severity, text, hint);
        }

        /** The message about {@code a} and {@code b}. */
        public Message of(A a, B b) {
            return message(a, b);
        }
    }

    /** A problem that names three values. */
    public static final class Of3<A, B, C> extends Problem {
        Of3(int number, Severity severity, String text, String hint) {
            super(number, severity, text, hint);
        }

        /** The message about {@code a}, {@code b} and {@code c}. */
        public Message of(A a, B b, C c) {
            return message(a, b, c);
        }
    }

    /** A problem that names four values. */
    public static final class Of4<A, B, C, D> extends Problem {
        Of4(int number, Severity severity, String text, String hint) {
            super(number, severity, text, hint);
        }

        /** The message about {@code a} to {@code d}. */
        public Message of(A a, B b, C c, D d) {
            return message(a, b, c, d);
        }
    }
}
