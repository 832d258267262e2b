// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** What a spec may say and the generated kernel code cannot do yet. */
public final class KernelObstacles {
    private static final String IOQ = "linux.ioq.ioq";
    private static final long MAX_DEPTH = 2048;
    private static final String SHAPE = "VB1301";
    private static final String RING = "VB1302";
    private static final String NEGOTIATION = "VB1303";
    private static final String GATE = "VB1304";
    private static final String NAME = "VB1305";
    private static final String ATTRIBUTE = "VB1306";
    private static final String SIZE = "VB1309";
    private static final String MODULE = "VB1310";
    /** Blocks of arguments and regions are in one piece of memory, values of attributes on the stack. */
    private static final long MAX_BLOCK = 64 * 1024;
    private static final long MAX_TEXT = 1024;
    private static final long MAX_REGION = 4 * 1024 * 1024;
    /** Of a kernel, without the NUL. */
    private static final int MAX_MODULE = 55;
    private static final String VIRTIO = "VB1320";
    private static final String VIRTIO_FORM = "VB1321";

    private KernelObstacles() { }

    /** The numbers used here. */
    public static List<Rule> rules() {
        Stream<Rule> errors = Stream.of(SHAPE, RING, NEGOTIATION, GATE, NAME, ATTRIBUTE, KernelNames.CODE, SIZE, MODULE, VIRTIO, VIRTIO_FORM)
                .map(code -> Rule.error(code, KernelObstacles.class));
        return Stream.concat(errors, Stream.of(Rule.warning(Checks.UNCHECKED, KernelObstacles.class))).toList();
    }

    /** Of a model: its attributes, its name, its devices. */
    public static void ofModel(SpecSet specs, DeviceModel model, List<Diagnostic> found) {
        for (String name : model.devices()) {
            if (CSymbols.tag(name).equals(model.name())) {
                found.add(Diagnostic.error(NAME, "model and device are both named `" + model.name() + "`, and so would be their files",
                        model.meta().origin(), Optional.of("name the model `" + model.name() + "_sim`")));
            }
            ofDevice(specs, specs.devices().get(name), found);
            if (specs.devices().get(name).virtio().isPresent()) {
                virtio(specs, model, specs.devices().get(name), found);
            }
        }
        module(model.name(), "model `" + model.name() + "`", model.meta().origin(), found);
        attributes(specs, model, found);
    }

    private static void virtio(SpecSet specs, DeviceModel model, Device device, List<Diagnostic> found) {
        if (model.devices().size() > 1) {
            found.add(Diagnostic.error(VIRTIO, "model `" + model.name() + "` implements virtio device `" + device.name() + "` and others, and a device of virtio "
                    + "has its interface for itself", model.meta().origin(), Optional.of("make a model for each device")));
        }
        ofVirtio(specs, device, found);
    }

    /** Of a device of virtio: its configuration and its queues. */
    public static void ofVirtio(SpecSet specs, Device device, List<Diagnostic> found) {
        KernelTypes types = new KernelTypes(specs);
        VirtioConfig config = new VirtioConfig(device, types);
        for (String path : config.without()) {
            found.add(Diagnostic.error(VIRTIO_FORM, "`" + path + "` of the configuration of `" + device.name() + "` is neither a number nor a row of bytes, so it has no accessor",
                    device.meta().origin(), Optional.of("make it a number, bytes, or a struct of these")));
        }
        for (String what : new VirtioQueues(device, types, config, device.name()).unsayable()) {
            found.add(Diagnostic.error(VIRTIO_FORM, what + " of `" + device.name() + "` has no form in C", device.meta().origin(),
                    Optional.of("use features in conditions, and sums and products of lets, indices and fields of the configuration in numbers")));
        }
    }

    /** Of the attributes of a model. */
    public static void attributes(SpecSet specs, DeviceModel model, List<Diagnostic> found) {
        KernelTypes types = new KernelTypes(specs);
        for (DeviceModel.Attribute attribute : model.attributes()) {
            TypeRef type = types.resolve(attribute.type());
            boolean known = type instanceof TypeRef.Mac || type instanceof TypeRef.Text
                    || types.scalar(type).filter(scalar -> scalar.order() == Scalar.ByteOrder.NATIVE && scalar != Scalar.CHAR).isPresent();
            if (!known) {
                found.add(Diagnostic.error(ATTRIBUTE, "attribute `" + attribute.name() + "` is neither a number, a bool, an enum, flags, "
                        + "a mac nor a string", attribute.meta().origin(), Optional.of("use one of these types")));
            } else if (type instanceof TypeRef.Text text && text.length() > MAX_TEXT) {
                size("attribute `" + attribute.name() + "`", text.length(), MAX_TEXT, attribute.meta().origin(), found);
            }
        }
    }

