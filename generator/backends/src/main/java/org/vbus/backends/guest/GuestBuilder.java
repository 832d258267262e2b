// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vbus.backends.Banner;
import org.vbus.backends.guest.GuestDevice.Ask;
import org.vbus.backends.guest.GuestDevice.Move;
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
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.profile.Profiles;
import org.vbus.targets.c.CSymbols;

/** Builds the views of one device's driver. */
final class GuestBuilder {
    private static final long MAX_DEPTH = 2048;

    private final SpecSet specs;
    private final Spec spec;
    private final Device device;
    private final KernelTypes types;
    private final Checks checks;
    private final Features features;
    private final Optional<ProfileShare> share;

    GuestBuilder(SpecSet specs, Spec spec, Device device) {
        this.specs = specs;
        this.spec = spec;
        this.device = device;
        this.types = new KernelTypes(specs);
        this.checks = new Checks(types, Side.GUEST);
        this.features = new Features(device, types);
        this.share = ProfileShare.ofDriver(spec, device);
    }

    GuestHeaderView header() {
        return new GuestHeaderView(Banner.comment(spec), "_" + CSymbols.upper(device.name()) + "_GUEST_H",
                CSymbols.header(spec.packageName()), device(), ops(), share.map(GuestBuilder::handle).stream().toList(),
                share.isEmpty() || share.get().authored());
    }

    private static GuestHeaderView.Handle handle(ProfileShare share) {
        String name = share.profile().name();
        return new GuestHeaderView.Handle(name, "linux/vbus_" + name + "_driver.h", "vbus_" + name + "_driver");
    }

    /** What joins the driver to its profile; only for a driver that is built on one. */
    Record joined() {
        ProfileShare of = share.orElseThrow();
        return of.profile() == Profiles.STREAM ? stream(of) : net(of);
    }

    private GuestStreamView stream(ProfileShare of) {
        return new GuestStreamView(Banner.comment(spec), device.name(), of.authored(),
                of.profile().calls().stream().map(need -> lower(need.name())).toList(),
                device.regions().stream().filter(region -> region.name().equals("shared")).map(this::region).toList(),
                ops().stream().filter(op -> !op.own()).toList());
    }

    private GuestNetView net(ProfileShare of) {
        List<GuestNetView.Group> groups = device.features().stream().filter(of::serves)
                .map(group -> new GuestNetView.Group(lower(group.name()), of.bits(group), of.hasOwn(group))).toList();
        List<GuestNetView.Call> calls = of.profile().calls().stream()
                .map(need -> new GuestNetView.Call(lower(need.name()), need.args().isEmpty() ? List.of() : List.of("mac"))).toList();
        return new GuestNetView(Banner.comment(spec), device.name(), Texts.release(spec), of.authored(), groups, calls,
                ops().stream().filter(op -> !op.own()).toList());
    }

    /** Marks an operation as the profile's. */
    private Op served(Predicate<ProfileShare> by, Op op) {
        return share.map(of -> of.op(by.test(of), op)).orElse(op);
    }

    private boolean bare(Ring ring) {
        return share.filter(of -> of.profile().bringsBuffers(ring)).isPresent();
    }

    /** Whether its messages are the author's to move. */
    private boolean moved(Ring ring) {
        return share.filter(of -> of.profile().serves(ring)).isEmpty();
    }

    GuestModuleView module() {
        GuestDevice view = device();
        return new GuestModuleView(Banner.comment(spec), view, checks.functions());
    }

    /** Rules that the module does not check. */
    List<Diagnostic> unchecked() {
        module();
        return checks.unchecked();
    }

