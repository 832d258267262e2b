// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vbus.backends.text.Comments;
import org.vbus.model.device.Device;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** Queues of a virtio device, and the numbers that say which they are, as C over {@code dev}, {@code features} and {@code i}. */
public final class VirtioQueues {
    private final Device device;
    private final Virtio virtio;
    private final KernelTypes types;
    private final Features features;
    private final VirtioConfig config;
    private final String half;
    private final Map<String, String> lets = new HashMap<>();
    private final List<String> unsayable = new ArrayList<>();

    /** {@code half} begins the names of accessors: the model's, or the device's for a driver. */
    public VirtioQueues(Device device, KernelTypes types, VirtioConfig config, String half) {
        this.device = device;
        this.virtio = device.virtio().orElseThrow();
        this.types = types;
        this.features = new Features(device, types);
        this.config = config;
        this.half = half;
    }

    /** A named number. */
    public record Let(String name, String value, List<String> gate, String otherwise) { }

    /**
     * A queue, or several that are counted.
     *
     * @param name in lower case
     * @param upper in upper case
     * @param title in the spec
     * @param gate C condition on {@code features}, if it is not always there
     * @param number its index
     * @param bound how many there are, if they are counted
     * @param requests what its messages ask for
     * @param header type of what begins them, if they are requests
     */
    public record Queue(String name, String upper, String title, List<String> doc, boolean toDriver, List<String> gate, String number, List<String> bound,
                        List<Request> requests, List<String> header) { }

    /**
     * A request.
     *
     * @param name in lower case, with the queue's before it
     * @param title in the spec
     * @param told C conditions on {@code hdr} that it is this one, all of them
     */
    public record Request(String name, String title, List<String> doc, List<String> told, List<String> gate) { }

    /** Names of what has no form in C. */
    public List<String> unsayable() {
        lets();
        queues();
        return unsayable;
    }

    public List<Let> lets() {
        List<Let> all = new ArrayList<>();
        for (Virtio.Let let : virtio.lets()) {
            Expr one = new Expr.Num(java.math.BigInteger.ZERO, "");
            all.add(new Let(let.name(), number(let.value(), Optional.empty(), "let " + let.name()), gate(let.gate(), "let " + let.name()),
                    number(let.otherwise().orElse(one), Optional.empty(), "let " + let.name())));
            lets.put(let.name(), half + "_" + let.name() + "(dev, features)");
        }
        return all;
    }

    public List<Queue> queues() {
        lets();
        return virtio.queues().stream().map(this::queue).toList();
    }

    /** Whether the number of queues is known from the spec alone. */
    public Optional<Long> fixed() {
        long most = 0;
        for (Virtio.Queue queue : virtio.queues()) {
            if (queue.bound().isPresent() || !(queue.number() instanceof Expr.Num number)) {
                return Optional.empty();
            }
            most = Math.max(most, number.value().longValue() + 1);
        }
        return Optional.of(most);
    }

    private Queue queue(Virtio.Queue queue) {
        String what = "queue " + queue.name();
        String name = lower(queue.name());
        return new Queue(name, CSymbols.upper(queue.name()), queue.name(), Comments.lines(queue.meta().doc()), queue.toDriver(), gate(queue.gate(), what),
                number(queue.number(), queue.index(), what), queue.bound().map(bound -> number(bound, Optional.empty(), what)).stream().toList(),
                queue.requests().stream().map(request -> request(queue, request)).toList(),
                queue.header().map(header -> "struct " + CSymbols.tag(header)).stream().toList());
    }

    private Request request(Virtio.Queue queue, Virtio.Request request) {
        NamedType.Struct header = types.struct(new TypeRef.Named(queue.header().orElseThrow())).orElseThrow();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < queue.selectors().size(); i++) {
            String selector = queue.selectors().get(i);
            Scalar scalar = header.body().members().stream().filter(Member.Field.class::isInstance).map(Member.Field.class::cast)
                    .filter(field -> field.name().equals(selector)).findFirst().flatMap(field -> types.scalar(field.type())).orElseThrow();
            told.add(loaded(scalar, "hdr->" + CSymbols.linuxField(queue.header().orElseThrow(), selector)) + " == " + request.numbers().get(i));
        }
        return new Request(lower(queue.name()) + "_" + lower(request.name()), request.name(), Comments.lines(request.meta().doc()), told,
                gate(request.gate(), "request " + request.name()));
    }

    private static String loaded(Scalar scalar, String field) {
        int bits = scalar.bytes() * 8;
        return bits == 8 || scalar.order() == Scalar.ByteOrder.NATIVE ? field : switch (scalar.order()) {
            case BIG -> "be" + bits + "_to_cpu(" + field + ")";
            case VIRTIO -> "le" + bits + "_to_cpu((__force __le" + bits + ")" + field + ")";
            default -> "le" + bits + "_to_cpu(" + field + ")";
        };
    }

    private List<String> gate(Optional<Expr> gate, String what) {
        if (gate.isEmpty()) {
            return List.of();
        }
        Optional<String> text = CExpr.holds(gate.get(), new VirtioConfig.FeatureWord(features));
        if (text.isEmpty()) {
            unsayable.add("the condition of " + what);
        }
        return text.stream().toList();
    }

    private String number(Expr expr, Optional<String> index, String what) {
        Optional<String> text = CExpr.holds(expr, new CExpr.Scope() {
            @Override
            public String field(List<String> path) {
                if (path.size() == 1) {
                    return index.filter(path.get(0)::equals).map(name -> "i").orElseGet(() -> lets.getOrDefault(path.get(0), path.get(0)));
                }
                return half + "_config_get_" + config.field(path.subList(1, path.size())).map(VirtioConfig.Field::name).orElse("") + "(dev)";
            }

            @Override
            public Optional<Scalar> stored(List<String> path) {
                boolean known = path.size() == 1 || path.get(0).equals("config") && config.field(path.subList(1, path.size())).filter(field -> field.count().isEmpty()).isPresent();
                return known ? Optional.of(Scalar.U32) : Optional.empty();
            }

            @Override
            public Optional<String> feature(String group, String bit) {
                return Optional.empty();
            }
        });
        if (text.isEmpty()) {
            unsayable.add("a number of " + what);
        }
        return text.orElse("0");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