    /** Of a device: calls, rings, negotiation, gates. */
    public static void ofDevice(SpecSet specs, Device device, List<Diagnostic> found) {
        if (Drivers.made(device)) {
            module(device.name() + "_driver", "the driver of device `" + device.name() + "`", device.meta().origin(), found);
            specs.devices().forEach((name, other) -> {
                if (other != device && other.name().equals(device.name()) && Drivers.made(other)) {
                    found.add(Diagnostic.error(MODULE, "device `" + device.name() + "` has the name of " + name + ", and their modules would too",
                            device.meta().origin(), Optional.of("rename one of them")));
                }
            });
        }
        interfaceOf(specs, device, found);
        for (Call call : device.calls()) {
            if (call.layouts().lp64().size() > MAX_BLOCK) {
                size("the argument block of call `" + call.name() + "`", call.layouts().lp64().size(), MAX_BLOCK, call.meta().origin(), found);
            }
        }
        for (Region region : device.regions()) {
            if (region.layouts().lp64().size() > MAX_REGION) {
                size("region `" + region.name() + "`", region.layouts().lp64().size(), MAX_REGION, region.meta().origin(), found);
            }
        }
    }

    /** Of a device: what code that carries its calls and rings must know, in whatever language. */
    public static void interfaceOf(SpecSet specs, Device device, List<Diagnostic> found) {
        KernelTypes types = new KernelTypes(specs);
        Features features = new Features(device, types);
        for (Call call : device.calls()) {
            call.args().forEach(arg -> argument(types, call, arg, found));
            call.gate().ifPresent(gate -> gate(gate, "call `" + call.name() + "`", call.meta().origin(), found));
            if (features.negotiates(call) && features.block(call).isEmpty()) {
                found.add(Diagnostic.error(NEGOTIATION, "call `" + call.name() + "` negotiates features, but its arguments are not one number in "
                        + "(the group) and one number inout (the bits)", call.meta().origin(),
                        Optional.of("mark one member `in` and one `inout`, or leave `via` away to use the bus's own negotiation")));
            }
        }
        for (Ring ring : device.rings()) {
            ring.gate().ifPresent(gate -> gate(gate, "ring `" + ring.name() + "`", ring.meta().origin(), found));
            if (!ring.ringType().equals(IOQ)) {
                found.add(Diagnostic.error(RING, "ring `" + ring.name() + "` is a " + ring.ringType() + "; kernel code is made for " + IOQ,
                        ring.meta().origin(), Optional.of("make it an ioq")));
            } else if (ring.maxDepth() > MAX_DEPTH) {
                found.add(new Diagnostic(RING, org.vbus.model.diag.Severity.WARNING, "ring `" + ring.name() + "` allows " + ring.maxDepth()
                        + " slots, an ioq has at most " + MAX_DEPTH, ring.meta().origin(), List.of(), Optional.of("write depth .." + MAX_DEPTH)));
            }
        }
        device.regions().forEach(region -> region.gate().ifPresent(
                gate -> gate(gate, "region `" + region.name() + "`", region.meta().origin(), found)));
        for (FeatureGroup group : device.features()) {
            group.bits().forEach(bit -> bit.requires().ifPresent(
                    requires -> gate(requires, "feature `" + bit.name() + "`", bit.meta().origin(), found)));
        }
    }

    private static void size(String what, long bytes, long most, org.vbus.model.Origin origin, List<Diagnostic> found) {
        found.add(Diagnostic.error(SIZE, what + " has " + bytes + " bytes, kernel code takes at most " + most, origin,
                Optional.of("split it, or move the bulk to a ring")));
    }

    private static void module(String name, String what, org.vbus.model.Origin origin, List<Diagnostic> found) {
        if (name.length() > MAX_MODULE) {
            found.add(Diagnostic.error(MODULE, what + " makes a module named " + name + ", of " + name.length() + " characters; a kernel takes "
                    + MAX_MODULE, origin, Optional.of("choose a shorter name")));
        }
    }

    private static void argument(KernelTypes types, Call call, Arg arg, List<Diagnostic> found) {
        boolean shaped = types.isFixed(arg.type()) && (types.isArray(arg.type()) || types.struct(arg.type()).isPresent()
                || types.scalar(arg.type()).isPresent());
        if (!shaped) {
            found.add(Diagnostic.error(SHAPE, "argument `" + arg.name() + "` of call `" + call.name() + "` has no fixed size with a name in C",
                    arg.meta().origin(), Optional.of("declare a struct of a fixed size for it")));
        }
    }

    private static void gate(Expr gate, String what, org.vbus.model.Origin origin, List<Diagnostic> found) {
        if (!onlyFeatures(gate)) {
            found.add(Diagnostic.error(GATE, "the condition of " + what + " asks for more than features", origin,
                    Optional.of("combine features with and, or, not")));
        }
    }

    private static boolean onlyFeatures(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return (binary.op() == Expr.BinaryOp.AND || binary.op() == Expr.BinaryOp.OR) && onlyFeatures(binary.left()) && onlyFeatures(binary.right());
        }
        return expr instanceof Expr.FeatureSet
                || expr instanceof Expr.Unary unary && unary.op() == Expr.UnaryOp.NOT && onlyFeatures(unary.argument());
    }
}
