// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vbus.backends.Banner;
import org.vbus.backends.host.HostModuleView.Literal;
import org.vbus.backends.host.HostModuleView.Names;
import org.vbus.backends.kernel.CallShape;
import org.vbus.backends.kernel.Check;
import org.vbus.backends.kernel.Checks;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.Payload;
import org.vbus.backends.kernel.ProfileShare;
import org.vbus.backends.kernel.RegionShape;
import org.vbus.backends.kernel.SeqlockShape;
import org.vbus.backends.kernel.Side;
import org.vbus.backends.kernel.Texts;
import org.vbus.backends.text.Comments;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.profile.Profiles;
import org.vbus.model.type.Direction;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.c.CTypes;

/** Builds the views of one device model. */
final class HostBuilder {
    private final SpecSet specs;
    private final Spec spec;
    private final DeviceModel model;
    private final KernelTypes types;
    private final Checks checks;
    private final List<Device> devices;
    private final Optional<ProfileShare> share;
    private final Map<String, Names> names = new LinkedHashMap<>();

    HostBuilder(SpecSet specs, Spec spec, DeviceModel model) {
        this.specs = specs;
        this.spec = spec;
        this.model = model;
        this.types = new KernelTypes(specs);
        this.checks = new Checks(types, Side.HOST);
        this.devices = model.devices().stream().map(name -> specs.devices().get(name)).toList();
        this.share = ProfileShare.ofModel(specs, model);
    }

    HostHeaderView header() {
        List<HostInterface> interfaces = devices.stream().map(this::device).toList();
        return new HostHeaderView(Banner.comment(spec), "_" + CSymbols.upper(model.name()) + "_HOST_H", includes(), model(), interfaces, ops(), share.map(HostBuilder::handle).stream().toList(),
                share.filter(ProfileShare::authored).isPresent() || share.isEmpty(), interfaces.stream().anyMatch(one -> !one.moved().isEmpty()));
    }

    private static HostHeaderView.Handle handle(ProfileShare share) {
        String name = share.profile().name();
        return new HostHeaderView.Handle(name, "linux/vbus_" + name + "_device.h", "vbus_" + name + "_device", "vbus_" + name + "_conn");
    }

    /** What joins the module to its profile; only for a model that is built on one. */
    Record joined() {
        ProfileShare of = share.orElseThrow();
        return of.profile() == Profiles.STREAM ? stream(of) : net(of);
    }

    private HostStreamView stream(ProfileShare of) {
        return new HostStreamView(Banner.comment(spec), model(), of.authored(), of.beyond(), ops().stream().filter(op -> !op.own())
                .map(op -> new HostStreamView.Served(op.kind(), op.member(), op.served().get(0), op.result(), op.parameters(), lower(op.subject()),
                        of.device().regions().stream().filter(region -> op.member().equals("region_shared") && region.name().equals("shared"))
                                .map(region -> RegionShape.of(region, types).size()).toList())).toList());
    }

    private HostNetView net(ProfileShare of) {
        Device device = of.device();
        Spec owner = owner(device);
        return new HostNetView(Banner.comment(spec), model(), device.name(), Texts.release(owner), of.authored(), of.beyond(),
                ops().stream().filter(op -> !op.own()).map(op -> net(of, op)).toList());
    }

    private HostNetView.Served net(ProfileShare of, Op op) {
        Optional<FeatureGroup> group = of.device().features().stream().filter(candidate -> op.member().equals("offer_" + lower(candidate.name()))
                || op.member().equals("granted_" + lower(candidate.name()))).findFirst();
        Optional<Call> call = of.device().calls().stream().filter(candidate -> op.member().equals("call_" + lower(candidate.name()))).findFirst();
        return new HostNetView.Served(op.kind(), op.member(), op.served().get(0), op.result(), op.parameters(), lower(op.subject()),
                call.map(found -> found.args().stream().map(Arg::name).toList()).orElse(List.of()),
                group.map(of::bits).orElse(List.of()), group.filter(of::hasOwn).map(FeatureGroup::name).map(HostBuilder::lower).stream().toList());
    }

    /** Marks an operation as the profile's. */
    private Op served(Predicate<ProfileShare> by, Op op) {
        return share.map(of -> of.op(by.test(of), op)).orElse(op);
    }

    HostModuleView module() {
        List<HostAttribute> attributes = attributes();
        List<HostInterface> interfaces = devices.stream().map(this::device).toList();
        return new HostModuleView(Banner.comment(spec), model(), interfaces, attributes, names(), checks.functions());
    }

