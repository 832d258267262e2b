// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import acme.zoo.ZooArraysArgs;
import acme.zoo.ZooBothArgs;
import acme.zoo.ZooDevice;
import acme.zoo.ZooEndian;
import acme.zoo.ZooEnumsArgs;
import acme.zoo.ZooFFeatures;
import acme.zoo.ZooGFeatures;
import acme.zoo.ZooGatedArgs;
import acme.zoo.ZooKind;
import acme.zoo.ZooMixed;
import acme.zoo.ZooMood;
import acme.zoo.ZooNest;
import acme.zoo.ZooNestsArgs;
import acme.zoo.ZooOrder;
import acme.zoo.ZooOutUArgs;
import acme.zoo.ZooPair;
import acme.zoo.ZooResultIoArgs;
import acme.zoo.ZooTextsArgs;
import acme.zoo.bus.ZooClient;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.FieldRangeException;
import org.vbus.runtime.PeerDataException;

/** Calls with every kind of argument, between a client and a model that were both generated. */
class ZooTest {
    private final ZooKeeper device = new ZooKeeper();
    private final FakeBus bus = new FakeBus(device);
    private ZooClient client;

    @BeforeEach
    void open() {
        client = ZooClient.open(bus);
    }

    @AfterEach
    void nothingButErrorNumbers() {
        client.close();
        bus.close();
        assertThat(bus.unexpected).isEmpty();
    }

    private static void errno(Errno errno, ThrowingCallable call) {
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(call).matches(e -> e.is(errno), errno.name());
    }

    private static MemorySegment block(long bytes) {
        return MemorySegment.ofArray(new long[64]).asSlice(0, bytes);
    }

    private static ZooNest nest(ZooKind kind) {
        ZooNest nest = new ZooNest().wrap(block(ZooNest.SIZE), 0);
        nest.setKind(kind);
        nest.at().inner().setZ(4);
        nest.pairs(1).setLow(-2);
        if (kind != ZooKind.EMU) {
            nest.shape().fur().setLength(1);
        }
        return nest;
    }

