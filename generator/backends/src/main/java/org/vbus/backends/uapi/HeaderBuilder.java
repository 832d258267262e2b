// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.backends.Banner;
import org.vbus.backends.text.Comments;
import org.vbus.backends.uapi.HeaderView.Define;
import org.vbus.backends.uapi.HeaderView.DeviceBlock;
import org.vbus.backends.uapi.HeaderView.EnumBlock;
import org.vbus.backends.uapi.HeaderView.MacroBlock;
import org.vbus.backends.uapi.HeaderView.Needs;
import org.vbus.backends.uapi.HeaderView.Section;
import org.vbus.backends.uapi.HeaderView.Type;
import org.vbus.model.Const;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.model.wire.WireHash;
import org.vbus.targets.c.CSymbols;

/** Builds the view of one spec's header. */
final class HeaderBuilder {
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final int BYTES_PER_LINE = 8;

    private final SpecSet specs;
    private final Spec spec;
    private final Includes includes;
    private final StructBlocks structs;
    private final Dialect dialect;

    HeaderBuilder(SpecSet specs, Spec spec, Includes includes, Dialect dialect) {
        this.specs = specs;
        this.spec = spec;
        this.includes = includes;
        this.structs = new StructBlocks(specs, dialect);
        this.dialect = dialect;
    }

    HeaderView build() {
        String guard = "_UAPI_" + CSymbols.upper(spec.packageName().replace('.', '_')) + "_H";
        List<DeviceBlock> devices = new ArrayList<>(spec.devices().stream().map(this::device).toList());
        spec.charDevs().forEach(device -> devices.add(charDev(device)));
        List<Type> types = types();
        // where the kernel installs its headers, their guards lose the first word
        List<String> installed = dialect == Dialect.NEUTRAL ? List.of(guard.substring("_UAPI".length())) : List.of();
        return new HeaderView(banner(), guard, installed, needs(types), includes(), defines(), types, devices, removed(), includes.atEnd(spec));
    }

    private static Needs needs(List<Type> types) {
        String all = types.toString();
        return new Needs(word(all, "VBUSC_ALIGNED"), word(all, "VBUSC_PACKED_ALIGNED"), word(all, "VBUSC_EXTENSION"));
    }

    private static List<String> word(String text, String word) {
        return text.contains(word) ? List.of(word) : List.of();
    }

    private List<String> banner() {
        List<String> lines = new ArrayList<>(Banner.comment(spec));
        if (!spec.meta().doc().isBlank()) {
            lines.add(" *");
            lines.addAll(Comments.starred(Comments.lines(spec.meta().doc())));
        }
        return lines;
    }

    /** Names and numbers that nothing may take again, for whoever looks into the header for a free one. */
    private List<String> removed() {
        return spec.removed().stream().map(one -> {
            String owner = one.owner().isEmpty() ? "" : one.owner() + ".";
            String numbers = one.numbers().stream().map(BigInteger::toString).collect(Collectors.joining(", "));
            return " *\t" + one.kind() + " " + owner + one.name() + (numbers.isEmpty() ? "" : " = " + numbers)
                    // it stands in a comment
                    + one.matched().map(text -> " \"" + text.replace("*/", "* /") + "\"").orElse("");
        }).toList();
    }

    private List<String> includes() {
        List<String> headers = new ArrayList<>();
        if (dialect == Dialect.NEUTRAL) {
            headers.add("stdint.h");
            headers.addAll(includes.early(spec));
            return headers;
        }
        headers.add("linux/types.h");
        if (!spec.charDevs().isEmpty()) {
            headers.add("linux/ioctl.h");
        }
        if (VirtioTypes.usedBy(spec)) {
            headers.add("linux/virtio_types.h");
        }
        headers.addAll(includes.early(spec));
        return headers.stream().distinct().toList();
    }

    private List<Define> defines() {
        List<Define> defines = new ArrayList<>();
        for (Const constant : spec.constants()) {
            defines.add(new Define(Comments.block(constant.meta().doc()), constant.name(), CSymbols.number(constant.value())));
        }
        for (Version version : spec.versions()) {
            defines.add(new Define(Comments.block(version.meta().doc()), version.name(), CSymbols.number(version.value())));
        }
        return defines;
    }

