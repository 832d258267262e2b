// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a guest on a bus must not have, asked of its QEMU.
 *
 * <p>The kernel has the guest's memory pinned, page by page, where the file had it when the guest was attached. Who takes pages out of the file and
 * puts others there leaves the host with pages that are no longer the guest's: a balloon and free page reporting do, and memory that can be plugged. Memory
 * that is encrypted is noise to the host. And memory that lies elsewhere than was said is another one.
 */
final class Restrictions {
    private final GuestSettings guest;
    private final QmpClient qmp;

    Restrictions(GuestSettings guest, QmpClient qmp) {
        this.guest = guest;
        this.qmp = qmp;
    }

    /** An event that says of itself that there is something that must not be. */
    static Optional<String> forbidden(String event) {
        return switch (event) {
            case "BALLOON_CHANGE" -> Optional.of("its balloon takes memory away that the host has pinned");
            case "MEMORY_DEVICE_SIZE_CHANGE" -> Optional.of("its virtio-mem takes memory away that the host has pinned");
            default -> Optional.empty();
        };
    }

    /** All reasons not to leave the guest on its bus; none is as it should be. */
    List<String> check() throws IOException {
        List<String> reasons = new ArrayList<>();
        balloon().ifPresent(reasons::add);
        memoryDevices().ifPresent(reasons::add);
        encryption().ifPresent(reasons::add);
        size().ifPresent(reasons::add);
        backend().ifPresent(reasons::add);
        layout().ifPresent(reasons::add);
        return List.copyOf(reasons);
    }

    private JsonElement ask(String command) throws IOException, QmpException {
        return qmp.execute(command, new JsonObject());
    }

    private Optional<String> balloon() throws IOException {
        try {
            ask("query-balloon");
            return Optional.of("it has a balloon, which takes memory away that the host has pinned: start QEMU without virtio-balloon");
        } catch (QmpException e) {
            return e.is("DeviceNotActive") ? Optional.empty() : Optional.of("whether it has a balloon is not known: " + e.getMessage());
        }
    }

    private Optional<String> memoryDevices() throws IOException {
        try {
            for (JsonElement device : list(ask("query-memory-devices"))) {
                return Optional.of("it has memory that is plugged in, " + text(device, "type").orElse("of a kind that is not known")
                        + ": the host knows only what is there from the start");
            }
            return Optional.empty();
        } catch (QmpException e) {
            return Optional.of("whether memory is plugged in is not known: " + e.getMessage());
        }
    }

    private Optional<String> encryption() throws IOException {
        try {
            return text(ask("query-sev"), "enabled").filter("true"::equals)
                    .map(enabled -> "its memory is encrypted (SEV), so that the host cannot read it");
        } catch (QmpException e) {
            // neither a processor nor a QEMU without SEV encrypts
            return Optional.empty();
        }
    }

    private Optional<String> size() throws IOException {
        try {
            String size = text(ask("query-memory-size-summary"), "base-memory").orElse("an unknown number of");
            return size.equals(Long.toString(guest.memory())) ? Optional.empty()
                    : Optional.of("its memory has " + size + " bytes, not " + guest.memory() + ": QEMU needs -m " + MemorySize.format(guest.memory()));
        } catch (QmpException e) {
            return Optional.of("the size of its memory is not known: " + e.getMessage());
        }
    }

    private Optional<String> backend() throws IOException {
        try {
            for (JsonElement memory : list(ask("query-memdev"))) {
                if (text(memory, "id").equals(Optional.of(QemuCommand.MEMORY)) && text(memory, "share").equals(Optional.of("true"))) {
                    return Optional.empty();
                }
            }
            return Optional.of("its memory is not " + guest.ram() + ": QEMU needs -object memory-backend-file with id=" + QemuCommand.MEMORY
                    + " and share=on, and -machine with memory-backend=" + QemuCommand.MEMORY);
        } catch (QmpException e) {
            return Optional.of("where its memory is is not known: " + e.getMessage());
        }
    }

    private Optional<String> layout() throws IOException {
        JsonObject property = new JsonObject();
        property.addProperty("path", "/machine");
        property.addProperty("property", "max-ram-below-4g");
        try {
            JsonElement limit = qmp.execute("qom-get", property);
            String wanted = Long.toString(MemorySize.parse(guest.machine().maxRamBelow4g()));
            return limit.isJsonPrimitive() && limit.getAsString().equals(wanted) ? Optional.empty()
                    : Optional.of("its memory is divided at " + limit + ", not at " + wanted + ": QEMU needs -machine "
                            + guest.machine().option() + " with max-ram-below-4g=" + guest.machine().maxRamBelow4g());
        } catch (QmpException e) {
            return Optional.of("it is none of the machines pc and q35: " + e.getMessage());
        }
    }

    private static JsonArray list(JsonElement answer) throws IOException {
        if (answer instanceof JsonArray array) {
            return array;
        }
        throw new IOException("the monitor answers what is no list");
    }

    private static Optional<String> text(JsonElement object, String member) {
        return object instanceof JsonObject o && o.get(member) instanceof JsonElement value && value.isJsonPrimitive()
                ? Optional.of(value.getAsString()) : Optional.empty();
    }
}
