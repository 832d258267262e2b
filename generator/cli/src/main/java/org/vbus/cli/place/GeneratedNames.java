// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;

/**
 * The names in C and in Java of what specs declare. Operations are known by the end of their functions' names, as the author chooses how they
 * begin: {@code sim_call_start} is {@code call_start}.
 */
public final class GeneratedNames {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    /** Whole words. */
    private final Map<String, Named> words = new LinkedHashMap<>();
    /** Ends of words, behind an underscore. */
    private final Map<String, Named> ends = new LinkedHashMap<>();
    /** Methods of Java, which are words like any other: of use where nothing else is found. */
    private final Map<String, Named> methods = new LinkedHashMap<>();

    /** Those of the specs that were asked for. */
    public GeneratedNames(SpecSet specs) {
        specs.requestedSpecs().forEach(this::spec);
    }

    private void spec(Spec spec) {
        spec.types().forEach(type -> {
            Named named = part("type " + type.name(), type.meta());
            words.putIfAbsent(type.name(), named);
            words.putIfAbsent(JavaNames.type(type.name()), named);
        });
        spec.constants().forEach(one -> words.putIfAbsent(one.name(), part("const " + one.name(), one.meta())));
        spec.versions().forEach(one -> words.putIfAbsent(one.name(), part("version " + one.name(), one.meta())));
        spec.devices().forEach(this::device);
        spec.models().forEach(this::model);
    }

    private void device(Device device) {
        String of = " of device " + device.name();
        for (Call call : device.calls()) {
            Named named = part("call " + call.name() + of, call.meta());
            String lower = call.name().toLowerCase(Locale.ROOT);
            ends.putIfAbsent("call_" + lower, named);
            words.putIfAbsent(device.name() + "_" + lower, named);
            words.putIfAbsent(CSymbols.call(device, call), named);
            words.putIfAbsent(CSymbols.callArgs(device, call), named);
            words.putIfAbsent(JavaNames.callArgs(device, call), named);
            methods.putIfAbsent(JavaNames.variable(lower), named);
            methods.putIfAbsent("on" + JavaNames.camel(lower), named);
        }
        for (Ring ring : device.rings()) {
            Named named = part("ring " + ring.name() + of, ring.meta());
            ends.putIfAbsent("ring_" + ring.name() + "_notify", named);
            ends.putIfAbsent("ring_" + ring.name(), named);
            words.putIfAbsent(CSymbols.ring(device, ring), named);
            for (String verb : List.of("put", "get", "send", "recv", "flush", "signal", "listen", "can_put", "can_get", "can_send", "can_recv")) {
                words.putIfAbsent(device.name() + "_" + ring.name() + "_" + verb, named);
            }
            methods.putIfAbsent(JavaNames.variable(ring.name()), named);
        }
        for (Region region : device.regions()) {
            Named named = part("region " + region.name() + of, region.meta());
            ends.putIfAbsent("region_" + region.name(), named);
            words.putIfAbsent(CSymbols.region(device, region), named);
            methods.putIfAbsent(JavaNames.variable(region.name()), named);
        }
        for (FeatureGroup group : device.features()) {
            Named named = part("features " + group.name() + of, group.meta());
            String lower = group.name().toLowerCase(Locale.ROOT);
            for (String verb : List.of("want", "offer", "granted")) {
                ends.putIfAbsent(verb + "_" + lower, named);
                methods.putIfAbsent(verb + JavaNames.camel(lower), named);
            }
            methods.putIfAbsent("negotiate" + JavaNames.camel(lower), named);
            group.bits().forEach(bit -> words.putIfAbsent(CSymbols.bit(group, bit), part("feature " + bit.name() + of, bit.meta())));
        }
        Named whole = whole("device " + device.name(), device.meta());
        for (String end : List.of("_device", "_conn", "_ops", "_guest", "_driver")) {
            words.putIfAbsent(device.name() + end, whole);
        }
        for (String end : List.of("_client", "_model", "_device")) {
            words.putIfAbsent(JavaNames.type(device.name() + end), whole);
        }
        words.putIfAbsent("DEFINE_" + CSymbols.upper(device.name()) + "_OPS", whole);
    }

    private void model(DeviceModel model) {
        String of = " of model " + model.name();
        for (DeviceModel.Attribute attribute : model.attributes()) {
            Named named = part("attribute " + attribute.name() + of, attribute.meta());
            for (String verb : List.of("get", "set")) {
                ends.putIfAbsent(verb + "_" + attribute.name(), named);
                methods.putIfAbsent(verb + JavaNames.camel(attribute.name()), named);
            }
        }
        Named whole = whole("model " + model.name(), model.meta());
        words.putIfAbsent(model.name(), whole);
        words.putIfAbsent(model.name() + "_ops", whole);
        words.putIfAbsent(model.name() + "_host", whole);
        words.putIfAbsent("DEFINE_" + CSymbols.upper(model.name()) + "_OPS", whole);
        words.putIfAbsent(JavaNames.type(model.name() + "_attributes"), whole);
    }

    private static Named part(String title, Meta meta) {
        return new Named(title, meta.origin(), true);
    }

    private static Named whole(String title, Meta meta) {
        return new Named(title, meta.origin(), false);
    }

    /** What a text is about: a part of a device before a device, and what is named first. */
    public Optional<Named> in(String text) {
        List<Named> found = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find();) {
            byWord(word.group()).ifPresent(found::add);
        }
        return found.stream().filter(Named::precise).findFirst().or(() -> found.stream().findFirst());
    }

    /** As {@link #in}, for a text of Java, where a method has the plain name of what it is for. */
    public Optional<Named> inJava(String text) {
        for (Matcher word = WORD.matcher(text); word.find();) {
            Named method = methods.get(word.group());
            if (method != null) {
                return Optional.of(method);
            }
        }
        return in(text);
    }

    private Optional<Named> byWord(String word) {
        Named whole = words.get(word);
        if (whole != null) {
            return Optional.of(whole);
        }
        // the longest end first
        for (int at = 0; at >= 0 && at < word.length(); at = next(word, at)) {
            Named end = ends.get(word.substring(at));
            if (end != null) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }

    private static int next(String word, int at) {
        int underscore = word.indexOf('_', at);
        return underscore < 0 ? -1 : underscore + 1;
    }
}
