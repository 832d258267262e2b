// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** What one spec has bytes for, and the parts of each record. */
public final class Shapes {
    private final SpecSet specs;
    private final Spec spec;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, String> blocks = new LinkedHashMap<>();

    public Shapes(SpecSet specs, Spec spec) {
        this.specs = specs;
        this.spec = spec;
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct struct) {
                shapes.put(struct.name(), new Shape(struct.name(), struct.body(), struct.layouts(), false));
            } else if (type instanceof NamedType.Alias alias) {
                alias(alias);
            }
        }
        spec.devices().forEach(this::calls);
        spec.charDevs().forEach(this::ioctls);
    }

    /** By C tag: each needs a vector. */
    public Map<String, Shape> all() {
        return shapes;
    }

    /** Type of the block, by C name of the call or ioctl. The type may belong to an imported spec. */
    public Map<String, String> blocks() {
        return blocks;
    }

    /** The package of the spec. */
    public Spec spec() {
        return spec;
    }

    Shape of(String type) {
        Shape shape = shapes.get(type);
        if (shape == null) {
            throw new VectorException(spec.packageName() + " has no struct, block or alias `" + type + "`; there are " + String.join(", ", shapes.keySet()));
        }
        return shape;
    }

    private void alias(NamedType.Alias alias) {
        Body body = Body.of(List.of(new Member.Field(alias.meta(), "value", alias.target(), FieldFacts.NONE)));
        shapes.put(alias.name(), new Shape(alias.name(), body, Placer.layouts(body, name -> specs.types().get(name)), true));
    }

    private void calls(Device device) {
        for (Call call : device.calls()) {
            block(CSymbols.call(device, call), CSymbols.callArgs(device, call), call.args(), call.layouts());
        }
    }

    private void ioctls(CharDev device) {
        for (CharDev.Ioctl ioctl : device.ioctls()) {
            block(CSymbols.ioctl(device, ioctl), CSymbols.ioctlArgs(device, ioctl), ioctl.args(), ioctl.layouts());
        }
    }

    /** A block of exactly one declared type is that type. */
    private void block(String symbol, String tag, List<Arg> args, Layouts layouts) {
        if (args.size() == 1 && args.get(0).type() instanceof TypeRef.Named named && (specs.types().get(named.name()) instanceof NamedType.Struct
                || specs.types().get(named.name()) instanceof NamedType.Alias)) {
            blocks.put(symbol, CSymbols.tag(named.name()));
        } else if (!args.isEmpty()) {
            List<Member> members = args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList();
            shapes.put(tag, new Shape(tag, Body.of(members), layouts, false));
            blocks.put(symbol, tag);
        }
    }

    /** Bytes of a record, without the elements of an open array. */
    public static long size(Shape shape) {
        return layout(shape).size();
    }

    /** Every ABI class must agree: a vector has one form for all machines of one byte order. */
    private static StructLayout layout(Shape shape) {
        StructLayout layout = shape.layouts().lp64();
        for (AbiClass abi : AbiClass.values()) {
            StructLayout other = shape.layouts().on(abi);
            if (other.size() != layout.size() || !offsets(other).equals(offsets(layout))) {
                throw new VectorException("`" + shape.name() + "` lies differently on " + abi + ", so no vector can describe it");
            }
        }
        return layout;
    }

    private static List<Long> offsets(StructLayout layout) {
        List<Long> offsets = new ArrayList<>();
        for (MemberLayout member : layout.members()) {
            offsets.add(member.offset());
            member.inner().forEach(inner -> offsets.addAll(offsets(inner)));
        }
        return offsets;
    }

    /**
     * The parts of a record in the order of their bytes. Of fields that share bytes, those that values name, or none.
     *
     * @param named paths that have values
     */
    public List<Leaf> leaves(Shape shape, Set<String> named) {
        Walk walk = new Walk(named);
        walk.body(shape.body(), layout(shape), "", 0);
        Set<String> unknown = new TreeSet<>(named);
        walk.leaves.forEach(leaf -> unknown.remove(leaf.path()));
        if (!unknown.isEmpty()) {
            throw new VectorException("`" + shape.name() + "` has no " + String.join(", ", unknown));
        }
        return walk.leaves;
    }

    /** Names of the fields that share bytes, each as the path of its first part. */
    public List<String> arms(Shape shape) {
        Walk walk = new Walk(Set.of());
        walk.body(shape.body(), layout(shape), "", 0);
        return walk.arms;
    }

    private final class Walk {
        private final Set<String> named;
        private final List<Leaf> leaves = new ArrayList<>();
        private final List<String> arms = new ArrayList<>();

        Walk(Set<String> named) {
            this.named = named;
        }

        void body(Body body, StructLayout layout, String prefix, long base) {
            int reserved = 0;
            for (int i = 0; i < body.members().size(); i++) {
                Member member = body.members().get(i);
                MemberLayout at = layout.members().get(i);
                long offset = base + at.offset();
                if (member instanceof Member.Field field) {
                    type(field.type(), at, prefix + field.name(), offset);
                } else if (member instanceof Member.Reserved bytes) {
                    Optional<Scalar> one = bytes.bytes() == 1 ? Optional.of(Scalar.U8) : Optional.empty();
                    leaves.add(new Leaf(prefix + "__reserved" + reserved++, offset, (int) bytes.bytes(), one, false, true, Optional.empty()));
                } else if (member instanceof Member.Overlay overlay) {
                    for (int arm = 0; arm < overlay.arms().size(); arm++) {
                        arm(overlay.arms().get(arm).type(), at.inner().get(arm).members().get(0), prefix + overlay.arms().get(arm).name(), offset);
                    }
                }
            }
        }

        private void arm(TypeRef type, MemberLayout at, String path, long offset) {
            arms.add(path);
            if (named.stream().anyMatch(name -> name.equals(path) || name.startsWith(path + ".") || name.startsWith(path + "["))) {
                type(type, at, path, offset);
            }
        }

        private void type(TypeRef type, MemberLayout at, String path, long offset) {
            if (type instanceof TypeRef.Array array) {
                array(array, at, path, offset);
            } else if (type instanceof TypeRef.Inline inline) {
                body(inline.body(), at.inner().get(0), path + ".", offset);
            } else if (type instanceof TypeRef.Union union) {
                for (int arm = 0; arm < union.arms().size(); arm++) {
                    arm(union.arms().get(arm).type(), at.inner().get(arm).members().get(0), path + "." + union.arms().get(arm).name(), offset);
                }
            } else if (type instanceof TypeRef.Of of) {
                number(of.scalar(), path, offset, Optional.empty());
            } else if (type instanceof TypeRef.Bits bits) {
                number(bits.base(), path, offset, Optional.empty());
            } else if (type instanceof TypeRef.Fd) {
                number(Scalar.S32, path, offset, Optional.empty());
            } else if (type instanceof TypeRef.Mac) {
                row(path, offset, 6, false);
            } else if (type instanceof TypeRef.Text text) {
                row(path, offset, text.length(), true);
            } else {
                declared(((TypeRef.Named) type).name(), at, path, offset);
            }
        }

        private void declared(String name, MemberLayout at, String path, long offset) {
            NamedType type = specs.types().get(name);
            if (type instanceof NamedType.Struct struct) {
                body(struct.body(), struct.layouts().lp64(), path + ".", offset);
            } else if (type instanceof NamedType.Enum numbers) {
                number(numbers.base(), path, offset, Optional.empty());
            } else if (type instanceof NamedType.Flags flags) {
                number(flags.base(), path, offset, Optional.of(name));
            } else {
                type(((NamedType.Alias) type).target(), at, path, offset);
            }
        }

        private void array(TypeRef.Array array, MemberLayout at, String path, long offset) {
            boolean bytes = array.element() instanceof TypeRef.Of of && (of.scalar() == Scalar.U8 || of.scalar() == Scalar.CHAR);
            long count = array.length() instanceof TypeRef.Length.Fixed fixed ? fixed.count()
                    : array.length() instanceof TypeRef.Length.ByEnum byEnum ? byEnum.count() : elements(path);
            if (bytes) {
                row(path, offset, count, ((TypeRef.Of) array.element()).scalar() == Scalar.CHAR);
                return;
            }
            if (array.element() instanceof TypeRef.Array) {
                throw new VectorException("`" + path + "` is an array of arrays, for which vectors have no notation");
            }
            MemberLayout element = new MemberLayout(0, at.stride(), at.stride(), at.align(), at.inner());
            for (long i = 0; i < count; i++) {
                type(array.element(), element, path + "[" + i + "]", offset + i * at.stride());
            }
        }

        /** As many as the values name. */
        private long elements(String path) {
            long count = 0;
            for (String name : named) {
                if (name.startsWith(path + "[") && name.indexOf(']', path.length()) > 0) {
                    String index = name.substring(path.length() + 1, name.indexOf(']', path.length()));
                    if (!index.matches("0|[1-9][0-9]{0,5}")) {
                        throw new VectorException("`" + name + "` has an index that is no number");
                    }
                    count = Math.max(count, Long.parseLong(index) + 1);
                }
            }
            return count;
        }

        private void number(Scalar scalar, String path, long offset, Optional<String> flags) {
            leaves.add(new Leaf(path, offset, scalar.bytes(), Optional.of(scalar), false, false, flags));
        }

        private void row(String path, long offset, long bytes, boolean text) {
            leaves.add(new Leaf(path, offset, (int) bytes, Optional.empty(), text, false, Optional.empty()));
        }
    }
}
