// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.btf.Btf;
import org.vbus.btf.BtfType;
import org.vbus.btf.BtfType.Composite;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Structs and what they hold, said in the language. A type is looked at on all machines at once. */
final class TypeImporter {
    private final Source source;
    private final String packageName;
    private final EnumImporter enums;
    private final List<Omission> omissions;
    private final BodyBuilder bodies;
    private final Map<String, NamedType> byName = new HashMap<>();
    private final Map<String, NamedType.Struct> structs = new LinkedHashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Map<String, Mapping> mappings = new LinkedHashMap<>();
    /** Specs' names by those of C. */
    private final Map<String, String> names = new HashMap<>();

    TypeImporter(Source source, String packageName, EnumImporter enums, List<Omission> omissions) {
        this.source = source;
        this.packageName = packageName;
        this.enums = enums;
        this.omissions = omissions;
        this.bodies = new BodyBuilder(source.machines(), this::find);
    }

    /** In an order in which each comes behind what it holds. */
    List<NamedType.Struct> structs() {
        return List.copyOf(structs.values());
    }

    List<Mapping> mappings() {
        return List.copyOf(mappings.values());
    }

    private NamedType find(String qualified) {
        NamedType found = byName.get(qualified);
        if (found == null) {
            found = enums.find(qualified.substring(packageName.length() + 1)).orElseThrow(() -> new IllegalStateException(qualified + " is not imported"));
        }
        return found;
    }

    /** A struct or union that C names, and all that it holds. */
    NamedType.Struct struct(String cName) throws Inexpressible {
        NamedType.Struct known = structs.get(cName);
        if (known != null) {
            return known;
        }
        if (refused.containsKey(cName)) {
            throw new Inexpressible(refused.get(cName));
        }
        int before = omissions.size();
        try {
            List<Composite> all = new ArrayList<>();
            for (Machine machine : source.machines()) {
                all.add(machine.btf().composite(cName).orElseThrow(() -> new Inexpressible("is not there with " + machine.option())));
            }
            Optional<int[]> alignments = source.first().alignments().isEmpty() ? Optional.empty()
                    : Optional.of(source.machines().stream().mapToInt(machine -> machine.alignments().orElseThrow().getOrDefault(cName, 1)).toArray());
            Shape shape = shape(all, alignments, cName);
            String tag = all.get(0).name().isEmpty() ? "" : all.get(0).union() ? "union " : "struct ";
            return declare(cName, tag + cName, shape, source.text().doc(cName));
        } catch (Inexpressible e) {
            // what was left out of it is not news any more
            omissions.subList(before, omissions.size()).clear();
            refused.put(cName, e.getMessage());
            throw e;
        }
    }

    private NamedType.Struct declare(String key, String cType, Shape shape, String doc) {
        String name = Names.of(key);
        while (byName.containsKey(packageName + "." + name) || enums.find(name).isPresent()) {
            name += "_";
        }
        NamedType.Struct struct = new NamedType.Struct(Meta.of(doc, Origin.NONE), name, shape.body(), false, List.of(), Placer.layouts(shape.body(), this::find));
        byName.put(packageName + "." + name, struct);
        structs.put(key, struct);
        names.put(key, name);
        if (!cType.isEmpty()) {
            mappings.put(key, new Mapping(cType, name, shape.paths()));
        }
        return struct;
    }

    // --- bodies

    private Shape shape(List<Composite> all, Optional<int[]> alignments, String key) throws Inexpressible {
        long[] sizes = all.stream().mapToLong(Composite::bytes).toArray();
        Set<String> taken = new HashSet<>();
        List<Part> parts;
        if (all.get(0).union()) {
            List<Member.Field> arms = new ArrayList<>();
            List<Mapping.Path> paths = new ArrayList<>();
            arms(all, key, taken, arms, paths);
            if (arms.isEmpty()) {
                throw new Inexpressible("has no bytes");
            }
            parts = List.of(new Part(new Member.Overlay(Meta.at(Origin.NONE), arms), new long[sizes.length], paths));
        } else {
            parts = new ArrayList<>();
            parts(all, new long[sizes.length], key, taken, parts, true);
        }
        if (parts.isEmpty()) {
            throw new Inexpressible("has no members");
        }
        List<Mapping.Path> paths = new ArrayList<>();
        parts.forEach(part -> paths.addAll(part.paths()));
        return new Shape(bodies.build(parts, sizes, alignments), paths);
    }

