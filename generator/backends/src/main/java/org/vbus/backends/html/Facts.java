// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;

/** What elements say of themselves, in words that all tables share. */
final class Facts {
    private Facts() { }

    static Fact fact(String term, Html text) {
        return new Fact(Html.of(term), text);
    }

    /** Since when there is an element, and what to use instead of it. */
    static Html release(Meta meta, Links links) {
        List<Html> lines = new ArrayList<>();
        meta.since().ifPresent(release -> lines.add(Html.of("since " + release)));
        meta.replacement().ifPresent(name -> lines.add(Html.of("deprecated, use ").then(links.here(name)).styled("warn")));
        return Html.lines(lines);
    }

    /** The same as facts of a declaration. */
    static List<Fact> evolution(Meta meta, Links links) {
        List<Fact> facts = new ArrayList<>();
        meta.since().ifPresent(release -> facts.add(fact("Since", Html.of("release " + release))));
        meta.replacement().ifPresent(name -> facts.add(fact("Deprecated", Html.of("use ").then(links.here(name)))));
        return facts;
    }

    /** Words beside a name. */
    static List<Html> flags(Meta meta) {
        return meta.replacement().isPresent() ? List.of(Html.of("deprecated")) : List.of();
    }

    static Html roles(List<Role> roles) {
        return Html.of(roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")));
    }

    static Html direction(Optional<Direction> direction) {
        return direction.map(one -> Html.of(word(one))).orElse(Html.EMPTY);
    }

    static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    /** What a receiver may rely on, a line each. */
    static List<Html> rules(FieldFacts facts, Links links) {
        List<Html> lines = new ArrayList<>();
        facts.fixed().ifPresent(value -> lines.add(Html.code("= " + value).then(" ").then(hex(value).styled("quiet"))));
        facts.conditions().forEach(condition -> lines.add(links.expr(condition)));
        facts.address().ifPresent(address -> lines.add(Html.of("address of ").then(links.type(address.target()))
                .then(address.direction().map(one -> ", " + word(one)).orElse("")).then(address.pinned() ? ", pinned" : "")));
        if (facts.opaque()) {
            lines.add(Html.of("opaque"));
        }
        return lines;
    }

    /** When a field or argument means something, and what its bytes are otherwise. */
    static Html gate(FieldFacts facts, Links links) {
        return facts.gate().map(links::expr).orElse(Html.EMPTY).then(facts.otherwise().map(type -> Html.of(", else ").then(links.type(type))).orElse(Html.EMPTY));
    }

    static Html gate(Optional<Expr> gate, Links links) {
        return gate.map(links::expr).orElse(Html.EMPTY);
    }

    static String order(Scalar scalar) {
        if (scalar.bytes() == 1) {
            return "";
        }
        return switch (scalar.order()) {
            case NATIVE -> "native";
            case LITTLE -> "little";
            case BIG -> "big";
            case VIRTIO -> "virtio";
        };
    }

    static Html value(BigInteger value) {
        return Html.of(value.toString());
    }

    /** With its sign in front where it has one. */
    static Html hex(BigInteger value) {
        return Html.code((value.signum() < 0 ? "-" : "") + "0x" + value.abs().toString(16));
    }

    static Html hex(long value) {
        return hex(BigInteger.valueOf(value));
    }

    static Html names(List<String> names) {
        return Html.join(", ", names.stream().map(Html::code).toList());
    }
}
