// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Kinds;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.AfterMod;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.Config;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Dir;
import org.vbus.lang.vbus.ErrorsMod;
import org.vbus.lang.vbus.Expr;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Let;
import org.vbus.lang.vbus.Queue;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.lang.vbus.RemovedRequest;
import org.vbus.lang.vbus.Request;
import org.vbus.lang.vbus.State;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.Member.Field;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;

/** Devices of the virtio specification: ids, the configuration space, queues and requests. */
public final class VirtioChecks {
    private static final BigInteger LAST_ID = BigInteger.valueOf(63);
    private static final int FIRST_OF_TRANSPORTS = 24;
    private static final int LAST_OF_TRANSPORTS = 49;

    private final Session session;
    private final Constants constants;

    public VirtioChecks(Session session, Constants constants) {
        this.session = session;
        this.constants = constants;
    }

    /** Checks which items a device has: those of the bus or those of virtio. */
    public void check(Device device) {
        boolean virtio = device.getVirtio() != null;
        List<EObject> named = new ArrayList<>();
        List<Config> configs = new ArrayList<>();
        for (DevItem item : device.getItems()) {
            boolean removedQueue = item instanceof RemovedItem removed && removed.getKind().equals("queue");
            boolean ofVirtio = item instanceof Config || item instanceof Let || item instanceof Queue || removedQueue;
            String what = "`" + (item instanceof RemovedItem removed ? "removed " + removed.getKind() : item.eClass().getName().toLowerCase(Locale.ROOT)) + "`";
            if (!virtio && ofVirtio) {
                session.report(item, ONLY_IN_VIRTIO.of(what));
            } else if (virtio && item instanceof Features group) {
                features(group);
            } else if (virtio && !ofVirtio && !(item instanceof State)) {
                session.report(item, NOT_IN_VIRTIO.of(what));
            }
            if (item instanceof Config config) {
                configs.add(config);
            } else if (ofVirtio) {
                named.add(item);
            }
        }
        new NameChecks(session).unique("queue or let", named, VirtioChecks::name);
        new FieldChecks(session).once(configs);
        if (virtio) {
            id(device);
        }
    }

    private void id(Device device) {
        if (device.isAbstract()) {
            session.report(device, VbusPackage.Literals.DEVICE__VIRTIO, ABSTRACT_HAS.of("an id of virtio"));
        }
        if (device.getVer() != null) {
            session.report(device, VbusPackage.Literals.DEVICE__VER, NOT_IN_VIRTIO.of("a version"));
        }
        constants.number(device.getVirtio(), device).filter(id -> id.signum() == 0 || id.compareTo(LAST_ID) > 0)
                .ifPresent(id -> session.report(device, VbusPackage.Literals.DEVICE__VIRTIO, BAD_VIRTIO_ID.of(id)));
    }

    private void features(Features group) {
        if (group.getVia() != null) {
            session.report(group, VbusPackage.Literals.FEATURES__VIA, NOT_IN_VIRTIO.of("a call that negotiates"));
        }
        if (group.getGid() != null) {
            session.report(group, VbusPackage.Literals.FEATURES__GID, NOT_IN_VIRTIO.of("the number of a group"));
        }
    }

    /** Device-specific features keep away from those of the transports. */
    public void bits(Map<FeatureBit, Integer> bits) {
        bits.forEach((bit, number) -> {
            if (number >= FIRST_OF_TRANSPORTS && number <= LAST_OF_TRANSPORTS) {
                session.report(bit, TRANSPORT_FEATURE.of(bit.getName(), BigInteger.valueOf(number)));
            }
        });
    }

    /** True if the configuration space is a struct of this device. */
    public boolean config(Config config, Device device) {
        if (!(config.getType() instanceof Struct struct)) {
            session.report(config, VbusPackage.Literals.CONFIG__TYPE, WRONG_KIND.of(config.getType().getName(), Kinds.of(config.getType()), "a struct"));
            return false;
        }
        boolean features = device.getItems().stream().anyMatch(Features.class::isInstance);
        if (features && StructChecks.device(struct).filter(device::equals).isEmpty()) {
            session.report(config, VbusPackage.Literals.CONFIG__TYPE, CONFIG_NOT_FOR.of(struct.getName(), device.getName())
                    .insert(session.places().after(struct, VbusPackage.Literals.ELEMENT__NAME), " for " + device.getName()));
            return false;
        }
        return true;
    }

