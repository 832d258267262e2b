// SPDX-License-Identifier: Apache-2.0
package org.vbus.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import linux.ioq.IoqRingHead;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every accessor of every flyweight there is: what was set is what is read, and nothing else changes. */
class RoundTripTest {
    @TestFactory
    Stream<DynamicTest> everyAccessor() throws Exception {
        return flyweights().stream().map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
            FlyweightProbe probe = new FlyweightProbe(type.getName().hashCode());
            probe.probe(type);
            assertThat(probe.checks()).isGreaterThan(20);
        }));
    }

    @Test
    void findsThemAll() throws Exception {
        assertThat(flyweights()).extracting(Class::getSimpleName).contains("ShmSignalDesc", "IoqRingHead", "VbusEvent", "VenetSg", "VenetMacqueryArgs")
                .hasSizeGreaterThanOrEqualTo(15);
    }

    /** A spec that is added is tried without a line here. */
    private static List<Class<?>> flyweights() throws Exception {
        Path classes = Path.of(IoqRingHead.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString()).filter(file -> file.endsWith(".class") && !file.contains("$")
                    && !file.endsWith("package-info.class")).sorted().<Class<?>>map(RoundTripTest::load)
                    .filter(type -> Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals("LAYOUT"))).toList();
        } catch (IOException e) {
            throw new AssertionError("cannot list " + classes, e);
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(file.substring(0, file.length() - ".class".length()).replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(file, e);
        }
    }
}