    private List<Type> types() {
        List<Type> types = new ArrayList<>();
        for (NamedType type : new UseOrder(specs, spec).types()) {
            if (type instanceof NamedType.Enum named) {
                types.add(enumBlock(named));
            } else if (type instanceof NamedType.Flags flags) {
                types.add(flagsBlock(flags));
            } else if (type instanceof NamedType.Struct struct) {
                types.add(structs.declared(struct));
                parts(struct).ifPresent(types::add);
            }
        }
        for (Device device : spec.devices()) {
            for (Call call : device.calls()) {
                structs.arguments(device, call).ifPresent(types::add);
            }
        }
        for (CharDev device : spec.charDevs()) {
            device.ioctls().forEach(ioctl -> structs.arguments(device, ioctl).ifPresent(types::add));
        }
        return types;
    }

    /** Masks of the parts of bit words that have a C name. */
    private static Optional<Type> parts(NamedType.Struct struct) {
        List<Define> masks = new ArrayList<>();
        parts(struct.body(), masks);
        return masks.isEmpty() ? Optional.empty()
                : Optional.of(new MacroBlock("macroBlock", Comments.block("Parts of words in struct " + struct.name()), masks));
    }

    private static void parts(Body body, List<Define> masks) {
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                parts(field.type(), masks);
            } else if (member instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> parts(arm.type(), masks));
            }
        }
    }

    private static void parts(TypeRef type, List<Define> masks) {
        if (type instanceof TypeRef.Array array) {
            parts(array.element(), masks);
        } else if (type instanceof TypeRef.Inline inline) {
            parts(inline.body(), masks);
        } else if (type instanceof TypeRef.Union union) {
            union.arms().forEach(arm -> parts(arm.type(), masks));
        } else if (type instanceof TypeRef.Bits bits) {
            for (TypeRef.Part part : bits.parts()) {
                BigInteger mask = BigInteger.ONE.shiftLeft(part.width()).subtract(BigInteger.ONE).shiftLeft(part.shift());
                part.symbol().ifPresent(name -> masks.add(new Define(Comments.block(part.meta().doc()), name,
                        part.width() == 1 ? CSymbols.mask(part.shift()) : CSymbols.number(mask))));
            }
        }
    }

    private Type enumBlock(NamedType.Enum named) {
        List<Define> literals = named.literals().stream().map(literal -> new Define(
                Comments.block(literal.local() ? (literal.meta().doc() + " Not on the wire.").strip() : literal.meta().doc()),
                named.prefix() + literal.name(), CSymbols.number(literal.value()))).toList();
        boolean fits = named.literals().stream().allMatch(literal -> literal.value().compareTo(INT_MAX) <= 0);
        List<String> comment = comment(named.name(), named.meta(), "numbers of " + named.base().keyword() + " fields");
        return fits ? new EnumBlock("enumBlock", named.name(), comment, literals) : new MacroBlock("macroBlock", comment, literals);
    }

    private Type flagsBlock(NamedType.Flags flags) {
        List<Define> masks = flags.flags().stream().map(flag -> new Define(Comments.block(flag.meta().doc()),
                flags.prefix() + flag.name(), CSymbols.mask(flag.bit()))).toList();
        return new MacroBlock("macroBlock", comment(flags.name(), flags.meta(), "bits of " + flags.base().keyword() + " fields"), masks);
    }

    private DeviceBlock device(Device device) {
        List<Section> sections = new ArrayList<>();
        device.virtio().ifPresent(virtio -> sections.add(new Section("What drivers match on", List.of(
                define(Meta.at(device.meta().origin()), CSymbols.virtioId(device), virtio.id())))));
        if (device.hasDriver()) {
            sections.add(new Section("What drivers match on", List.of(
                    new Define(List.of(), CSymbols.deviceType(device), "\"" + device.typeString() + "\""))));
            sections.add(abiHash(device));
        }
        List<Define> memory = new ArrayList<>();
        device.rings().forEach(ring -> memory.add(define(ring.meta(), CSymbols.ring(device, ring), ring.id())));
        device.regions().forEach(region -> memory.add(define(region.meta(), CSymbols.region(device, region), region.id())));
        section("Shared memory", memory, sections);
        section("Calls", device.calls().stream().map(call -> define(call.meta(), CSymbols.call(device, call), call.number())).toList(), sections);
        for (FeatureGroup group : device.features()) {
            section("Feature group " + group.name(), group(group, device.virtio().isEmpty()), sections);
        }
        device.virtio().ifPresent(virtio -> virtio(device, virtio, sections));
        String title = "Device " + device.name() + (device.meta().doc().isBlank() ? "" : ": " + Comments.line(device.meta().doc()));
        return new DeviceBlock(Comments.block(title), sections);
    }

    private Section abiHash(Device device) {
        return new Section("Hash of the wire facts: sides with the same one speak the same ABI", List.of(
                new Define(Comments.block("SHA-256, in hexadecimal digits."), CSymbols.abiHash(device), "\\\n\t\"" + WireHash.hex(specs, device) + "\""),
                new Define(Comments.block("The same for an array of 32 bytes, as VBUS_FUNC_DESCRIBE answers it."), CSymbols.abiHashBytes(device),
                        initializer(WireHash.of(specs, device)))));
    }

    /** Bytes as an initializer, in lines of one macro. */
    private static String initializer(byte[] bytes) {
        StringBuilder text = new StringBuilder("{ \\\n");
        for (int i = 0; i < bytes.length; i++) {
            text.append(i % BYTES_PER_LINE == 0 ? "\t" : "").append(String.format(Locale.ROOT, "0x%02x, ", bytes[i]))
                    .append(i % BYTES_PER_LINE == BYTES_PER_LINE - 1 ? "\\\n" : "");
        }
        return text.append("}").toString();
    }

    private DeviceBlock charDev(CharDev device) {
        String letter = String.format(Locale.ROOT, "0x%02X", device.letter());
        List<Define> ioctls = device.ioctls().stream().map(ioctl -> {
            String macro = ioctl.direction().map(way -> way == Direction.INOUT ? "_IOWR" : way == Direction.IN ? "_IOW" : "_IOR").orElse("_IO");
            String type = ioctl.direction().isEmpty() ? "" : ", " + structs.blockType(device, ioctl);
            return new Define(Comments.block(ioctl.meta().doc()), CSymbols.ioctl(device, ioctl), dialect == Dialect.NEUTRAL
                    ? CSymbols.number(BigInteger.valueOf(ioctl.number())) : macro + "(" + letter + ", " + ioctl.index() + type + ")");
        }).toList();
        List<Section> sections = new ArrayList<>();
        section(dialect == Dialect.NEUTRAL ? "ioctls, with the numbers that Linux gives them on most machines" : "ioctls", ioctls, sections);
        String title = "Character device /dev/" + device.node() + (device.meta().doc().isBlank() ? "" : ": " + Comments.line(device.meta().doc()));
        return new DeviceBlock(Comments.block(title), sections);
    }

    private static void section(String title, List<Define> defines, List<Section> sections) {
        if (!defines.isEmpty()) {
            sections.add(new Section(title, defines));
        }
    }

    private void virtio(Device device, Virtio virtio, List<Section> sections) {
        List<Define> queues = new ArrayList<>();
        List<Define> requests = new ArrayList<>();
        for (Virtio.Queue queue : virtio.queues()) {
            if (queue.index().isEmpty() && queue.number() instanceof Expr.Num number) {
                queues.add(new Define(Comments.block(queue.meta().doc()), CSymbols.queue(device, queue), CSymbols.number(number.value())));
            }
            if (queue.header().isPresent()) {
                List<String> fields = queue.selectors();
                for (Virtio.Request request : queue.requests()) {
                    for (int i = 0; i < fields.size(); i++) {
                        requests.add(define(i == 0 ? request.meta() : Meta.at(request.meta().origin()),
                                CSymbols.request(device, request, fields.get(i)), request.numbers().get(i)));
                    }
                }
            }
        }
        section("Queues", queues, sections);
        section("Requests", requests, sections);
    }

    /** {@code numbered}: a group of the bus has a number, the features of virtio are one word. */
    private static List<Define> group(FeatureGroup group, boolean numbered) {
        List<Define> defines = new ArrayList<>();
        if (numbered) {
            defines.add(define(group.meta(), CSymbols.group(group), group.id()));
        }
        for (FeatureGroup.Bit bit : group.bits()) {
            defines.add(new Define(Comments.block(bit.meta().doc()), CSymbols.bit(group, bit),
                    group.emitNumbers() ? Integer.toString(bit.bit()) : CSymbols.mask(bit.bit())));
        }
        return defines;
    }

    private static Define define(Meta meta, String name, long value) {
        return new Define(Comments.block(meta.doc()), name, CSymbols.number(BigInteger.valueOf(value)));
    }

    private static List<String> comment(String name, Meta meta, String fallback) {
        return Comments.block(name + ": " + (meta.doc().isBlank() ? fallback : Comments.line(meta.doc())));
    }
}
