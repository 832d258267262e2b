// SPDX-License-Identifier: Apache-2.0
package org.vbus.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Request;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.vectors.CReplay;
import org.vbus.vectors.Coverage;
import org.vbus.vectors.Encoder;
import org.vbus.vectors.Leaf;
import org.vbus.vectors.Names;
import org.vbus.vectors.Shapes;
import org.vbus.vectors.Value;
import org.vbus.vectors.VectorFile;
import org.vbus.vectors.VectorFile.Vector;
import org.vbus.vectors.VectorReader;
import org.vbus.vectors.VectorWriter;

/** {@code vectors.json} of the bus's own specs against the bindings: values from bytes, bytes from values, refusals, names. C does the same in {@code it}. */
class VectorsTest {
    private static final Path FOLDER = Path.of("../../abi-specs");
    /** The machine's order is that of the flyweights; the other one is gcc's to show. */
    private static final boolean LITTLE = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;

    private final SpecSet specs = new Compiler().check(new Request(List.of(FOLDER), List.of())).specs().orElseThrow();

    /** All of one spec. */
    private record Subject(SpecSet specs, Spec spec, Shapes shapes, VectorFile file, Path path) {
        JavaReplay replay(Vector vector) throws ClassNotFoundException {
            Map<String, Value> values = file.values(vector);
            List<Leaf> leaves = shapes.leaves(shapes.all().get(vector.type()), values.keySet());
            return new JavaReplay(spec.packageName(), vector.type(), leaves, values);
        }

        /** Vectors of types that have a flyweight. */
        List<Vector> vectors() {
            return file.vectors().stream().filter(vector -> !shapes.all().get(vector.type()).alias()).toList();
        }
    }

    private interface Check {
        void of(Subject subject) throws Exception;
    }

