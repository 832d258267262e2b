// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.follow;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.Origin;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.Ring;

/** What an event means, in the words of the spec and with the line that says it. */
final class EventText {
    private final Map<String, Device> devices = new HashMap<>();

    EventText(SpecSet specs) {
        specs.specs().forEach(spec -> spec.devices().forEach(device -> devices.put(device.name(), device)));
    }

    /**
     * An event's text.
     *
     * @param what as {@code call START}
     * @param rest what became of it
     * @param origin the line of the spec; {@link Origin#NONE} for what no line says
     * @param frequent whether it is one of many, of which not all need be shown
     */
    record Said(String what, String rest, Origin origin, boolean frequent) {
        /** As {@code sensor.vbus:31}; empty without an origin. */
        String place() {
            return origin.file().isEmpty() ? "" : Path.of(origin.file()).getFileName() + ":" + origin.line();
        }
    }

    Optional<Said> of(TraceEvent event) {
        // the longest name first: one device's may begin like another's
        return devices.values().stream().filter(device -> event.name().startsWith(device.name() + "_"))
                .max((a, b) -> Integer.compare(a.name().length(), b.name().length()))
                .flatMap(device -> of(device, event.name().substring(device.name().length() + 1), event));
    }

    private Optional<Said> of(Device device, String kind, TraceEvent event) {
        String subject = event.word(1);
        Said said = switch (kind) {
            case "open" -> new Said("open", "version " + event.value("version").orElse("?") + result(event), device.meta().origin(), false);
            case "close" -> new Said("close", "", device.meta().origin(), false);
            case "call" -> new Said("call " + subject, result(event).strip(), origin(device, subject), false);
            case "shm" -> new Said(kindOf(device, subject) + " " + subject, "shared" + result(event), origin(device, subject), false);
            case "ring" -> new Said("ring " + subject, ring(device, event), origin(device, subject), true);
            case "signal" -> new Said("ring " + subject, "signal " + event.word(2), origin(device, subject), true);
            default -> kind.startsWith("granted_") ? granted(device, kind.substring("granted_".length()), event) : null;
        };
        return Optional.ofNullable(said);
    }

    private static Said granted(Device device, String group, TraceEvent event) {
        return device.features().stream().filter(one -> one.name().toLowerCase(Locale.ROOT).equals(group)).findFirst()
                .map(one -> new Said("features " + one.name(), subject(event), one.meta().origin(), false)).orElse(null);
    }

    private static String subject(TraceEvent event) {
        return event.word(1).isEmpty() ? "none granted" : event.word(1).replace("|", ", ") + " granted";
    }

    /** A result that is no error is not worth a word. */
    private static String result(TraceEvent event) {
        int ret = event.value("ret").map(Integer::parseInt).orElse(0);
        return ret < 0 ? " " + ErrorNames.of(-ret) : ret > 0 ? " " + ret : "";
    }

    private static String ring(Device device, TraceEvent event) {
        boolean push = event.word(2).equals("push");
        String used = event.value("used").orElse("?");
        return "%s slot %s (%s used)".formatted(push ? "fills" : "takes", event.value("pos").orElse("?"), used);
    }

    private static String kindOf(Device device, String name) {
        return device.regions().stream().anyMatch(region -> region.name().equals(name)) ? "region" : "ring";
    }

    private static Origin origin(Device device, String name) {
        return device.calls().stream().filter(one -> one.name().equals(name)).map(Call::meta)
                .findFirst().or(() -> device.rings().stream().filter(one -> one.name().equals(name)).map(Ring::meta).findFirst())
                .or(() -> device.regions().stream().filter(one -> one.name().equals(name)).map(one -> one.meta()).findFirst())
                .map(meta -> meta.origin()).orElse(Origin.NONE);
    }
}
