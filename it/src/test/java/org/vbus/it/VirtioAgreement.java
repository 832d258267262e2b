// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Virtio;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** Compares a spec of a virtio device with a header of Linux, and says in a sentence each where they differ. */
final class VirtioAgreement {
    /** Linux's name of a device's id, where it is another than the spec's. */
    private static final Map<String, String> IDS = Map.of("virtio_blk", "VIRTIO_ID_BLOCK");
    /** A word that C++ keeps, and the spec with it. */
    private static final Map<String, String> FIELDS = Map.of("virtio_net_ctrl_hdr.class_", "class");

    private final SpecSet specs;
    private final Spec spec;
    private final Map<String, String> reasons;
    private final Set<String> used = new HashSet<>();

    VirtioAgreement(SpecSet specs, Spec spec) throws IOException {
        this.specs = specs;
        this.spec = spec;
        this.reasons = new TreeMap<>();
        for (String line : Files.readAllLines(Home.ROOT.resolve("it/src/test/resources/virtio/linux-only.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(":", 2);
                reasons.put(parts[0].strip(), parts[1].strip());
            }
        }
    }

    /** Names of the list of what only Linux has that this spec's headers had a use for. */
    Set<String> used() {
        return used;
    }

    /** What a header has otherwise, and what it has that neither the spec nor the list has. */
    List<String> differences(LinuxHeader linux) {
        List<String> found = new ArrayList<>();
        Map<String, Long> ours = numbers();
        linux.numbers().forEach((name, value) -> {
            Long here = ours.containsKey(name) ? ours.get(name) : requestNumber(name);
            if (here == null) {
                if (reasons.containsKey(name)) {
                    used.add(name);
                } else {
                    found.add(linux.path() + " has " + name + " = " + value + ", " + spec.packageName() + " has not");
                }
            } else if (here.longValue() != value.longValue()) {
                found.add(linux.path() + " has " + name + " = " + value + ", " + spec.packageName() + " has " + here);
            }
        });
        linux.structs().forEach((tag, struct) -> {
            NamedType type = spec.types().stream().filter(one -> one.name().equals(tag)).findFirst().orElse(null);
            if (type instanceof NamedType.Struct declared) {
                compare(linux.path(), tag, struct, declared, found);
            } else if (reasons.containsKey("struct " + tag)) {
                used.add("struct " + tag);
            } else {
                found.add(linux.path() + " has struct " + tag + ", " + spec.packageName() + " has not");
            }
        });
        return found;
    }

    /** What the spec has and none of the headers has, by name. */
    Set<String> onlyInTheSpec(List<LinuxHeader> headers) {
        Set<String> names = new HashSet<>(numbers().keySet());
        spec.types().stream().filter(NamedType.Struct.class::isInstance).forEach(type -> names.add("struct " + type.name()));
        for (LinuxHeader header : headers) {
            names.removeAll(header.numbers().keySet());
            header.structs().keySet().forEach(tag -> names.remove("struct " + tag));
        }
        return names;
    }

    /** Every number of the spec under the name that Linux gives it. */
    private Map<String, Long> numbers() {
        Map<String, Long> numbers = new TreeMap<>();
        spec.constants().forEach(constant -> numbers.put(constant.name(), constant.value().longValue()));
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Enum declared) {
                declared.literals().forEach(literal -> numbers.put(declared.prefix() + literal.name(), literal.value().longValue()));
            } else if (type instanceof NamedType.Flags flags) {
                flags.flags().forEach(flag -> numbers.put(flags.prefix() + flag.name(), 1L << flag.bit()));
            } else if (type instanceof NamedType.Struct struct) {
                struct.body().members().forEach(member -> parts(member, numbers));
            }
        }
        for (Device device : spec.devices()) {
            for (FeatureGroup group : device.features()) {
                group.bits().forEach(bit -> numbers.put(group.prefix() + bit.name(), (long) bit.bit()));
            }
        }
        return numbers;
    }

    private static void parts(Member member, Map<String, Long> numbers) {
        if (member instanceof Member.Field field && field.type() instanceof TypeRef.Bits bits) {
            for (TypeRef.Bits.Part part : bits.parts()) {
                if (part.symbol().isPresent()) {
                    numbers.put(part.symbol().get(), 1L << part.shift());
                }
            }
        }
    }

    /** Linux numbers requests of the network device by class and by command; the names of ours begin with the class. */
    private Long requestNumber(String name) {
        String prefix = "VIRTIO_NET_CTRL_";
        if (!name.startsWith(prefix)) {
            return null;
        }
        String what = name.substring(prefix.length());
        Set<Long> classes = new HashSet<>();
        for (Device device : spec.devices()) {
            for (Virtio.Queue queue : device.virtio().orElseThrow().queues()) {
                for (Virtio.Request request : queue.requests()) {
                    if (request.name().equals(what)) {
                        return request.numbers().get(1);
                    }
                    if (request.name().startsWith(what + "_")) {
                        classes.add(request.numbers().get(0));
                    }
                }
            }
        }
        return classes.size() == 1 ? classes.iterator().next() : null;
    }

    /** The id of the device, and what Linux calls it. */
    static Map.Entry<String, Long> id(Device device) {
        String name = IDS.getOrDefault(device.name(), "VIRTIO_ID_" + device.name().substring("virtio_".length()).toUpperCase(java.util.Locale.ROOT));
        return Map.entry(name, device.virtio().orElseThrow().id());
    }

    private void compare(Path path, String tag, LinuxHeader.Struct linux, NamedType.Struct declared, List<String> found) {
        StructLayout layout = declared.layouts().on(AbiClass.LP64);
        Map<String, LinuxHeader.Place> ours = new TreeMap<>();
        List<long[]> reserved = new ArrayList<>();
        for (int i = 0; i < declared.body().members().size(); i++) {
            long offset = layout.members().get(i).offset();
            long size = layout.members().get(i).size();
            if (declared.body().members().get(i) instanceof Member.Field field) {
                ours.put(FIELDS.getOrDefault(tag + "." + field.name(), field.name()), new LinuxHeader.Place(scalar(field.type()), offset, size));
            } else if (declared.body().members().get(i) instanceof Member.Reserved) {
                reserved.add(new long[] {offset, offset + size});
            }
        }
        linux.members().forEach((name, place) -> {
            LinuxHeader.Place here = ours.remove(name);
            if (here == null) {
                boolean padding = reserved.stream().anyMatch(range -> range[0] <= place.offset() && place.offset() + place.size() <= range[1]);
                if (!padding) {
                    found.add(path + ": struct " + tag + " has " + name + " at " + place.offset() + ", the spec has not");
                }
            } else if (here.offset() != place.offset() || here.size() != place.size() || !here.type().isEmpty() && !here.type().equals(place.type())) {
                found.add(path + ": struct " + tag + " has " + name + " as " + place + ", the spec as " + here);
            }
        });
        // a header of an older Linux may end before the spec does
        ours.forEach((name, place) -> {
            if (place.offset() < linux.size()) {
                found.add(path + ": struct " + tag + " has no " + name + ", which the spec has at " + place.offset());
            }
        });
        if (ours.isEmpty() && linux.size() != layout.size()) {
            if (reasons.containsKey("size of " + tag)) {
                used.add("size of " + tag);
                return;
            }
            found.add(path + ": struct " + tag + " has " + linux.size() + " bytes, in the spec " + layout.size());
        }
    }

    /** What the kernel calls a number of this width and byte order; empty for what is no number. */
    private String scalar(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return scalar(array.element());
        }
        if (type instanceof TypeRef.Of of) {
            return inC(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return inC(bits.base());
        }
        NamedType declared = type instanceof TypeRef.Named named ? specs.types().get(named.name()) : null;
        return declared instanceof NamedType.Enum one ? inC(one.base()) : declared instanceof NamedType.Flags one ? inC(one.base()) : "";
    }

    private static String inC(Scalar scalar) {
        return "__" + scalar.keyword();
    }
}
