// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vbus.model.Spec;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Ring;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** The specs of the repository against the ABI's tables, on every ABI class. */
class SpecsTest {
    private static final Path SPECS = Path.of("../../abi-specs");
    private static final Parsed PARSED = FrontEnd.create().load(
            List.of(SPECS.resolve("shm_signal"), SPECS.resolve("ioq"), SPECS.resolve("vbus"), SPECS.resolve("venet")), List.of());

    @Test
    void noComplaints() {
        assertThat(PARSED.diagnostics()).isEmpty();
        assertThat(PARSED.specs().specs()).extracting(Spec::packageName)
                .containsExactly("linux.ioq", "linux.shm_signal", "linux.vbus", "linux.venet");
        assertThat(PARSED.specs().requested()).hasSize(4);
    }

    @Test
    void signal() {
        placed("linux.shm_signal.shm_signal_irq", 3, Map.of("enabled", 0L, "pending", 1L, "dirty", 2L));
        placed("linux.shm_signal.shm_signal_desc", 16, Map.of("magic", 0L, "ver", 4L, "irq", 8L, "reserved", 14L));
        assertThat(constant("linux.shm_signal", "SHM_SIGNAL_MAGIC")).isEqualTo(0x58fa39dfL);
    }

    @Test
    void ring() {
        placed("linux.ioq.ioq_ring_desc", 32, Map.of("cookie", 0L, "ptr", 8L, "len", 16L, "valid", 24L, "sown", 25L, "reserved", 26L));
        placed("linux.ioq.ioq_ring_idx", 12, Map.of("head", 0L, "tail", 4L, "full", 8L, "reserved", 9L));
        placed("linux.ioq.ioq_ring_head", 56, Map.of("magic", 0L, "ver", 4L, "signal", 8L, "idx", 24L, "count", 48L, "reserved", 52L, "ring", 56L));
        assertThat(constant("linux.ioq", "IOQ_RING_MAGIC")).isEqualTo(0x47fa2fe4L);
        assertThat(PARSED.specs().ringTypes().get("linux.ioq.ioq").slots()).containsExactly("ring");
    }

    @Test
    void bus() {
        placed("linux.vbus.vbus_deviceopen", 16, Map.of("devid", 0L, "version", 4L, "handle", 8L));
        placed("linux.vbus.vbus_devicecall", 32, Map.of("devh", 0L, "func", 8L, "len", 12L, "flags", 16L, "reserved", 20L, "datap", 24L));
        placed("linux.vbus.vbus_deviceshm", 56, Map.of("devh", 0L, "id", 8L, "len", 12L, "flags", 16L, "reserved", 20L, "signal", 24L, "datap", 40L, "handle", 48L));
        placed("linux.vbus.vbus_event", 144, Map.of("eventid", 0L, "reserved", 4L, "data", 8L));
        placed("linux.vbus.vbus_describe", 48, Map.of("hash", 0L, "version", 32L, "release_major", 36L, "release_minor", 38L, "reserved", 40L));
        placed("linux.vbus.vbus_features", 16, Map.of("group", 0L, "reserved", 4L, "bits", 8L));
        Device bus = PARSED.specs().devices().get("linux.vbus.vbus");
        assertThat(bus.isAbstract()).isTrue();
        assertThat(bus.calls()).extracting(Call::number).containsExactly(0xffff0000L, 0xffff0001L);
        assertThat(bus.calls()).extracting(call -> call.layouts().lp64().size()).containsExactly(48L, 16L);
    }

    @Test
    void venet() {
        placed("linux.venet.venet_iov", 16, Map.of("len", 0L, "reserved", 4L, "ptr", 8L));
        placed("linux.venet.venet_sg", 32, Map.of("cookie", 0L, "flags", 8L, "len", 12L, "csum", 16L, "gso", 20L, "reserved", 26L, "count", 28L, "iov", 32L));
        placed("linux.venet.venet_capabilities", 8, Map.of("gid", 0L, "bits", 4L));
        Device venet = PARSED.specs().devices().get("linux.venet.venet");
        assertThat(venet.typeString()).isEqualTo("virtual-ethernet");
        assertThat(venet.version()).contains("VENET_VERSION");
        assertThat(venet.calls()).extracting(Call::name).containsExactly("LINKUP", "LINKDOWN", "MACQUERY", "NEGCAP", "FLUSHRX");
        assertThat(venet.calls()).extracting(call -> call.layouts().lp64().size()).containsExactly(0L, 0L, 6L, 8L, 0L);
        assertThat(venet.rings()).extracting(Ring::id).containsExactly(0L, 1L);
        assertThat(venet.rings()).extracting(Ring::toDriver).containsExactly(true, false);
        assertThat(venet.rings()).extracting(Ring::defaultDepth).containsExactly(256L, 256L);
        FeatureGroup group = venet.features().get(0);
        assertThat(group.via()).contains("NEGCAP");
        assertThat(group.prefix()).isEqualTo("VENET_CAP_");
        assertThat(group.bits()).extracting(FeatureGroup.Bit::bit).containsExactly(0, 1, 2, 3, 4);
        var frame = venet.rings().get(1).payload().get(0);
        assertThat(frame.facts().gate()).contains(new Expr.FeatureSet("SG", "SG"));
        assertThat(frame.facts().otherwise().orElseThrow()).isInstanceOf(TypeRef.Array.class);
    }

    @Test
    void conditionsAndDocs() {
        NamedType.Struct sg = struct("linux.venet.venet_sg");
        assertThat(sg.meta().doc()).isEqualTo("What a tx slot points to once SG is negotiated.");
        var gso = (Member.Field) sg.body().members().get(4);
        assertThat(gso.facts().gate().orElseThrow()).isEqualTo(
                new Expr.FlagSet(List.of("flags"), "GSO", java.math.BigInteger.TWO));
        var count = (Member.Field) sg.body().members().get(6);
        assertThat(count.facts().conditions()).containsExactly(new Expr.Between(new Expr.FieldRef(List.of("count")), Expr.Num.of(1),
                new Expr.Num(java.math.BigInteger.valueOf(18), "linux.venet.VENET_MAX_IOV")));
        assertThat(PARSED.specs().spec("linux.venet").orElseThrow().meta().doc()).startsWith("Ethernet over the virtual bus");
    }

    private static long constant(String packageName, String name) {
        return PARSED.specs().spec(packageName).orElseThrow().constants().stream().filter(one -> one.name().equals(name))
                .findFirst().orElseThrow().value().longValueExact();
    }

    private static NamedType.Struct struct(String name) {
        return (NamedType.Struct) PARSED.specs().types().get(name);
    }

    private static void placed(String name, long size, Map<String, Long> offsets) {
        Body body = struct(name).body();
        for (AbiClass abi : AbiClass.values()) {
            StructLayout layout = struct(name).layouts().on(abi);
            Map<String, Long> actual = new LinkedHashMap<>();
            for (int i = 0; i < body.members().size(); i++) {
                String member = body.members().get(i) instanceof Member.Field field ? field.name() : "reserved";
                actual.put(member, layout.members().get(i).offset());
            }
            assertThat(layout.size()).as("%s on %s", name, abi).isEqualTo(size);
            assertThat(actual).as("%s on %s", name, abi).isEqualTo(offsets);
        }
    }
}