    private void parts(List<Composite> all, long[] base, String key, Set<String> taken, List<Part> parts, boolean atEnd) throws Inexpressible {
        same(all);
        Composite first = all.get(0);
        for (int i = 0; i < first.members().size(); i++) {
            BtfType.Member member = first.members().get(i);
            int at = i;
            List<BtfType.Member> those = all.stream().map(one -> one.members().get(at)).toList();
            boolean last = i == first.members().size() - 1;
            if (member.width() > 0) {
                i = new BitWords(source.machines(), key, taken, source.text()).read(all, i, base, parts) - 1;
                continue;
            }
            long[] offsets = new long[all.size()];
            for (int j = 0; j < offsets.length; j++) {
                offsets[j] = base[j] + those.get(j).bit() / 8;
            }
            List<Composite> inside = composites(those);
            boolean holdsTheLast = member.name().isEmpty() && atEnd && last && !inside.isEmpty() && !inside.get(0).union() && !inside.get(0).members().isEmpty();
            if (isEmpty(inside) && !holdsTheLast) {
                omissions.add(new Omission("member " + key + "." + member.name(), "a struct without members; it has no bytes"));
            } else if (member.name().isEmpty() && !inside.isEmpty() && !inside.get(0).union()) {
                parts(inside, offsets, key, taken, parts, atEnd && last);
            } else if (member.name().isEmpty() && !inside.isEmpty()) {
                List<Member.Field> arms = new ArrayList<>();
                List<Mapping.Path> paths = new ArrayList<>();
                arms(inside, key, taken, arms, paths);
                if (!arms.isEmpty()) {
                    parts.add(new Part(new Member.Overlay(Meta.at(Origin.NONE), arms), offsets, paths));
                }
            } else if (isEmptyArray(those.get(0)) && !(atEnd && last)) {
                omissions.add(new Omission("member " + key + "." + member.name(), "an array without elements can only be the last member of a struct; it has no bytes"));
            } else {
                Field made = field(those, key, taken);
                parts.add(new Part(made.field, offsets, made.paths));
            }
        }
    }

    private record Field(Member.Field field, List<Mapping.Path> paths) { }

    private Field field(List<BtfType.Member> those, String key, Set<String> taken) throws Inexpressible {
        String cName = those.get(0).name();
        try {
            String name = unique(Names.of(cName), taken);
            Use use = use(numbers(those), key, cName);
            List<Mapping.Path> paths = new ArrayList<>(List.of(new Mapping.Path(cName, name)));
            use.inside.forEach(path -> paths.add(new Mapping.Path(cName + "." + path.c(), name + "." + path.spec())));
            return new Field(new Member.Field(meta(key, cName, name), name, use.type, FieldFacts.NONE), paths);
        } catch (Inexpressible e) {
            throw e.in(cName);
        }
    }

    private Meta meta(String key, String cName, String name) {
        String doc = source.text().doc(key + "." + cName);
        String renamed = name.equals(cName) ? "" : "`" + cName + "` in C.";
        String between = doc.isEmpty() || renamed.isEmpty() ? "" : doc.endsWith(".") ? " " : "; ";
        return Meta.of(doc + between + renamed, Origin.NONE);
    }

