// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A spec that can be edited. Everything in it keeps its id whatever becomes of its name, its place and its type: that is how the proof knows which field of
 * one version is which of the other, without asking those that are to be proved.
 */
final class Sketch implements Serializable {
    private static final long serialVersionUID = 1;

    final String packageName;
    /** In names that C has only one space for. */
    final int number;
    final List<Decl> decls = new ArrayList<>();
    private int lastId;

    Sketch(int number) {
        this.number = number;
        this.packageName = "proof.p" + number;
    }

    int id() {
        return ++lastId;
    }

    /** Another one that is equal and shares nothing. */
    Sketch copy() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(this);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (Sketch) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    Decl decl(int id) {
        return decls.stream().filter(decl -> decl.id == id).findFirst().orElseThrow();
    }

    Optional<Decl> maybe(int id) {
        return decls.stream().filter(decl -> decl.id == id).findFirst();
    }

    <T extends Decl> List<T> all(Class<T> kind) {
        return decls.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Every list of members there is, those of inline structs included. */
    List<List<Member>> bodies() {
        List<List<Member>> bodies = new ArrayList<>();
        all(Struct.class).forEach(struct -> bodies(struct.members, bodies));
        return bodies;
    }

    private static void bodies(List<Member> members, List<List<Member>> into) {
        into.add(members);
        fields(members).forEach(field -> {
            if (field.type instanceof Inline inline) {
                bodies(inline.members, into);
            } else if (field.type instanceof Union union) {
                union.arms.stream().map(arm -> arm.field.type).filter(Inline.class::isInstance).forEach(arm -> bodies(((Inline) arm).members, into));
            }
        });
    }

    /** Fields of a body and of its overlays, not those of inline structs. */
    static Stream<Field> fields(List<Member> members) {
        return members.stream().flatMap(member -> member instanceof Field field ? Stream.of(field)
                : member instanceof Overlay overlay ? overlay.arms.stream() : Stream.empty());
    }

    /** Every field there is, arms of unions included. */
    List<Field> fields() {
        List<Field> all = new ArrayList<>();
        bodies().forEach(body -> fields(body).forEach(field -> {
            all.add(field);
            if (field.type instanceof Union union) {
                union.arms.forEach(arm -> all.add(arm.field));
            }
        }));
        return all;
    }

    /** Whether something contains itself. */
    boolean isCircular() {
        return decls.stream().anyMatch(decl -> reaches(decl, decl, decls.size()));
    }

    private boolean reaches(Decl from, Decl to, int steps) {
        return steps == 0 || uses(from).stream().anyMatch(decl -> decl == to || reaches(decl, to, steps - 1));
    }

    /** What a declaration uses by name. */
    List<Decl> uses(Decl decl) {
        List<Decl> used = new ArrayList<>();
        if (decl instanceof Alias alias) {
            uses(alias.type, used);
        } else if (decl instanceof Struct struct) {
            fields(struct.members).forEach(field -> uses(field.type, used));
        }
        return used;
    }

    /** All that a declaration says, and what it uses. */
    String words(Decl decl) {
        return decl.text(this) + uses(decl).stream().map(this::words).collect(Collectors.joining("\n"));
    }

    private void uses(Type type, List<Decl> used) {
        if (type instanceof Ref ref) {
            used.add(decl(ref.decl));
        } else if (type instanceof Array array) {
            uses(array.element, used);
            if (array.by != 0) {
                used.add(decl(array.by));
            }
        } else if (type instanceof Inline inline) {
            fields(inline.members).forEach(field -> uses(field.type, used));
        } else if (type instanceof Union union) {
            used.add(decl(union.choice));
            union.arms.forEach(arm -> uses(arm.field.type, used));
        }
    }

    /** As the language writes it. */
    String text() {
        return "package " + packageName + "\n" + decls.stream().map(decl -> decl.text(this)).collect(Collectors.joining("\n")) + "\n";
    }

    /** What has a name of its own. */
    abstract static class Decl implements Serializable {
        private static final long serialVersionUID = 1;
        int id;
        String name;
        String doc = "";

        abstract String text(Sketch in);

        String comment() {
            return doc.isEmpty() ? "" : "/** " + doc + " */\n";
        }
    }

    static final class Const extends Decl {
        private static final long serialVersionUID = 1;
        long value;

        @Override
        String text(Sketch in) {
            return comment() + "const " + name + " : u32 = " + value;
        }
    }

    static final class Alias extends Decl {
        private static final long serialVersionUID = 1;
        Type type;

        @Override
        String text(Sketch in) {
            return comment() + "type " + name + " : " + type.text(in);
        }
    }

    /** A number with a name: a literal by its value, a flag by its bit. */
    static final class Literal implements Serializable {
        private static final long serialVersionUID = 1;
        int id;
        String name;
        long value;
    }

    /** An enum, or flags. */
    static final class Choice extends Decl {
        private static final long serialVersionUID = 1;
        boolean flags;
        boolean open;
        String base;
        final List<Literal> literals = new ArrayList<>();

        /** What C calls a literal. */
        String symbol(Literal literal) {
            return prefix() + literal.name;
        }

        private String prefix() {
            return "E" + id + "_" + name.toUpperCase(java.util.Locale.ROOT) + "_";
        }

        @Override
        String text(Sketch in) {
            return comment() + (flags ? "flags " : open ? "open enum " : "enum ") + name + " : " + base + " as " + prefix() + " {\n"
                    + literals.stream().map(literal -> "    " + literal.name + " = " + literal.value + "\n").collect(Collectors.joining()) + "}";
        }
    }

    static final class Struct extends Decl {
        private static final long serialVersionUID = 1;
        boolean packed;
        boolean sized;
        boolean saysSize;
        int align;
        List<Member> members = new ArrayList<>();

        @Override
        String text(Sketch in) {
            return comment() + "struct " + name + (saysSize && !Sizes.isOpen(members) ? " size " + new Sizes(in).of(this).bytes() : "") + (align > 0 ? " align " + align : "")
                    + (packed ? " packed" : "") + (sized ? " sized" : "") + " {\n" + body(in, members, "    ") + "}";
        }
    }

    private static String body(Sketch in, List<Member> members, String indent) {
        return members.stream().map(member -> indent + member.text(in) + "\n").collect(Collectors.joining());
    }

    /** What stands in a struct. */
    abstract static class Member implements Serializable {
        private static final long serialVersionUID = 1;

        abstract String text(Sketch in);
    }

    static final class Field extends Member {
        private static final long serialVersionUID = 1;
        int id;
        String name;
        Type type;
        /** What is said behind the type. */
        String mods = "";
        /** Came around what was there before: not a step on the way of a value. */
        boolean wrapper;
        /** The steps that led here before what they led through was opened, each behind a stroke. */
        String through = "";

        @Override
        String text(Sketch in) {
            return name + " : " + type.text(in) + mods;
        }
    }

    static final class Reserved extends Member {
        private static final long serialVersionUID = 1;
        long bytes;
        String policy = "";
        /** There because the compiler would put it there; comes and goes with what is around it. */
        boolean padding;

        @Override
        String text(Sketch in) {
            return "reserved " + bytes + (policy.isEmpty() ? "" : " " + policy);
        }
    }

    static final class Overlay extends Member {
        private static final long serialVersionUID = 1;
        final List<Field> arms = new ArrayList<>();

        @Override
        String text(Sketch in) {
            return "union { " + arms.stream().map(arm -> arm.text(in)).collect(Collectors.joining("   ")) + " }";
        }
    }

    /** What a field is. */
    abstract static class Type implements Serializable {
        private static final long serialVersionUID = 1;

        abstract String text(Sketch in);
    }

    static final class Scalar extends Type {
        private static final long serialVersionUID = 1;
        String word;

        Scalar(String word) {
            this.word = word;
        }

        @Override
        String text(Sketch in) {
            return word;
        }
    }

    /** Text of so many bytes, or {@code mac}, which has six. */
    static final class Bytes extends Type {
        private static final long serialVersionUID = 1;
        int length;
        boolean mac;

        Bytes(int length, boolean mac) {
            this.length = length;
            this.mac = mac;
        }

        @Override
        String text(Sketch in) {
            return mac ? "mac" : "string[" + length + "]";
        }
    }

    /** A declared type, by its id. */
    static final class Ref extends Type {
        private static final long serialVersionUID = 1;
        int decl;

        Ref(int decl) {
            this.decl = decl;
        }

        @Override
        String text(Sketch in) {
            return in.decl(decl).name;
        }
    }

    /** Elements; their number is a number, a constant, an enum or a field. */
    static final class Array extends Type {
        private static final long serialVersionUID = 1;
        Type element;
        int length;
        /** A constant, or an enum, that says how many; 0 for none. */
        int by;
        /** Name of the field that counts; empty for a fixed length. */
        String counter = "";

        long count(Sketch in) {
            if (by == 0) {
                return length;
            }
            return in.decl(by) instanceof Const constant ? constant.value : ((Choice) in.decl(by)).literals.size();
        }

        @Override
        String text(Sketch in) {
            String count = !counter.isEmpty() ? counter : by != 0 ? in.decl(by).name : Integer.toString(length);
            String inner = element.text(in);
            // dimensions are read from the left: the outer one comes first
            int at = element instanceof Array ? inner.indexOf('[') : inner.length();
            return inner.substring(0, at) + "[" + count + "]" + inner.substring(at);
        }
    }

    static final class Inline extends Type {
        private static final long serialVersionUID = 1;
        List<Member> members = new ArrayList<>();

        @Override
        String text(Sketch in) {
            return "struct { " + members.stream().map(member -> member.text(in)).collect(Collectors.joining("   ")) + " }";
        }
    }

    /** One arm, chosen by literals. */
    static final class Arm implements Serializable {
        private static final long serialVersionUID = 1;
        Field field;
        final List<Integer> literals = new ArrayList<>();
    }

    static final class Union extends Type {
        private static final long serialVersionUID = 1;
        /** Field that says which. */
        int tag;
        int choice;
        final List<Arm> arms = new ArrayList<>();

        @Override
        String text(Sketch in) {
            String by = in.fields().stream().filter(field -> field.id == tag).findFirst().map(field -> field.name).orElse("nothing");
            Choice tags = (Choice) in.decl(choice);
            return "union by " + by + " { " + arms.stream().map(arm -> arm.field.text(in) + " = " + arm.literals.stream()
                    .map(id -> tags.literals.stream().filter(literal -> literal.id == id).findFirst().map(literal -> literal.name).orElse("nothing"))
                    .collect(Collectors.joining(", "))).collect(Collectors.joining("   ")) + " }";
        }
    }

    static final class Part implements Serializable {
        private static final long serialVersionUID = 1;
        int id;
        String name;
        int width;
    }

    static final class Bits extends Type {
        private static final long serialVersionUID = 1;
        String base;
        final List<Part> parts = new ArrayList<>();

        /** What C calls the mask of a part. */
        String symbol(Sketch in, Part part) {
            return "P" + in.number + "_" + part.id + "_" + part.name.toUpperCase(java.util.Locale.ROOT);
        }

        @Override
        String text(Sketch in) {
            return "bits " + base + " { " + parts.stream().map(part -> part.name + " : " + part.width + " as " + symbol(in, part)).collect(Collectors.joining("   ")) + " }";
        }
    }
}
