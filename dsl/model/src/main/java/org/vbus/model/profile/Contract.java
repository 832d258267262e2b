// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.expr.Expr;
import org.vbus.model.profile.Profile.ArgNeed;
import org.vbus.model.profile.Profile.CallNeed;
import org.vbus.model.profile.Profile.Feature;
import org.vbus.model.profile.Profile.Header;
import org.vbus.model.profile.Profile.RegionNeed;
import org.vbus.model.profile.Profile.RingNeed;
import org.vbus.model.profile.Profile.Served;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Judges a device and a model against a profile. Each answer is a list of what is missing, in words of a spec. */
public final class Contract {
    private static final TypeRef BYTES = new TypeRef.Array(new TypeRef.Of(Scalar.U8), new Length.Open());

    private static final long PAGE = 4096;

    private final Profile profile;

    public Contract(Profile profile) {
        this.profile = profile;
    }

    /** What a device lacks. */
    public List<String> lacking(Device device) {
        List<String> lacking = new ArrayList<>();
        profile.rings().stream().filter(need -> device.rings().stream().noneMatch(ring -> meets(device, ring, need)))
                .forEach(need -> lacking.add(text(device, need)));
        profile.regions().stream().filter(need -> lacks(device, need)).forEach(need -> lacking.add(text(need)));
        profile.calls().stream().filter(need -> device.calls().stream().noneMatch(call -> meets(call, need))).forEach(need -> lacking.add(text(need)));
        for (FeatureGroup group : device.features()) {
            for (FeatureGroup.Bit bit : group.bits()) {
                profile.features().stream().filter(feature -> feature.name().equals(bit.name()) && !meets(bit, feature))
                        .forEach(feature -> lacking.add("feature `" + bit.name() + " … requires " + String.join("` or `", feature.requires()) + "`"));
            }
        }
        return lacking;
    }

    /** An attribute that the profile serves under another declaration than the model's: how the profile has it. */
    public Optional<String> other(DeviceModel.Attribute attribute) {
        return profile.attributes().stream().filter(served -> served.name().equals(attribute.name()) && !meets(attribute, served))
                .map(Served::text).findFirst();
    }

    private static boolean has(Device device, String feature) {
        return device.features().stream().flatMap(group -> group.bits().stream()).anyMatch(bit -> bit.name().equals(feature));
    }

    private static boolean meets(Device device, Ring ring, RingNeed need) {
        return ring.name().equals(need.name()) && ring.ringType().equals(need.type()) && ring.toDriver() == need.toDriver() && ring.gate().isEmpty()
                && ring.payload().size() == 1 && carries(device, ring.payload().get(0), need);
    }

    private static boolean carries(Device device, Arg message, RingNeed need) {
        if (message.direction() != (need.toDriver() ? Direction.OUT : Direction.IN)) {
            return false;
        }
        Optional<Header> header = need.header().filter(one -> has(device, one.feature()));
        if (header.isEmpty()) {
            return message.type().equals(BYTES);
        }
        return message.type().equals(new TypeRef.Named(header.get().struct()))
                && message.facts().gate().filter(gate -> gate instanceof Expr.FeatureSet set && set.bit().equals(header.get().feature())).isPresent()
                && message.facts().otherwise().filter(BYTES::equals).isPresent();
    }

    /** A region that the profile understands is as it needs it, or is not there if it need not be. */
    private static boolean lacks(Device device, RegionNeed need) {
        return device.regions().stream().filter(region -> region.name().equals(need.name())).findFirst()
                .map(region -> !meets(region, need)).orElse(need.required());
    }

    private static boolean meets(Region region, RegionNeed need) {
        return region.type() instanceof TypeRef.Array array && array.element().equals(new TypeRef.Of(need.element()))
                && array.length() instanceof Length.Fixed fixed && counts(fixed.count(), need.count())
                && (!need.required() || region.gate().isEmpty());
    }

    private static boolean counts(long count, OptionalInt wanted) {
        return wanted.isPresent() ? count == wanted.getAsInt() : count > 0 && count % PAGE == 0;
    }

    private static boolean meets(Call call, CallNeed need) {
        if (!call.name().equals(need.name()) || call.args().size() != need.args().size() || call.result().isPresent() || call.gate().isPresent()) {
            return false;
        }
        for (int i = 0; i < need.args().size(); i++) {
            Arg arg = call.args().get(i);
            ArgNeed wanted = need.args().get(i);
            if (arg.direction() != wanted.direction() || !arg.type().equals(wanted.type())) {
                return false;
            }
        }
        return true;
    }

    /** Either every requirement is met by one mention, or the bit asks for nothing that the profile needs. */
    private static boolean meets(FeatureGroup.Bit bit, Feature feature) {
        Set<String> mentioned = new HashSet<>();
        bit.requires().ifPresent(requires -> mentions(requires, mentioned));
        return feature.requires().isEmpty() || feature.requires().stream().anyMatch(mentioned::contains);
    }

    private static void mentions(Expr expr, Set<String> found) {
        if (expr instanceof Expr.FeatureSet set) {
            found.add(set.bit());
        } else if (expr instanceof Expr.Binary binary) {
            mentions(binary.left(), found);
            mentions(binary.right(), found);
        }
    }

    private static boolean meets(DeviceModel.Attribute attribute, Served served) {
        return attribute.type().equals(served.type()) && attribute.access() == served.access() && attribute.whileState().equals(served.whileState());
    }

    private static String text(Device device, RingNeed need) {
        return "ring `" + need.name() + " : " + last(need.type())
                + (need.toDriver() ? " device -> driver (out " : " driver -> device (in ") + need.message() + " : "
                + need.header().filter(header -> has(device, header.feature()))
                        .map(header -> last(header.struct()) + " if " + header.feature() + " else u8[]").orElse("u8[]") + ")`";
    }

    private static String text(RegionNeed need) {
        String element = need.element().keyword();
        return "region `" + need.name() + " : " + element + "[" + (need.count().isPresent() ? need.count().getAsInt() + "]`"
                : "…]` of a multiple of " + PAGE + " bytes");
    }

    private static String last(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    private static String text(CallNeed need) {
        return "call `" + need.name() + (need.args().isEmpty() ? "" : " (" + String.join(", ", need.args().stream().map(ArgNeed::text).toList()) + ")") + "`";
    }
}