    /** True if a queue leads somewhere and what it carries goes that way. */
    public boolean queue(Queue queue) {
        int before = session.reporter().errors();
        boolean toDriver = queue.getFrom().equals("device") && queue.getTo().equals("driver");
        if (!toDriver && !(queue.getFrom().equals("driver") && queue.getTo().equals("device"))) {
            session.report(queue, VbusPackage.Literals.QUEUE__FROM, BAD_ENDPOINTS.of(queue.getFrom(), queue.getTo()));
        } else if (toDriver && queue.getPayload() != null) {
            for (Arg arg : queue.getPayload().getArgs()) {
                if (arg.getDir() != Dir.OUTP) {
                    session.report(arg, PAYLOAD_AGAINST_RING.of(arg.getDir().getLiteral(), arg.getName(), "driver").hint("write `out " + arg.getName() + "`"));
                }
            }
        }
        mods(queue.getMods(), "a queue");
        List<EObject> requests = new ArrayList<>(queue.getRequests());
        requests.addAll(queue.getRemoved());
        new NameChecks(session).unique("request", requests, VirtioChecks::requestName);
        return session.reporter().errors() == before;
    }

    /** Queues and requests know no order and no error numbers. */
    public void mods(List<CallMod> mods, String what) {
        new FieldChecks(session).once(mods);
        mods.stream().filter(mod -> mod instanceof AfterMod || mod instanceof ErrorsMod)
                .forEach(mod -> session.reportWhole(mod, NOT_HERE.of(FieldChecks.word(mod), what)));
    }

    /** The numbers in front of the requests, one list each; empty if the header or one of them is wrong, which has been reported. */
    public Optional<Map<Request, List<Long>>> requests(Queue queue) {
        Optional<List<Scalar>> fields = header(queue);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        int before = session.reporter().errors();
        Map<Request, List<Long>> all = new HashMap<>();
        Map<List<Long>, EObject> taken = new HashMap<>();
        // what was removed keeps its number, whatever stands before it
        queue.getRemoved().forEach(removed -> number(removed, removed.getNr(), fields.get(), taken));
        for (Request request : queue.getRequests()) {
            all.put(request, number(request, request.getNr(), fields.get(), taken));
        }
        return session.reporter().errors() == before ? Optional.of(all) : Optional.empty();
    }

    private List<Long> number(EObject request, List<Expr> written, List<Scalar> fields, Map<List<Long>, EObject> taken) {
        List<Long> numbers = new ArrayList<>();
        if (written.size() != fields.size()) {
            session.report(request, REQUEST_PARTS.of(requestName(request), written.size(), fields.size()));
            return numbers;
        }
        for (int i = 0; i < written.size(); i++) {
            constants.value(written.get(i), fields.get(i)).ifPresent(value -> numbers.add(value.longValue()));
        }
        EObject other = taken.putIfAbsent(numbers, request);
        if (other != null) {
            session.report(request, REQUEST_TWICE.of(requestName(request), requestName(other)).note("the other one is here", session.places().of(other)));
        }
        return numbers;
    }

    private static String requestName(EObject request) {
        return request instanceof RemovedRequest removed ? removed.getName() : ((Request) request).getName();
    }

    private Optional<List<Scalar>> header(Queue queue) {
        if (!(queue.getHeader() instanceof Struct struct)) {
            session.report(queue, VbusPackage.Literals.QUEUE__HEADER, WRONG_KIND.of(queue.getHeader().getName(), Kinds.of(queue.getHeader()), "a struct"));
            return Optional.empty();
        }
        Optional<NamedType> lowered = session.type(Symbols.qualifiedName(struct));
        if (lowered.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        fieldsOf((NamedType.Struct) lowered.get()).forEach(field -> fields.put(field.name(), field));
        List<Scalar> scalars = new ArrayList<>();
        for (String name : queue.getSelectors().isEmpty() ? List.copyOf(fields.keySet()) : queue.getSelectors()) {
            if (!fields.containsKey(name)) {
                session.report(queue, VbusPackage.Literals.QUEUE__SELECTORS, queue.getSelectors().indexOf(name), NO_SELECTOR.of(name, struct.getName()));
                return Optional.empty();
            }
            Optional<Scalar> scalar = new FieldChecks(session).numeric(fields.get(name).type());
            if (scalar.isEmpty()) {
                session.report(queue, VbusPackage.Literals.QUEUE__HEADER, HEADER_FIELD.of(name, struct.getName()));
                return Optional.empty();
            }
            scalars.add(scalar.get());
        }
        return Optional.of(scalars);
    }

    /** Fields of the header that tell requests apart: those that the queue names, else all. */
    public List<String> selectors(Queue queue) {
        if (!queue.getSelectors().isEmpty() || !(queue.getHeader() instanceof Struct struct)) {
            return queue.getSelectors();
        }
        return session.type(Symbols.qualifiedName(struct)).map(type -> fieldsOf((NamedType.Struct) type).map(Field::name).toList()).orElse(List.of());
    }

    private static Stream<Field> fieldsOf(NamedType.Struct struct) {
        return struct.body().members().stream().filter(Field.class::isInstance).map(Field.class::cast);
    }

    private static String name(EObject item) {
        return item instanceof Let let ? let.getName() : item instanceof RemovedItem removed ? removed.getName() : ((Queue) item).getName();
    }
}