    private List<DynamicTest> forEach(Check check) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Path path = FOLDER.resolve(spec.shortName()).resolve("vectors.json");
            if (Files.exists(path)) {
                Subject subject = new Subject(specs, spec, new Shapes(specs, spec), VectorReader.read(path), path);
                tests.add(DynamicTest.dynamicTest(spec.shortName(), () -> check.of(subject)));
            }
        }
        assertThat(tests).extracting(DynamicTest::getDisplayName).contains("shm_signal", "ioq", "vbus", "vbus_user", "vbus_pci", "vbus_kvm", "venet");
        return tests;
    }

    @TestFactory
    List<DynamicTest> nothingIsMissing() throws Exception {
        return forEach(subject -> assertThat(Coverage.missing(subject.specs, subject.spec, subject.file)).isEmpty());
    }

    @TestFactory
    List<DynamicTest> theFileIsAsTheToolWritesIt() throws Exception {
        return forEach(subject -> {
            assertThat(Encoder.fill(subject.shapes, subject.file)).as("bytes by the model's layouts").isEqualTo(subject.file);
            assertThat(VectorWriter.write(subject.file)).isEqualTo(Files.readString(subject.path));
        });
    }

    @TestFactory
    List<DynamicTest> bytesAreReadAsTheValues() throws Exception {
        return forEach(subject -> {
            for (Vector vector : subject.vectors()) {
                if (CReplay.replays(vector)) {
                    try {
                        subject.replay(vector).read(bytes(vector));
                    } catch (JavaReplay.Differs e) {
                        throw new AssertionError(vector.name() + ": " + e.getMessage(), e);
                    }
                }
            }
        });
    }

    @TestFactory
    List<DynamicTest> valuesAreWrittenAsTheBytes() throws Exception {
        return forEach(subject -> {
            Set<String> written = new HashSet<>();
            for (Vector vector : subject.vectors()) {
                if (CReplay.replays(vector) && !hasReserved(subject, vector)) {
                    Optional<byte[]> bytes = subject.replay(vector).write(bytes(vector).length);
                    if (bytes.isPresent()) {
                        written.add(vector.type());
                        assertThat(HexFormat.of().formatHex(bytes.get())).as(vector.name()).isEqualTo(HexFormat.of().formatHex(bytes(vector)));
                    }
                }
            }
            Set<String> types = new HashSet<>(subject.shapes.all().keySet());
            types.removeIf(type -> subject.shapes.all().get(type).alias());
            assertThat(written).as("types of which Java has written a vector").isEqualTo(types);
        });
    }

    @TestFactory
    List<DynamicTest> everyRefusalIsTheOneStated() throws Exception {
        return forEach(subject -> {
            for (Vector vector : subject.vectors()) {
                assertThat(subject.replay(vector).judge(bytes(vector))).as(vector.name()).isEqualTo(Optional.ofNullable(vector.refused().get("java")));
                assertThat(CReplay.replays(vector) || !vector.refused().isEmpty()).as("%s is replayed or refused", vector.name()).isTrue();
            }
        });
    }

    @TestFactory
    List<DynamicTest> aTurnedBitIsNoticed() throws Exception {
        return forEach(subject -> {
            int turned = 0;
            for (Vector vector : subject.vectors()) {
                if (CReplay.replays(vector)) {
                    turned += turn(subject, vector);
                }
            }
            System.out.println(subject.spec.shortName() + ": " + subject.vectors().size() + " vectors, " + turned + " turned bits noticed");
            assertThat(turned).isGreaterThan(100);
        });
    }

    private static int turn(Subject subject, Vector vector) throws ReflectiveOperationException {
        JavaReplay replay = subject.replay(vector);
        byte[] bytes = bytes(vector);
        BitSet covered = replay.covered();
        for (int bit = covered.nextSetBit(0); bit >= 0; bit = covered.nextSetBit(bit + 1)) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(noticed(replay, bytes)).as("bit %d of byte %d of `%s`", bit % 8, bit / 8, vector.name()).isTrue();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return covered.cardinality();
    }

    private static boolean noticed(JavaReplay replay, byte[] bytes) throws ReflectiveOperationException {
        try {
            replay.read(bytes);
            return false;
        } catch (JavaReplay.Differs e) {
            return true;
        } catch (java.lang.reflect.InvocationTargetException e) {
            // a count that became smaller
            return e.getCause() instanceof IndexOutOfBoundsException;
        }
    }

    @TestFactory
    List<DynamicTest> namesStandForTheirNumbers() throws Exception {
        return forEach(subject -> {
            for (Names.Name name : Names.of(subject.spec)) {
                if (name.inJava()) {
                    Value stated = subject.file.names().get(name.c());
                    Object found = constant(subject.spec, name);
                    if (stated instanceof Value.Number number) {
                        assertThat(BigInteger.valueOf(((Number) found).longValue()).longValue()).as(name.c()).isEqualTo(number.value().longValue());
                    } else {
                        assertThat(found).as(name.c()).isEqualTo(stated.toString());
                    }
                }
            }
        });
    }

    private static Object constant(Spec spec, Names.Name name) throws ReflectiveOperationException {
        if (name.owner().isPresent()) {
            Class<?> owner = Class.forName(spec.packageName() + "." + JavaReplay.camel(name.owner().get()));
            Object constant = owner.getField(name.own()).get(null);
            return constant instanceof Enum<?> ? owner.getMethod("value").invoke(constant) : constant;
        }
        List<String> owners = new ArrayList<>(List.of(JavaReplay.camel(spec.shortName())));
        spec.devices().forEach(device -> owners.add(JavaReplay.camel(device.name()) + "Device"));
        for (String owner : owners) {
            for (Field field : Class.forName(spec.packageName() + "." + owner).getFields()) {
                if (field.getName().equals(name.own())) {
                    return field.get(null);
                }
            }
        }
        throw new AssertionError("no constant " + name.own() + " in " + owners);
    }

    private static boolean hasReserved(Subject subject, Vector vector) {
        return subject.file.values(vector).keySet().stream().anyMatch(path -> path.contains("__reserved"));
    }

    private static byte[] bytes(Vector vector) {
        return HexFormat.of().parseHex(LITTLE ? vector.little() : vector.big());
    }
}
