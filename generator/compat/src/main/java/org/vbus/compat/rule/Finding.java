// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.match.Pair;
import org.vbus.model.Origin;

/**
 * One thing that a rule saw.
 *
 * @param rule id, as {@code FIELD_OFFSET_CHANGED}
 * @param severity after all that lowers it
 * @param effects axes that are touched; an axis that is not listed is safe
 * @param breaks who is hit; empty for what hits nobody at run time
 * @param pair the element
 * @param was value in the older version, empty when it is not one value
 * @param is value in the newer version
 * @param message what happened, with both values, and to whom
 * @param remedy the compatible way to do it
 * @param released why it does not count: a bump that was made, an accept, a suppression
 */
public record Finding(String rule, Severity severity, Map<Axis, Axis.Effect> effects, Set<Deployment> breaks, Pair pair,
                      String was, String is, String message, String remedy, Optional<String> released) {
    public Finding {
        EnumMap<Axis, Axis.Effect> touched = new EnumMap<>(Axis.class);
        touched.putAll(effects);
        effects = Collections.unmodifiableMap(touched);
        EnumSet<Deployment> hit = EnumSet.noneOf(Deployment.class);
        hit.addAll(breaks);
        breaks = Collections.unmodifiableSet(hit);
    }

    /** Of the element, as {@link Pair#path()}. */
    public String path() {
        return pair.path();
    }

    /** Of the package that has it. */
    public String packageName() {
        return pair.packageName();
    }

    /** Place in the older version, if it is there. */
    public Optional<Origin> before() {
        return pair.maybeBefore().map(element -> element.origin());
    }

    /** Place in the newer version, if it is there. */
    public Optional<Origin> after() {
        return pair.maybeAfter().map(element -> element.origin());
    }

    /** What it does on an axis. */
    public Axis.Effect on(Axis axis) {
        return effects.getOrDefault(axis, Axis.Effect.SAFE);
    }

    /** Whether it counts, and is at least that bad. */
    public boolean counts(Severity least) {
        return released.isEmpty() && severity.compareTo(least) >= 0;
    }

    /**
     * What goes wrong on the wire, as an example: of errors about a member of a record that lies elsewhere or is something else; see {@link Witness}.
     */
    public Optional<String> witness() {
        return severity == Severity.ERROR && on(Axis.WIRE) == Axis.Effect.BREAK ? Witness.of(pair) : Optional.empty();
    }

    public Finding withSeverity(Severity other) {
        return new Finding(rule, other, effects, breaks, pair, was, is, message, remedy, released);
    }

    public Finding releasedBy(String reason) {
        return new Finding(rule, severity, effects, breaks, pair, was, is, message, remedy, Optional.of(reason));
    }

    /** Begins a finding about an element. */
    public static Draft about(String rule, Severity severity, Pair pair) {
        return new Draft(rule, severity, pair);
    }

    /** A finding in the making. */
    public static final class Draft {
        private final String rule;
        private final Severity severity;
        private final Pair pair;
        private final Map<Axis, Axis.Effect> effects = new EnumMap<>(Axis.class);
        private final Set<Deployment> breaks = EnumSet.noneOf(Deployment.class);
        private String was = "";
        private String is = "";
        private String message = "";

        private Draft(String rule, Severity severity, Pair pair) {
            this.rule = rule;
            this.severity = severity;
            this.pair = pair;
        }

        /** Axes that it breaks. */
        public Draft breaks(Axis... axes) {
            for (Axis axis : axes) {
                effects.put(axis, Axis.Effect.BREAK);
            }
            return this;
        }

        /** Axes that it may break. */
        public Draft risks(Axis... axes) {
            for (Axis axis : axes) {
                effects.putIfAbsent(axis, Axis.Effect.RISK);
            }
            return this;
        }

        /** Who is hit. */
        public Draft in(Deployment... deployments) {
            breaks.addAll(Set.of(deployments));
            return this;
        }

        /** Who is hit. */
        public Draft in(Set<Deployment> deployments) {
            breaks.addAll(deployments);
            return this;
        }

        /** Drivers and devices of either version, and guests that move. */
        public Draft inAll() {
            return in(Deployment.values());
        }

        /** Both values. */
        public Draft values(Object before, Object after) {
            was = before.toString();
            is = after.toString();
            return this;
        }

        /** What happened. */
        public Draft says(String text) {
            message = text;
            return this;
        }

        /** The compatible way, which ends the finding. */
        public Finding instead(String remedy) {
            return new Finding(rule, severity, effects, breaks, pair, was, is, message, remedy, Optional.empty());
        }
    }
}
