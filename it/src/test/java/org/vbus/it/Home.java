// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the checkout. */
final class Home {
    /** The checkout. */
    static final Path ROOT = Path.of(System.getProperty("vbus.home")).toAbsolutePath().normalize();
    /** What tests build; kept between runs, so that a second run builds less. */
    static final Path TARGET = ROOT.resolve("it/target");
    static final Path SPECS = ROOT.resolve("abi-specs");
    static final Path KERNEL = ROOT.resolve("generated-kernel");

    private Home() { }

    /** A folder below target, made if it is missing. */
    static Path work(String name) throws IOException {
        return Files.createDirectories(TARGET.resolve(name));
    }
}