    /** What a union holds; what is in an anonymous union of it belongs to it. */
    private void arms(List<Composite> all, String key, Set<String> taken, List<Member.Field> arms, List<Mapping.Path> paths) throws Inexpressible {
        same(all);
        for (int i = 0; i < all.get(0).members().size(); i++) {
            int at = i;
            List<BtfType.Member> those = all.stream().map(one -> one.members().get(at)).toList();
            BtfType.Member member = those.get(0);
            List<Composite> inside = composites(those);
            if (member.width() > 0) {
                List<Part> words = new ArrayList<>();
                new BitWords(source.machines(), key, taken, source.text()).read(all, i, new long[all.size()], words, 1);
                arms.add((Member.Field) words.get(0).member());
            } else if (isEmpty(inside)) {
                omissions.add(new Omission("member " + key + "." + (member.name().isEmpty() ? last(inside.get(0)) : member.name()),
                        "an array without elements cannot stand in a union; it has no bytes"));
            } else if (isEmptyArray(member)) {
                omissions.add(new Omission("member " + key + "." + member.name(), "an array without elements cannot stand in a union; it has no bytes"));
            } else if (member.name().isEmpty() && !inside.isEmpty() && inside.get(0).union()) {
                arms(inside, key, taken, arms, paths);
            } else if (member.name().isEmpty() && !inside.isEmpty()) {
                String name = unique("unnamed", taken);
                Use use = inline(inside, key, "unnamed");
                arms.add(new Member.Field(Meta.of("Without a name in C.", Origin.NONE), name, use.type, FieldFacts.NONE));
                use.inside.forEach(path -> paths.add(new Mapping.Path(path.c(), name + "." + path.spec())));
            } else {
                Field made = field(those, key, taken);
                arms.add(made.field);
                paths.addAll(made.paths);
            }
        }
    }

    /** Members are the same on all machines, or nothing can be said of them. */
    private void same(List<Composite> all) throws Inexpressible {
        for (int i = 1; i < all.size(); i++) {
            List<String> here = all.get(0).members().stream().map(BtfType.Member::name).toList();
            if (!here.equals(all.get(i).members().stream().map(BtfType.Member::name).toList())) {
                throw new Inexpressible("has other members with " + source.machines().get(i).option());
            }
        }
    }

    private List<Composite> composites(List<BtfType.Member> those) {
        List<Composite> found = new ArrayList<>();
        for (int i = 0; i < those.size(); i++) {
            if (btf(i).resolved(those.get(i).type()) instanceof Composite composite) {
                found.add(composite);
            }
        }
        return found;
    }

    /** What has no bytes anywhere, so that nothing lies otherwise without it. */
    private static boolean isEmpty(List<Composite> inside) {
        return !inside.isEmpty() && inside.stream().allMatch(one -> one.bytes() == 0);
    }

    private static String last(Composite composite) {
        List<BtfType.Member> members = composite.members();
        return members.isEmpty() ? "" : members.get(members.size() - 1).name();
    }

    private boolean isEmptyArray(BtfType.Member member) {
        return btf(0).resolved(member.type()) instanceof BtfType.Array array && array.count() == 0;
    }

    private Btf btf(int machine) {
        return source.machines().get(machine).btf();
    }

    private static int[] numbers(List<BtfType.Member> those) {
        return those.stream().mapToInt(BtfType.Member::type).toArray();
    }

