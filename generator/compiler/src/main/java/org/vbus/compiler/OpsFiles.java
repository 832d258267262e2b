// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vbus.backends.guest.GuestBackend;
import org.vbus.backends.host.HostBackend;
import org.vbus.backends.kernel.DeviceFolder;
import org.vbus.backends.kernel.Drivers;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.OpsStubs;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;

/** The files that authors write, beside the generated ones: which there should be, and what they lack. */
public final class OpsFiles {
    private OpsFiles() { }

    /**
     * A file that is not there, or lacks something.
     *
     * @param path of the file
     * @param subject what its operations are of
     * @param exists it is there
     * @param lacks names of the operations that it does not define; all of them when it is not there
     * @param stubs text of what is missing: a whole file, or the operations to add to it
     */
    public record Missing(Path path, String subject, boolean exists, List<String> lacks, String stubs) {
        public Missing {
            lacks = List.copyOf(lacks);
        }

        /**
         * Writes the stubs, unless the file is there: it is the author's.
         *
         * @return whether it was written
         * @throws IOException when the disk refuses
         */
        public boolean write() throws IOException {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try {
                Files.writeString(path, stubs, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        }
    }

    /**
     * What is missing for the requested specs.
     *
     * @param target folder of the outputs
     * @param elsewhere folders of the author's files that are not in {@code devices/NAME/ops}, by NAME
     * @param host ask for the files of device models
     * @param guest ask for the files of drivers
     * @throws IOException when a file cannot be read
     */
    public static List<Missing> missing(SpecSet specs, Path target, Map<String, Path> elsewhere, boolean host, boolean guest)
            throws IOException {
        List<Missing> missing = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : host ? spec.models() : List.<DeviceModel>of()) {
                look(OpsStubs.ofModel(model.name(), HostBackend.ops(specs, spec, model)),
                        folder(DeviceFolder.of(spec, model), target, elsewhere), missing);
            }
            for (Device device : guest ? spec.devices() : List.<Device>of()) {
                if (Drivers.made(device)) {
                    look(OpsStubs.ofDriver(device.name(), GuestBackend.ops(specs, spec, device)),
                            folder(DeviceFolder.of(device), target, elsewhere), missing);
                }
            }
        }
        return missing;
    }

    private static Path folder(String name, Path target, Map<String, Path> elsewhere) {
        return elsewhere.getOrDefault(name, target.resolve("devices").resolve(name).resolve("ops"));
    }

    private static void look(OpsStubs stubs, Path folder, List<Missing> missing) throws IOException {
        if (stubs.ops().isEmpty()) {
            return;
        }
        Path file = folder.resolve(stubs.path());
        if (!Files.exists(file)) {
            missing.add(new Missing(file, stubs.subject(), false, stubs.ops().stream().map(Op::member).toList(), stubs.file()));
            return;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<Op> lacks = stubs.missing(text);
        if (!lacks.isEmpty()) {
            missing.add(new Missing(file, stubs.subject(), true, lacks.stream().map(Op::member).toList(), stubs.stubs(text)));
        }
    }
}
