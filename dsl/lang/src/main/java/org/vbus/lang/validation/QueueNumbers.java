// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.QUEUES_MEET;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Session;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.Expr;

/**
 * Numbers of queues that are computed: whether two queues can have one. Small configurations and all choices of features are tried, which finds what is written wrong;
 * it proves nothing of large ones.
 */
public final class QueueNumbers {
    private static final long MOST = 4;
    private static final int MOST_FIELDS = 3;
    private static final int MOST_FEATURES = 8;

    private final Session session;
    private final List<FeatureGroup> groups;
    private final Virtio virtio;
    private final TreeSet<String> fields = new TreeSet<>();
    private final TreeSet<String> features = new TreeSet<>();

    public QueueNumbers(Session session, List<FeatureGroup> groups, Virtio virtio) {
        this.session = session;
        this.groups = groups;
        this.virtio = virtio;
        virtio.lets().forEach(let -> {
            mentioned(let.value());
            let.gate().ifPresent(this::mentioned);
            let.otherwise().ifPresent(this::mentioned);
        });
        virtio.queues().forEach(queue -> {
            mentioned(queue.number());
            queue.bound().ifPresent(this::mentioned);
            queue.gate().ifPresent(this::mentioned);
        });
        groups.forEach(group -> group.bits().forEach(bit -> bit.requires().filter(rule -> features.contains(bit.name())).ifPresent(this::mentioned)));
    }

    /** Reports the second one of two queues that meet; {@code places} are the declarations, by name. */
    public void check(Map<String, EObject> places) {
        if (fields.size() > MOST_FIELDS || features.size() > MOST_FEATURES) {
            return;
        }
        List<String> names = List.copyOf(fields);
        List<String> bits = List.copyOf(features);
        long choices = (long) Math.pow(MOST, names.size());
        for (long choice = 0; choice < choices; choice++) {
            for (int set = 0; set < 1 << bits.size(); set++) {
                Map<String, Long> numbers = new HashMap<>();
                long rest = choice;
                for (String name : names) {
                    numbers.put(name, rest % MOST + 1);
                    rest /= MOST;
                }
                TreeSet<String> chosen = new TreeSet<>();
                for (int i = 0; i < bits.size(); i++) {
                    if ((set >> i & 1) != 0) {
                        chosen.add(bits.get(i));
                    }
                }
                if (stands(chosen, numbers) && meet(numbers, chosen, places)) {
                    return;
                }
            }
        }
    }

    /** Whether a choice of features has what each of them requires. */
    private boolean stands(TreeSet<String> chosen, Map<String, Long> numbers) {
        return groups.stream().flatMap(group -> group.bits().stream()).filter(bit -> chosen.contains(bit.name()))
                .allMatch(bit -> bit.requires().map(rule -> value(rule, numbers, chosen) != 0).orElse(true));
    }

    private boolean meet(Map<String, Long> numbers, TreeSet<String> chosen, Map<String, EObject> places) {
        for (Virtio.Let let : virtio.lets()) {
            boolean holds = let.gate().map(gate -> value(gate, numbers, chosen) != 0).orElse(true);
            numbers.put(let.name(), value(holds ? let.value() : let.otherwise().orElse(let.value()), numbers, chosen));
        }
        Map<Long, String> taken = new HashMap<>();
        for (Virtio.Queue queue : virtio.queues()) {
            if (queue.gate().isPresent() && value(queue.gate().get(), numbers, chosen) == 0) {
                continue;
            }
            long many = queue.bound().map(bound -> value(bound, numbers, chosen)).orElse(1L);
            for (long i = 0; i < many; i++) {
                Map<String, Long> inside = new HashMap<>(numbers);
                long index = i;
                queue.index().ifPresent(name -> inside.put(name, index));
                long number = value(queue.number(), inside, chosen);
                String other = taken.putIfAbsent(number, queue.name());
                if (other != null && places.containsKey(queue.name())) {
                    session.report(places.get(queue.name()), QUEUES_MEET.of(queue.name(), other, number, when(numbers, chosen)));
                    return true;
                }
            }
        }
        return false;
    }

    private String when(Map<String, Long> numbers, TreeSet<String> chosen) {
        List<String> parts = new ArrayList<>();
        fields.forEach(name -> parts.add("`" + name + "` is " + numbers.get(name)));
        if (!chosen.isEmpty()) {
            parts.add(String.join(", ", chosen) + " chosen");
        }
        return parts.isEmpty() ? "always" : String.join(" and ", parts);
    }

    private void mentioned(Expr expr) {
        if (expr instanceof Expr.FieldRef ref && ref.path().size() > 1) {
            fields.add(String.join(".", ref.path()));
        } else if (expr instanceof Expr.FeatureSet feature) {
            features.add(feature.bit());
        } else if (expr instanceof Expr.Unary unary) {
            mentioned(unary.argument());
        } else if (expr instanceof Expr.Binary binary) {
            mentioned(binary.left());
            mentioned(binary.right());
        } else if (expr instanceof Expr.Between between) {
            mentioned(between.value());
        }
    }

    private static long value(Expr expr, Map<String, Long> numbers, TreeSet<String> chosen) {
        if (expr instanceof Expr.Num num) {
            return num.value().longValue();
        }
        if (expr instanceof Expr.FieldRef ref) {
            return Optional.ofNullable(numbers.get(String.join(".", ref.path()))).orElse(0L);
        }
        if (expr instanceof Expr.FeatureSet feature) {
            return chosen.contains(feature.bit()) ? 1 : 0;
        }
        if (expr instanceof Expr.Unary unary) {
            long of = value(unary.argument(), numbers, chosen);
            return switch (unary.op()) {
                case NOT -> of == 0 ? 1 : 0;
                case COMPLEMENT -> ~of;
                case NEGATE -> -of;
            };
        }
        if (expr instanceof Expr.Between between) {
            long of = value(between.value(), numbers, chosen);
            return value(between.low(), numbers, chosen) <= of && of <= value(between.high(), numbers, chosen) ? 1 : 0;
        }
        return expr instanceof Expr.Binary binary ? value(binary.op(), value(binary.left(), numbers, chosen), value(binary.right(), numbers, chosen)) : 0;
    }

    private static long value(Expr.BinaryOp op, long left, long right) {
        return switch (op) {
            case OR -> left != 0 || right != 0 ? 1 : 0;
            case AND -> left != 0 && right != 0 ? 1 : 0;
            case EQ -> left == right ? 1 : 0;
            case NE -> left != right ? 1 : 0;
            case LT -> left < right ? 1 : 0;
            case LE -> left <= right ? 1 : 0;
            case GT -> left > right ? 1 : 0;
            case GE -> left >= right ? 1 : 0;
            case BIT_OR -> left | right;
            case BIT_AND -> left & right;
            case SHL -> right < 63 ? left << right : 0;
            case SHR -> right < 63 ? left >> right : 0;
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV -> right == 0 ? 0 : left / right;
            case MOD -> right == 0 ? 0 : left % right;
        };
    }
}
