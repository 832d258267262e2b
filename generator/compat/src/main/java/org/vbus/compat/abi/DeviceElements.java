// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.device.RingType;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.Expr;
import org.vbus.model.profile.Profile;
import org.vbus.model.profile.Profiles;
import org.vbus.targets.c.CSymbols;

/** Elements of devices, character devices, models and ring protocols. */
final class DeviceElements {
    private final TypeElements types;

    DeviceElements(TypeElements types) {
        this.types = types;
    }

    Element of(Device device) {
        FactMap facts = new FactMap().with(Fact.TYPE_STRING, Optional.of(device.typeString()).filter(text -> !text.isEmpty()))
                .with(Fact.VERSION, device.version()).with(Fact.ABSTRACT, device.isAbstract());
        device.features().forEach(group -> facts.child(of(group)));
        device.rings().forEach(ring -> facts.child(of(device, ring)));
        device.regions().forEach(region -> facts.child(of(device, region)));
        device.calls().forEach(call -> facts.child(of(device, call)));
        device.virtio().ifPresent(virtio -> {
            facts.with(Fact.VIRTIO_ID, virtio.id()).with(Fact.CONFIG, virtio.config()).with(Fact.GENERATION, virtio.generation());
            virtio.lets().forEach(let -> facts.child(new FactMap().with(Fact.VALUE, Texts.of(let.value())).with(Fact.GATE, let.gate().map(Texts::of))
                    .with(Fact.OTHERWISE, let.otherwise().map(Texts::of)).element(Kind.LET, let.name(), let.meta())));
            virtio.queues().forEach(queue -> facts.child(of(device, queue)));
        });
        if (device.virtio().isEmpty() && !device.isAbstract()) {
            facts.with(Fact.C_NAME, CSymbols.deviceType(device));
        }
        return facts.element(Kind.DEVICE, device.name(), device.meta());
    }

    private static Element of(FeatureGroup group) {
        FactMap facts = new FactMap().with(Fact.NUMBER, group.id()).with(Fact.PREFIX, group.prefix()).with(Fact.VIA, group.via())
                .with(Fact.EMIT_NUMBERS, group.emitNumbers());
        group.bits().forEach(bit -> facts.child(new FactMap().with(Fact.BIT, bit.bit()).with(Fact.REQUIRES, bit.requires().map(Texts::of))
                .with(Fact.C_NAME, CSymbols.bit(group, bit)).element(Kind.FEATURE, bit.name(), bit.meta())));
        return facts.element(Kind.GROUP, group.name(), group.meta());
    }

    private static String way(boolean toDriver) {
        return toDriver ? "to-driver" : "to-device";
    }

    private static Optional<String> text(Optional<Expr> expr) {
        return expr.map(Texts::of);
    }

    private Element of(Device device, Ring ring) {
        return new FactMap().with(Fact.NUMBER, ring.id()).with(Fact.RING_TYPE, ring.ringType()).with(Fact.DIRECTION, way(ring.toDriver()))
                .with(Fact.DEPTH_MIN, ring.minDepth()).with(Fact.DEPTH_MAX, ring.maxDepth()).with(Fact.DEPTH_DEFAULT, ring.defaultDepth())
                .with(Fact.GATE, text(ring.gate())).with(Fact.C_NAME, CSymbols.ring(device, ring)).children(types.members().payload(ring.payload()))
                .element(Kind.RING, ring.name(), ring.meta());
    }

    private Element of(Device device, Region region) {
        FactMap facts = new FactMap().with(Fact.NUMBER, region.id()).size(region.layouts())
                .with(Fact.WRITERS, region.writers().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().toList())
                .with(Fact.GATE, text(region.gate())).with(Fact.COUNTER, region.counter()).with(Fact.C_NAME, CSymbols.region(device, region));
        types.members().type(facts, region.type(), List.of());
        return facts.element(Kind.REGION, region.name(), region.meta());
    }

    private Element of(Device device, Call call) {
        return new FactMap().with(Fact.NUMBER, call.number()).size(call.layouts()).with(Fact.RESULT, call.result().map(result -> result.keyword()))
                .with(Fact.AFTER, call.after()).with(Fact.ERRORS, call.errors().stream().sorted().toList()).with(Fact.GATE, text(call.gate()))
                .with(Fact.C_NAME, CSymbols.call(device, call)).children(types.members().args(call.args(), call.layouts()))
                .element(Kind.CALL, call.name(), call.meta());
    }