    List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        String self = "struct " + device.name() + "_device *dev";
        for (FeatureGroup group : device.features()) {
            String bits = group.prefix() + "*";
            ops.add(served(of -> of.serves(group), new Op("want", "want_" + lower(group.name()), bits, List.of(), "u64 ", List.of(self), "return 0;")));
            if (share.filter(of -> of.serves(group) && of.hasOwn(group)).isPresent()) {
                ops.add(new Op("ownWant", "own_want_" + lower(group.name()), bits, List.of(), "u64 ", List.of(self), "return 0;"));
            }
        }
        ops.add(served(of -> true, new Op("probe", "probe", device.name(), List.of(), "int ", List.of(self), "return 0;")));
        ops.add(served(of -> true, new Op("remove", "remove", device.name(), List.of(), "void ", List.of(self), "")));
        if (share.filter(ProfileShare::authored).isPresent()) {
            ops.add(new Op("ownProbe", "own_probe", device.name(), List.of(), "int ", List.of(self), "return 0;"));
            ops.add(new Op("ownRemove", "own_remove", device.name(), List.of(), "void ", List.of(self), ""));
        }
        for (Ring ring : device.rings()) {
            ops.add(served(of -> of.profile().serves(ring), new Op("notify", "ring_" + lower(ring.name()) + "_notify", ring.name(),
                    Comments.lines(ring.meta().doc()), "void ", List.of(self), "")));
        }
        return ops;
    }

    private GuestDevice device() {
        List<GuestDevice.Ring> rings = device.rings().stream().map(this::ring).toList();
        Set<String> blocks = new LinkedHashSet<>(List.of("struct vbus_describe", "struct vbus_features"));
        device.calls().stream().map(call -> CallShape.of(device, call, types).blockType()).filter(type -> !type.isEmpty()).forEach(blocks::add);
        List<GuestDevice.Call> calls = device.calls().stream().filter(call -> !features.negotiates(call)).map(this::call).toList();
        return new GuestDevice(device.name(), CSymbols.upper(device.name()), CSymbols.deviceType(device), device.version().orElse("0"),
                CSymbols.abiHash(device), CSymbols.abiHashBytes(device), spec.abi().map(abi -> abi.release().major()).orElse(0),
                spec.abi().map(abi -> abi.release().minor()).orElse(0), List.copyOf(blocks), features.groups(), asks(), rings,
                rings.stream().filter(ring -> !ring.bare() && !ring.payload().typed()).toList(),
                device.rings().stream().filter(this::moved).map(this::ring).toList(), rings.stream().filter(ring -> ring.toDriver() && ring.payload().typed()).toList(),
                device.regions().stream().map(this::region).toList(), SeqlockShape.of(device, Side.GUEST, types),
                !(device.features().isEmpty() && rings.isEmpty() && device.regions().isEmpty()),
                calls, calls.stream().filter(call -> !call.checks().isEmpty()).toList());
    }

    private GuestDevice.Ring ring(Ring ring) {
        Payload payload = Payload.of(ring, types, checks, ring.toDriver());
        return new GuestDevice.Ring(lower(ring.name()), CSymbols.ring(device, ring), ring.toDriver(), ring.minDepth(),
                Math.min(ring.maxDepth(), MAX_DEPTH), Math.min(ring.defaultDepth(), MAX_DEPTH),
                ring.gate().map(gate -> features.gate("dev", gate)).stream().toList(),
                payload.typed() ? "sizeof(" + payload.type() + ")" : "__" + device.name() + "_" + lower(ring.name()) + "_size", payload, bare(ring));
    }

    private GuestDevice.Region region(Region region) {
        RegionShape shape = RegionShape.of(region, types);
        return new GuestDevice.Region(lower(region.name()), CSymbols.region(device, region), shape.pointer(), shape.size(),
                region.gate().map(gate -> features.gate("dev", gate)).stream().toList());
    }

    private List<Ask> asks() {
        List<Ask> asks = new ArrayList<>();
        for (Features.Way way : features.ways()) {
            for (Features.Group group : way.groups()) {
                asks.add(way.call().map(call -> ask(group, call)).orElseGet(
                        () -> new Ask(group, "VBUS_FUNC_NEGOTIATE", "struct vbus_features", "group", "bits")));
            }
        }
        return asks;
    }

    private Ask ask(Features.Group group, Call call) {
        Features.Block block = features.block(call).orElseThrow();
        return new Ask(group, CSymbols.call(device, call), CallShape.of(device, call, types).blockType(), block.group(), block.bits());
    }

    private GuestDevice.Call call(Call call) {
        CallShape shape = CallShape.of(device, call, types);
        List<Move> in = shape.params().stream().filter(param -> param.direction().toDevice()).map(param -> move("in", param)).toList();
        List<Move> out = shape.params().stream().filter(param -> param.direction().toDriver()).map(param -> move("out", param)).toList();
        List<Check> steps = out.isEmpty() || shape.single().isPresent() ? List.of()
                : checks.block(Texts.directed(call), "args->", call.name(), feature -> features.granted("dev", feature));
        List<String> judge = !steps.isEmpty() ? List.of("__" + device.name() + "_check_" + lower(call.name()) + "(dev, args)")
                : out.isEmpty() ? List.of() : shape.single().flatMap(checks::function).map(name -> name + "(args)").stream().toList();
        return new GuestDevice.Call(lower(call.name()), call.name(), Comments.lines(call.meta().doc()), CSymbols.call(device, call),
                Texts.some(shape.blockType()), call.gate().map(gate -> features.gate("dev", gate)).stream().toList(), shape.declarations(),
                shape.params().stream().map(CallShape.Param::name).toList(), in, out, steps, Check.calls(steps), judge, call.result().isPresent());
    }

    private static Move move(String way, CallShape.Param param) {
        return new Move(way + (param.array() ? "Array" : param.pointer() ? "Pointer" : "Value"), param.member(), param.name());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