    @Test
    void numbers() {
        client.nothing();
        assertThat(device.day.heard).isEqualTo("nothing");
        client.inU(255, 0, 65535, 0xffffffffL, -2);
        assertThat(device.day.heard).isEqualTo("255 0 65535 4294967295 18446744073709551614");
        errno(Errno.EINVAL, () -> client.inU(0, 0, 0, 0, -1));
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> client.inU(256, 0, 0, 0, 0));
        client.inS(-99, -4, -32768, -5, Long.MIN_VALUE + 2);
        assertThat(device.day.heard).isEqualTo("-99 -4 -32768 -5 -9223372036854775806");
        errno(Errno.EINVAL, () -> client.inS(-100, 0, 0, 0, 0));
        errno(Errno.EINVAL, () -> client.inS(0, 5, 0, 0, 0));
        ZooOutUArgs out = client.outU();
        assertThat(device.day.heard).as("nothing of the driver's shows").isEqualTo("zero");
        assertThat(out.getA()).isEqualTo(255);
        assertThat(out.getD()).isEqualTo(0xffffffffL);
        assertThat(out.getE()).isEqualTo(-1);
        assertThat(client.outS().getE()).isEqualTo(5);
        ZooBothArgs both = client.both(9, 40, 1, 2, false);
        assertThat(both.getE()).isEqualTo(-9);
        assertThat(both.getD()).isEqualTo(39);
        assertThat(both.getA()).isTrue();
        errno(Errno.EINVAL, () -> client.both(9, 41, 1, 2, false));
        assertThat(client.endian(-7, 2, 1, 3, 4).getE()).isEqualTo(-7);
        errno(Errno.EINVAL, () -> client.endian(0, 1, 0, 1, 0));
        assertThat(client.fixed()).isEqualTo(42);
    }

    @Test
    void whatLastComesAfter() {
        ZooResultIoArgs args = new ZooResultIoArgs().wrap(block(ZooResultIoArgs.SIZE), 0);
        assertThatIllegalStateException().isThrownBy(client::last).withMessage("zoo.LAST comes after RESULT_IO");
        errno(Errno.EINVAL, () -> client.session().call(ZooDevice.ZOO_FUNC_LAST, block(8)));
        assertThatIllegalStateException().isThrownBy(() -> client.resultIo(args)).withMessage("zoo.RESULT_IO comes after RESULT");
        device.result = -Errno.EBUSY.number();
        errno(Errno.EBUSY, client::result);
        assertThatIllegalStateException().as("it failed").isThrownBy(() -> client.resultIo(args));
        device.result = 7;
        assertThat(client.result()).isEqualTo(7);
        args.setA(5);
        assertThat(client.resultIo(args)).isEqualTo(7);
        assertThat(args.getB()).isEqualTo(6);
        assertThatIllegalStateException().isThrownBy(client::last).withMessage("zoo.LAST comes after NOTHING");
        client.nothing();
        assertThat(client.last()).isEqualTo(-1);
    }

    @Test
    void textsAndArrays() {
        ZooTextsArgs texts = client.texts("emu", new byte[] {1, 2, 3, 4, 5, 6}, 3, "Grüße");
        assertThat(texts.getBack()).isEqualTo("emu");
        assertThat(device.day.heard).isEqualTo("Grüße");
        byte[] mac = new byte[6];
        texts.getHardware(mac);
        assertThat(mac).containsExactly(1, 2, 3, 4, 5, 7);
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> client.texts("eightaaa", mac, 0, ""));
        ZooArraysArgs arrays = new ZooArraysArgs().wrap(block(ZooArraysArgs.SIZE), 0);
        arrays.setTable(1, 77);
        arrays.setNames("names");
        client.arrays(arrays);
        assertThat(arrays.getSums(ZooKind.DOG)).isEqualTo(77);
        assertThat(device.day.heard).isEqualTo("names");
        assertThat(client.aliases(21, new ZooPair().wrap(block(8), 0), "q")).isEqualTo(42);
        ZooPair wrong = new ZooPair().wrap(block(8), 0);
        wrong.setLow(1);
        errno(Errno.EINVAL, () -> client.aliases(21, wrong, "q"));
    }

    @Test
    void literals() {
        ZooEnumsArgs enums = client.enums(ZooOrder.FIRST, 1, 1234, 0, ZooOrder.SECOND, ZooKind.EMU, ZooMood.SAD, 0);
        assertThat(device.day.heard).isEqualTo("EMU SAD 1234");
        assertThat(enums.getOrder()).isEqualTo(ZooOrder.SECOND);
        assertThat(enums.getKind2()).isEqualTo(ZooKind.EMU);
        ZooEnumsArgs raw = new ZooEnumsArgs().wrap(block(ZooEnumsArgs.SIZE), 0);
        raw.setOrder(ZooOrder.FIRST);
        raw.setOrder2(ZooOrder.FIRST);
        client.session().call(ZooDevice.ZOO_FUNC_ENUMS, raw.segment());
        raw.segment().set(java.lang.foreign.ValueLayout.JAVA_BYTE, ZooEnumsArgs.KIND_OFFSET, (byte) 3);
        errno(Errno.EINVAL, () -> client.session().call(ZooDevice.ZOO_FUNC_ENUMS, raw.segment()));
    }

    @Test
    void structs() {
        client.nested(nest(ZooKind.DOG));
        assertThat(device.day.heard).isEqualTo("DOG");
        ZooNest wrong = nest(ZooKind.DOG);
        wrong.shape().fur().setLength(0);
        errno(Errno.EINVAL, () -> client.nested(wrong));
        ZooNestsArgs nests = new ZooNestsArgs().wrap(block(ZooNestsArgs.SIZE), 0);
        nests.nest().copyFrom(nest(ZooKind.EMU));
        client.nests(nests);
        assertThat(nests.other().getKind()).isEqualTo(ZooKind.EMU);
        ZooMixed mixed = new ZooMixed().wrap(block(ZooMixed.SIZE), 0);
        mixed.setAsked(4);
        mixed.setBoth(-8);
        client.mixed(mixed);
        assertThat(mixed.getAnswered()).isEqualTo(5);
        assertThat(mixed.getBoth()).isEqualTo(8);
        mixed.setAsked(0);
        errno(Errno.EINVAL, () -> client.mixed(mixed));
        mixed.setAsked(4);
        assertThat(client.mixedTwo(mixed, 3).getAnswered()).isEqualTo(3);
        errno(Errno.EINVAL, () -> client.mixedTwo(mixed, 4));
        ZooEndian endian = new ZooEndian().wrap(block(ZooEndian.SIZE), 0);
        errno(Errno.EINVAL, () -> client.endians(endian));
        endian.init();
        endian.setB(2);
        endian.setD(41);
        client.endians(endian);
        assertThat(endian.getE()).isEqualTo(41);
    }

    @Test
    void gatesOverTwoGroups() {
        ZooGatedArgs args = new ZooGatedArgs().wrap(block(ZooGatedArgs.SIZE), 0);
        assertThatIllegalStateException().isThrownBy(() -> client.gated(args)).withMessageContaining("was not negotiated");
        errno(Errno.EOPNOTSUPP, () -> client.session().call(ZooDevice.ZOO_FUNC_GATED, args.segment()));
        assertThat(client.negotiateG(ZooGFeatures.LOW)).as("LOW requires TOP or GATE").isZero();
        assertThat(client.negotiateF(ZooFFeatures.GATE)).isEqualTo(ZooFFeatures.GATE);
        assertThat(client.negotiateG(ZooGFeatures.LOW)).isEqualTo(ZooGFeatures.LOW);
        assertThatIllegalStateException().isThrownBy(client::gatedG);
        args.setA(5);
        assertThat(client.gated(args)).isEqualTo(1);
        assertThat(args.getC()).isEqualTo(5);
        client.negotiateF(ZooFFeatures.KNOWN);
        assertThatIllegalStateException().as("OTHER without TOP").isThrownBy(() -> client.gated(args));
        assertThat(client.negotiateG(ZooGFeatures.KNOWN)).isEqualTo(ZooGFeatures.KNOWN);
        client.gated(args);
        assertThat(client.gatedG().getKind()).isEqualTo(ZooKind.EMU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outS", "both", "endian", "fixed", "enums", "nests", "mixed"})
    void aDeviceThatLies(String call) {
        device.lies = true;
        assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> {
            switch (call) {
                case "outS" -> client.outS();
                case "both" -> client.both(1, 2, 0, 0, false);
                case "endian" -> client.endian(0, 2, 0, 1, 0);
                case "fixed" -> client.fixed();
                case "enums" -> client.enums(ZooOrder.FIRST, 0, 0, 0, ZooOrder.FIRST, ZooKind.CAT, ZooMood.CALM, 0);
                case "nests" -> {
                    ZooNestsArgs nests = new ZooNestsArgs().wrap(block(ZooNestsArgs.SIZE), 0);
                    nests.nest().copyFrom(nest(ZooKind.EMU));
                    client.nests(nests);
                }
                default -> {
                    ZooMixed mixed = new ZooMixed().wrap(block(ZooMixed.SIZE), 0);
                    mixed.setAsked(4);
                    mixed.setBoth(-8);
                    client.mixed(mixed);
                }
            }
        });
    }

    /** Every call with every length and with random bytes: an error number or an answer, never anything else. */
    @Test
    void aDriverThatCallsAtRandom() throws IllegalAccessException {
        client.negotiateF(-1);
        client.negotiateG(-1);
        Random random = new Random(4);
        int answered = 0;
        for (Field field : Stream.of(ZooDevice.class.getFields()).filter(field -> Modifier.isStatic(field.getModifiers())
                && field.getName().startsWith("ZOO_FUNC_")).toList()) {
            long number = ((Number) field.get(null)).longValue();
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                if (i % 2 == 0) {
                    random.nextBytes(bytes);
                }
                MemorySegment block = block(bytes.length);
                MemorySegment.copy(bytes, 0, block, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes.length);
                try {
                    client.session().call(number, block);
                    answered++;
                } catch (ErrnoException e) {
                    assertThat(e.is(Errno.EINVAL) || e.is(Errno.EOPNOTSUPP)).as(field.getName() + ": " + e).isTrue();
                }
            }
        }
        assertThat(answered).isPositive();
    }
}
