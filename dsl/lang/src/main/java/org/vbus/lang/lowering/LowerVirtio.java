// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Conditions;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.validation.IdChecks;
import org.vbus.lang.validation.QueueNumbers;
import org.vbus.lang.validation.VirtioChecks;
import org.vbus.lang.vbus.CallGateMod;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.Config;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Let;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Queue;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.lang.vbus.Request;
import org.vbus.lang.vbus.Scalar;
import org.vbus.lang.vbus.ScalarRef;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.lang.vbus.VbusFactory;
import org.vbus.model.device.Arg;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.Expr;

/** Lowers what a device of the virtio specification has beside its features. */
final class LowerVirtio {
    private final Session session;
    private final Constants constants;
    private final Conditions conditions;
    private final Metas metas;
    private final LowerArgs args;
    private final VirtioChecks checks;

    LowerVirtio(Session session, Constants constants, Conditions conditions, Metas metas, LowerArgs args) {
        this.session = session;
        this.constants = constants;
        this.conditions = conditions;
        this.metas = metas;
        this.args = args;
        this.checks = new VirtioChecks(session, constants);
    }

    VirtioChecks checks() {
        return checks;
    }

    /** The part of a device, as far as it is not broken. */
    Virtio virtio(Device source, List<FeatureGroup> groups) {
        Map<String, TypeRef> names = new LinkedHashMap<>();
        Optional<String> config = Optional.empty();
        boolean generation = false;
        for (DevItem item : source.getItems()) {
            if (item instanceof Config one && checks.config(one, source)) {
                NamedRef type = VbusFactory.eINSTANCE.createNamedRef();
                type.setType(one.getType());
                names.put("config", type);
                config = Optional.of(Symbols.qualifiedName(one.getType()));
                generation = one.isGeneration();
            }
        }
        List<Virtio.Let> lets = new ArrayList<>();
        List<Virtio.Queue> queues = new ArrayList<>();
        IdChecks indices = new IdChecks(session, QUEUE_TWICE);
        for (DevItem item : source.getItems()) {
            if (item instanceof Let one) {
                let(one, new Scope("device `" + source.getName() + "`", Map.copyOf(names), Optional.of(source))).ifPresent(lets::add);
                names.put(one.getName(), number());
            } else if (item instanceof Queue one) {
                queue(one, source, names, indices).ifPresent(queues::add);
            } else if (item instanceof RemovedItem one && one.getKind().equals("queue")) {
                indices.take(one, one.getName(), constants.value(one.getNr()));
            }
        }
        long id = constants.number(source.getVirtio(), source).map(Number::longValue).orElse(0L);
        Virtio virtio = new Virtio(id, config, generation, lets, queues);
        Map<String, EObject> places = new HashMap<>();
        // two fixed numbers have been compared as they were read
        source.getItems().stream().filter(Queue.class::isInstance).map(Queue.class::cast).forEach(queue -> places.put(queue.getName(), queue));
        if (!session.reporter().failed()) {
            new QueueNumbers(session, groups, virtio).check(places);
        }
        return virtio;
    }

    private Optional<Virtio.Let> let(Let source, Scope scope) {
        Optional<Expr> value = conditions.number(source.getValue(), scope);
        Optional<Expr> gate = Optional.ofNullable(source.getCond()).flatMap(cond -> conditions.condition(cond, scope));
        Optional<Expr> other = Optional.ofNullable(source.getOther()).flatMap(one -> conditions.number(one, scope));
        return value.map(one -> new Virtio.Let(metas.of(source), source.getName(), one, gate, other));
    }

    private Optional<Virtio.Queue> queue(Queue source, Device device, Map<String, TypeRef> names, IdChecks indices) {
        String what = "queue `" + source.getName() + "`";
        boolean good = checks.queue(source);
        Scope outside = new Scope(what, Map.copyOf(names), Optional.of(device));
        Map<String, TypeRef> inside = new LinkedHashMap<>(names);
        if (source.getVar() != null) {
            inside.put(source.getVar(), number());
        }
        Optional<Expr> bound = Optional.ofNullable(source.getBound()).flatMap(expr -> conditions.number(expr, outside));
        Optional<Expr> number = conditions.number(source.getNr(), new Scope(what, inside, Optional.of(device)));
        if (number.isPresent() && number.get() instanceof Expr.Num fixed) {
            good &= indices.take(source, source.getName(), Optional.of(fixed.value())).isPresent();
        }
        Optional<List<Arg>> payload = args.args(source.getPayload(), what, device);
        Optional<Expr> gate = gate(source.getMods(), device);
        Optional<List<Virtio.Request>> requests = source.getHeader() == null ? Optional.of(List.of()) : requests(source, device);
        if (!good || number.isEmpty() || payload.isEmpty() || requests.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Virtio.Queue(metas.of(source, source.getMods()), source.getName(), Optional.ofNullable(source.getVar()), bound,
                number.get(), source.getTo().equals("driver"), payload.get(), gate, requests.get(),
                Optional.ofNullable(source.getHeader()).map(Symbols::qualifiedName), checks.selectors(source), !source.getSelectors().isEmpty()));
    }

    private Optional<List<Virtio.Request>> requests(Queue queue, Device device) {
        Optional<Map<Request, List<Long>>> numbers = checks.requests(queue);
        List<Virtio.Request> requests = new ArrayList<>();
        for (Request source : queue.getRequests()) {
            checks.mods(source.getMods(), "a request");
            Optional<List<Arg>> lowered = args.args(source.getPayload(), "request `" + source.getName() + "`", device);
            Optional<Expr> gate = gate(source.getMods(), device);
            if (numbers.isPresent() && lowered.isPresent()) {
                requests.add(new Virtio.Request(metas.of(source, source.getMods()), source.getName(), numbers.get().get(source), lowered.get(), gate));
            }
        }
        return numbers.isPresent() && requests.size() == queue.getRequests().size() ? Optional.of(requests) : Optional.empty();
    }

    private Optional<Expr> gate(List<CallMod> mods, Device device) {
        Scope scope = Scope.of("device `" + device.getName() + "`", List.of(), device);
        return mods.stream().filter(CallGateMod.class::isInstance).findFirst()
                .flatMap(mod -> conditions.condition(((CallGateMod) mod).getCond(), scope));
    }

    private static ScalarRef number() {
        ScalarRef number = VbusFactory.eINSTANCE.createScalarRef();
        number.setScalar(Scalar.U32);
        return number;
    }
}