    static String unique(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    // --- uses of types

    private record Use(TypeRef type, List<Mapping.Path> inside) {
        static Use of(TypeRef type) {
            return new Use(type, List.of());
        }
    }

    private Use use(int[] numbers, String key, String member) throws Inexpressible {
        BtfType type = btf(0).type(numbers[0]);
        if (type instanceof BtfType.Typedef typedef) {
            Optional<Scalar> scalar = Scalars.ofTypedef(typedef.name());
            if (scalar.isPresent()) {
                return Use.of(new TypeRef.Of(scalar.get()));
            }
            BtfType target = btf(0).type(typedef.target());
            return target instanceof Composite composite && composite.name().isEmpty() && btf(0).composite(typedef.name()).isPresent()
                    ? named(typedef.name()) : use(targets(numbers), key, member);
        }
        if (type instanceof BtfType.Modifier) {
            return use(targets(numbers), key, member);
        }
        if (type instanceof BtfType.Array array) {
            return array(array, numbers, key, member);
        }
        if (type instanceof Composite composite) {
            return composite.name().isEmpty() ? inline(inner(numbers), key, member) : named(composite.name());
        }
        if (type instanceof BtfType.Enumeration enumeration) {
            long[] sizes = sizes(numbers);
            if (sizes[0] != sizes[sizes.length - 1]) {
                throw new Inexpressible("is an enum of another size elsewhere");
            }
            Optional<NamedType.Enum> made = enums.of(enumeration);
            return Use.of(made.<TypeRef>map(one -> new TypeRef.Named(packageName + "." + one.name())).orElse(new TypeRef.Of(Scalars.of(enumeration.bytes(), enumeration.signed()))));
        }
        if (type instanceof BtfType.Int integer) {
            return Use.of(new TypeRef.Of(Scalars.of(integer)));
        }
        throw new Inexpressible(type instanceof BtfType.Pointer ? "is a pointer, whose size differs between machines; an address is a u64"
                : type instanceof BtfType.Float real ? "is a `" + real.name() + "`, and the language has no floating point"
                : type instanceof BtfType.Forward forward ? "is a `" + forward.name() + "`, which the header does not define" : "has no size");
    }

    private Use array(BtfType.Array array, int[] numbers, String key, String member) throws Inexpressible {
        for (int i = 1; i < numbers.length; i++) {
            if (!(btf(i).type(numbers[i]) instanceof BtfType.Array other) || other.count() != array.count()) {
                throw new Inexpressible("is an array of another length with " + source.machines().get(i).option());
            }
        }
        Use element = use(targets(numbers), key, member);
        if (isOpen(element.type)) {
            throw new Inexpressible("is an array of what has no fixed size");
        }
        TypeRef single = element.type;
        if (single instanceof TypeRef.Inline inline) {
            single = new TypeRef.Named(packageName + "." + apart(new Shape(inline.body(), element.inside), key, member).name());
        }
        TypeRef.Length length = array.count() == 0 ? new TypeRef.Length.Open() : new TypeRef.Length.Fixed(array.count());
        // what is in an element has no offset of its own that C could be asked for
        return Use.of(new TypeRef.Array(single, length));
    }

    private int[] targets(int[] numbers) throws Inexpressible {
        int[] targets = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            BtfType type = btf(i).type(numbers[i]);
            targets[i] = type instanceof BtfType.Typedef typedef ? typedef.target() : type instanceof BtfType.Modifier modifier ? modifier.target()
                    : type instanceof BtfType.Array array ? array.element() : 0;
            if (targets[i] == 0) {
                throw new Inexpressible("is of another type with " + source.machines().get(i).option());
            }
        }
        return targets;
    }

    private List<Composite> inner(int[] numbers) throws Inexpressible {
        List<Composite> all = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (!(btf(i).resolved(numbers[i]) instanceof Composite composite)) {
                throw new Inexpressible("is of another type with " + source.machines().get(i).option());
            }
            all.add(composite);
        }
        return all;
    }

    private long[] sizes(int[] numbers) {
        long[] sizes = new long[numbers.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = btf(i).size(numbers[i]);
        }
        return sizes;
    }

    private Use named(String cName) throws Inexpressible {
        NamedType.Struct struct;
        try {
            struct = struct(cName);
        } catch (Inexpressible e) {
            throw new Inexpressible("is a `" + cName + "`, of which " + e.getMessage());
        }
        if (isOpen(struct)) {
            throw new Inexpressible("is a `" + cName + "`, which has no fixed size");
        }
        Mapping mapping = mappings.get(cName);
        return new Use(new TypeRef.Named(packageName + "." + names.get(cName)), mapping == null ? List.of() : mapping.members());
    }

    /** A struct or union without a name: in place, or beside it where it needs words that stand only there. */
    private Use inline(List<Composite> all, String key, String member) throws Inexpressible {
        Shape shape = shape(all, Optional.empty(), key);
        if (shape.body().members().stream().anyMatch(one -> one instanceof Member.Field field && isOpen(field.type()))) {
            throw new Inexpressible("is a struct without a fixed size");
        }
        if (!shape.body().packed() && shape.body().declaredAlign().isEmpty()) {
            return new Use(new TypeRef.Inline(shape.body()), shape.paths());
        }
        return new Use(new TypeRef.Named(packageName + "." + apart(shape, key, member).name()), shape.paths());
    }

    private NamedType.Struct apart(Shape shape, String key, String member) {
        return declare(key + "_" + member, "", shape, "`" + member + "` of " + key + ", without a name in C.");
    }

    private boolean isOpen(TypeRef type) {
        return type instanceof TypeRef.Array array && array.length() instanceof TypeRef.Length.Open
                || type instanceof TypeRef.Named named && find(named.name()) instanceof NamedType.Struct struct && isOpen(struct);
    }

    private boolean isOpen(NamedType.Struct struct) {
        List<Member> members = struct.body().members();
        return members.get(members.size() - 1) instanceof Member.Field field && isOpen(field.type());
    }
}