    private Element of(Device device, Virtio.Queue queue) {
        FactMap facts = new FactMap().with(Fact.NUMBER, Texts.of(queue.number())).with(Fact.BOUND, text(queue.bound())).with(Fact.DIRECTION, way(queue.toDriver()))
                .with(Fact.GATE, text(queue.gate())).with(Fact.HEADER, queue.header())
                .with(Fact.SELECTORS, queue.selected() ? queue.selectors() : List.of()).with(Fact.C_NAME, CSymbols.queue(device, queue))
                .children(types.members().payload(queue.payload()));
        queue.requests().forEach(request -> facts.child(new FactMap().with(Fact.NUMBERS, request.numbers()).with(Fact.GATE, text(request.gate()))
                .children(types.members().payload(request.args())).element(Kind.REQUEST, request.name(), request.meta())));
        return facts.element(Kind.QUEUE, queue.name(), queue.meta());
    }

    Element of(CharDev device) {
        FactMap facts = new FactMap().with(Fact.NODE, device.node()).with(Fact.MODE, device.mode().map(mode -> "0" + Integer.toOctalString(mode)))
                .with(Fact.LETTER, device.letter()).with(Fact.POLL, device.pollIn()).with(Fact.C_NAME, CSymbols.node(device));
        device.ioctls().forEach(ioctl -> facts.child(new FactMap().with(Fact.NUMBER, ioctl.index())
                .with(Fact.IOC_NUMBER, "0x" + String.format(Locale.ROOT, "%08x", ioctl.number())).size(ioctl.layouts())
                .with(Fact.DIRECTION, ioctl.direction().map(way -> way.name().toLowerCase(Locale.ROOT))).with(Fact.RESULT, ioctl.result().map(result -> result.keyword()))
                .with(Fact.AFTER, ioctl.after()).with(Fact.ERRORS, ioctl.errors().stream().sorted().toList()).with(Fact.GATE, text(ioctl.gate()))
                .with(Fact.C_NAME, CSymbols.ioctl(device, ioctl)).children(types.members().args(ioctl.args(), ioctl.layouts()))
                .element(Kind.IOCTL, ioctl.name(), ioctl.meta())));
        device.read().ifPresent(read -> facts.child(new FactMap().with(Fact.AFTER, read.after()).with(Fact.ERRORS, read.errors().stream().sorted().toList())
                .children(types.members().payload(List.of(read.elements()))).element(Kind.READ, "read", read.meta())));
        return facts.element(Kind.CHARDEV, device.name(), device.meta());
    }

    Element of(DeviceModel model) {
        FactMap facts = new FactMap().with(Fact.TYPE_STRING, model.typeString()).with(Fact.DEVICES, model.devices())
                // a model of profile raw is one that names none
                .with(Fact.PROFILE, Profiles.of(model).map(Profile::name));
        model.attributes().forEach(one -> facts.child(new FactMap().with(Fact.TYPE, Texts.of(one.type())).with(Fact.SHAPE, types.shape(one.type()))
                .with(Fact.UNIT, one.unit()).with(Fact.ACCESS, one.access().name().toLowerCase(Locale.ROOT)).with(Fact.WHILE, one.whileState())
                .element(Kind.ATTRIBUTE, one.name(), one.meta())));
        return facts.element(Kind.MODEL, model.name(), model.meta());
    }

    Element of(RingType type) {
        FactMap facts = new FactMap().with(Fact.HEAD, types.shape(new org.vbus.model.type.TypeRef.Named(type.head()))).with(Fact.TYPE, type.head())
                .with(Fact.SIGNAL, Texts.path(type.signal())).with(Fact.SLOTS, Texts.path(type.slots()))
                .with(Fact.PAYLOAD_ADDRESS, Texts.path(type.payloadAddress())).with(Fact.PAYLOAD_LENGTH, Texts.path(type.payloadLength()))
                .with(Fact.OWNER, Texts.path(type.owner())).with(Fact.EXACT_SIZE, type.exactSize()).with(Fact.CHECKS, type.attachChecks());
        type.indices().forEach(index -> facts.child(new FactMap().with(Fact.PATH, Texts.path(index.path())).with(Fact.NUMBERS, List.of(index.head(), index.tail(), index.full()))
                .element(Kind.INDEX, index.name(), type.meta().origin())));
        type.orders().forEach(order -> facts.child(new FactMap().with(Fact.PATH, Texts.path(order.path()))
                .element(Kind.ORDER, order.kind() + " " + Texts.path(order.path()), type.meta().origin())));
        return facts.element(Kind.RING_TYPE, type.name(), type.meta());
    }
}