    /** Rules that the module does not check. */
    List<Diagnostic> unchecked() {
        module();
        return checks.unchecked();
    }

    List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        String self = "struct " + model.name() + " *dev";
        ops.add(served(of -> true, new Op("create", "create", model.name(), List.of(), "int ", List.of(self), "return 0;")));
        ops.add(served(of -> true, new Op("destroy", "destroy", model.name(), List.of(), "void ", List.of(self), "")));
        if (share.filter(ProfileShare::authored).isPresent()) {
            ops.add(new Op("ownCreate", "own_create", model.name(), List.of(), "int ", List.of(self), "return 0;"));
            ops.add(new Op("ownDestroy", "own_destroy", model.name(), List.of(), "void ", List.of(self), ""));
        }
        attributeOps(ops);
        devices.forEach(device -> ops(device, ops));
        return ops;
    }

    /** What reads and writes the attributes. */
    void attributeOps(List<Op> ops) {
        String self = "struct " + model.name() + " *dev";
        for (DeviceModel.Attribute attribute : model.attributes()) {
            HostAttribute view = attribute(attribute);
            List<String> doc = Comments.lines(attribute.meta().doc());
            String value = view.type() + " " + (view.dimensions().isEmpty() ? "*" : "") + "value" + view.dimensions();
            if (view.readable()) {
                ops.add(served(of -> of.profile().serves(attribute),
                        new Op("get", "get_" + view.name(), view.name(), doc, "int ", List.of(self, value), "return -EOPNOTSUPP;")));
            }
            if (view.writable()) {
                String set = (view.dimensions().isEmpty() ? "" : "const ") + view.type() + " value" + view.dimensions();
                ops.add(served(of -> of.profile().serves(attribute), new Op(view.closed() ? "setClosed" : "set", "set_" + view.name(), view.name(),
                        doc, "int ", List.of(self, set), "return -EOPNOTSUPP;")));
            }
        }
    }

    private void ops(Device device, List<Op> ops) {
        String conn = "struct " + device.name() + "_conn *conn";
        String p = prefix(device);
        Features features = new Features(device, types);
        ops.add(served(of -> true, new Op("open", p + "open", device.name(), List.of(), "int ", List.of(conn), "return 0;")));
        ops.add(served(of -> true, new Op("close", p + "close", device.name(), List.of(), "void ", List.of(conn), "")));
        if (share.filter(ProfileShare::beyond).isPresent()) {
            ops.add(new Op("ownOpen", "own_open", device.name(), List.of(), "int ", List.of(conn), "return 0;"));
            ops.add(new Op("ownClose", "own_close", device.name(), List.of(), "void ", List.of(conn), ""));
        }
        for (FeatureGroup group : device.features()) {
            String name = lower(group.name());
            String bits = group.prefix() + "*";
            ops.add(served(of -> of.serves(group), new Op("offer", p + "offer_" + name, bits, List.of(), "u64 ", List.of(conn), "return 0;")));
            ops.add(served(of -> of.serves(group),
                    new Op("granted", p + "granted_" + name, bits, List.of(), "void ", List.of(conn, "u64 bits"), "")));
            if (share.filter(of -> of.serves(group) && of.hasOwn(group)).isPresent()) {
                ops.add(new Op("ownOffer", "own_offer_" + name, bits, List.of(), "u64 ", List.of(conn), "return 0;"));
                ops.add(new Op("ownGranted", "own_granted_" + name, bits, List.of(), "void ", List.of(conn, "u64 bits"), ""));
            }
        }
        for (Ring ring : device.rings()) {
            ops.add(served(of -> of.profile().serves(ring), new Op("notify", p + "ring_" + lower(ring.name()) + "_notify", ring.name(),
                    Comments.lines(ring.meta().doc()), "void ", List.of(conn), "")));
        }
        for (Region region : device.regions()) {
            ops.add(served(of -> of.profile().serves(region), new Op("region", p + "region_" + lower(region.name()), region.name(),
                    Comments.lines(region.meta().doc()), "int ", List.of(conn), "return 0;")));
        }
        for (Call call : device.calls()) {
            if (!features.negotiates(call)) {
                List<String> parameters = new ArrayList<>(List.of(conn));
                parameters.addAll(CallShape.of(device, call, types).declarations());
                ops.add(served(of -> of.profile().serves(call), new Op("call", p + "call_" + lower(call.name()), call.name(),
                        Comments.lines(call.meta().doc()), "int ", parameters, "return -EOPNOTSUPP;")));
            }
        }
    }

    private HostModel model() {
        return new HostModel(model.name(), CSymbols.upper(model.name()), Texts.literal(model.typeString()));
    }

    private List<String> includes() {
        Set<String> includes = new LinkedHashSet<>();
        if (devices.stream().flatMap(device -> device.regions().stream()).anyMatch(region -> region.counter().isPresent())) {
            includes.add("linux/vbus_seqlock.h");
        }
        for (Device device : devices) {
            includes.add(CSymbols.header(owner(device).packageName()));
        }
        includes.add(CSymbols.header(spec.packageName()));
        return List.copyOf(includes);
    }

    private Spec owner(Device device) {
        return specs.specs().stream().filter(candidate -> candidate.devices().contains(device)).findFirst().orElseThrow();
    }

    private String prefix(Device device) {
        return devices.size() == 1 ? "" : lower(device.name()) + "_";
    }

    // ---- devices

    private HostInterface device(Device device) {
        Features features = new Features(device, types);
        Spec owner = owner(device);
        List<HostInterface.Negotiation> all = features.ways().stream().map(way -> way(device, features, way)).toList();
        Set<String> blocks = new LinkedHashSet<>(List.of("struct vbus_describe", "struct vbus_features"));
        device.calls().stream().map(call -> CallShape.of(device, call, types).blockType()).filter(type -> !type.isEmpty()).forEach(blocks::add);
        List<HostInterface.Ring> rings = device.rings().stream().map(ring -> ring(device, features, ring)).toList();
        List<String> version = device.version().stream().toList();
        return new HostInterface(device.name(), CSymbols.upper(device.name()), prefix(device), CSymbols.deviceType(device), version,
                device.version().orElse("0"), CSymbols.abiHash(device), CSymbols.abiHashBytes(device),
                owner.abi().map(abi -> abi.release().major()).orElse(0), owner.abi().map(abi -> abi.release().minor()).orElse(0),
                List.copyOf(blocks), features.groups(), all.get(0), all.subList(1, all.size()),
                rings, moved(device, rings), rings.stream().filter(ring -> !ring.toDriver() && ring.payload().typed()).toList(),
                device.regions().stream().map(region -> region(device, features, region)).toList(), SeqlockShape.of(device, Side.HOST, types),
                device.calls().stream().filter(call -> !features.negotiates(call)).map(call -> call(device, features, call)).toList(),
                device.calls().stream().filter(call -> isAwaited(device, call)).map(call -> lower(call.name())).toList());
    }

    /** Rings whose messages are the author's to move. */
    private List<HostInterface.Ring> moved(Device device, List<HostInterface.Ring> rings) {
        return rings.stream().filter(ring -> share.isEmpty() || device.rings().stream()
                .noneMatch(source -> lower(source.name()).equals(ring.name()) && share.get().profile().serves(source))).toList();
    }

    private HostInterface.Ring ring(Device device, Features features, Ring ring) {
        return new HostInterface.Ring(lower(ring.name()), CSymbols.ring(device, ring), ring.toDriver(),
                ring.minDepth(), ring.maxDepth(), ring.gate().map(gate -> features.gate("conn", gate)).stream().toList(),
                Payload.of(ring, types, checks, !ring.toDriver()));
    }

    private HostInterface.Region region(Device device, Features features, Region region) {
        RegionShape shape = RegionShape.of(region, types);
        return new HostInterface.Region(lower(region.name()), CSymbols.region(device, region),
                shape.pointer(), shape.size(), region.gate().map(gate -> features.gate("conn", gate)).stream().toList());
    }

    private HostInterface.Call call(Device device, Features features, Call call) {
        CallShape shape = CallShape.of(device, call, types);
        List<Check> steps = CallShape.toDevice(call) ? checks(device, call, shape, features) : List.of();
        boolean in = CallShape.toDevice(call);
        List<String> clear = in ? call.args().stream().filter(arg -> arg.direction() == Direction.OUT).map(Arg::name).toList() : List.of();
        List<String> arguments = shape.params().stream().map(param -> param.member().equals("*args") ? "args"
                : param.pointer() && !param.array() ? "&" + param.member() : param.member()).toList();
        return new HostInterface.Call(lower(call.name()), "do_" + lower(call.name()), call.name(), CSymbols.call(device, call), Texts.some(shape.blockType()), in,
                CallShape.toDriver(call), call.gate().map(gate -> features.gate("conn", gate)).stream().toList(),
                call.after().stream().map(name -> missing(device, name)).toList(), steps, clear, arguments,
                isAwaited(device, call), call.result().isPresent(), call.errors().stream().map(name -> "ret != -" + name).toList());
    }

    private List<Check> checks(Device device, Call call, CallShape shape, Features features) {
        if (shape.single().isPresent()) {
            return checks.function(shape.single().get()).<List<Check>>map(name -> List.of(new Check.Inner("inner", "", name, "args"))).orElse(List.of());
        }
        // an argument says its own direction where the members of a declared struct say theirs
        return checks.block(Texts.directed(call), "args->", call.name(), feature -> features.granted("conn", feature));
    }

    private HostInterface.Negotiation way(Device device, Features features, Features.Way way) {
        if (way.call().isEmpty()) {
            return new HostInterface.Negotiation("bus", "bus_negotiate", "VBUS_FUNC_NEGOTIATE", "struct vbus_features", "group", "bits",
                    List.of(Check.rule("memchr_inv(args->__reserved0, 0, sizeof(args->__reserved0))", "vbus_features: reserved bytes are zero")),
                    way.groups(), false);
        }
        Call call = way.call().get();
        CallShape shape = CallShape.of(device, call, types);
        Features.Block block = features.block(call).orElseThrow();
        List<Check> steps = checks(device, call, shape, features);
        return new HostInterface.Negotiation(lower(call.name()), "negotiate_" + lower(call.name()), CSymbols.call(device, call), shape.blockType(), block.group(), block.bits(),
                steps, way.groups(), isAwaited(device, call));
    }

    private static String missing(Device device, String name) {
        if (device.rings().stream().anyMatch(ring -> ring.name().equals(name))) {
            return "!vbus_device_ring_attached(&conn->ring_" + lower(name) + ")";
        }
        return device.regions().stream().anyMatch(region -> region.name().equals(name)) ? "!conn->region_" + lower(name)
                : "!conn->made_" + lower(name);
    }

    private static boolean isAwaited(Device device, Call call) {
        return device.calls().stream().anyMatch(other -> other.after().contains(call.name()));
    }

    // ---- attributes

    /** Files of the model, in its order. */
    List<HostAttribute> attributes() {
        return model.attributes().stream().map(this::attribute).toList();
    }

    /** Literals of the enums that {@link #attributes} found. */
    List<Names> names() {
        return List.copyOf(names.values());
    }

    private HostAttribute attribute(DeviceModel.Attribute attribute) {
        TypeRef type = types.resolve(attribute.type());
        String kind = "Number";
        String detail = "";
        boolean open = false;
        NamedType named = types.named(type);
        if (type instanceof TypeRef.Mac) {
            kind = "Mac";
        } else if (type instanceof TypeRef.Text) {
            kind = "Text";
        } else if (named instanceof NamedType.Enum choice) {
            kind = "Choice";
            detail = choice.name();
            open = choice.open();
            names.computeIfAbsent(choice.name(), tag -> new Names(tag, choice.literals().stream().filter(literal -> !literal.local())
                    .map(literal -> new Literal(lower(literal.name()), choice.prefix() + literal.name())).toList()));
        } else if (named instanceof NamedType.Flags flags) {
            kind = "Bits";
            detail = Texts.unknownBits(flags);
        } else if (type instanceof TypeRef.Of of && of.scalar() == Scalar.BOOL) {
            kind = "Bool";
        }
        Optional<Scalar> scalar = types.scalar(type);
        String mode = !attribute.access().writable() ? "0444" : attribute.access().readable() ? "0644" : "0200";
        String base = kind.equals("Bool") ? "bool" : types.base(type);
        String dimensions = types.dimensions(type);
        return new HostAttribute("show" + kind, "parse" + kind, attribute.name(), mode, attribute.access().readable(), attribute.access().writable(),
                attribute.access().readable() && attribute.access().writable(),
                attribute.whileState().isPresent(), share.filter(of -> of.profile().serves(attribute)).isPresent(), base,
                dimensions, dimensions.isEmpty() ? "&" : "", dimensions.isEmpty() ? "0" : "{}",
                scalar.map(HostBuilder::format).orElse(""), scalar.map(found -> "kstrto" + CTypes.kernel(found)).orElse(""), detail, open);
    }

    private static String format(Scalar scalar) {
        return (scalar.bytes() == 8 ? "%ll" : "%") + (scalar.signed() ? "d" : "u");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
