// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.backends.html.Spot.Kind;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.type.Direction;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/** The table of a struct's fields, or of arguments: every byte has a line, and what is inside a field stands below it. */
final class FieldTable {
    private static final int HEX_FROM = 10;

    private final SpecSet specs;
    private final Links links;

    FieldTable(SpecSet specs, Links links) {
        this.specs = specs;
        this.links = links;
    }

    /**
     * The table.
     *
     * @param owner what ids of the lines begin with
     * @param column title of the names
     * @param args directions by argument; empty for a struct
     */
    Table of(String caption, String owner, String column, List<Spot> spots, List<Arg> args) {
        Table.Builder table = new Table.Builder(caption, 2, "Offset", "Size", column, "Type", "Way", "Written by", "Unit", "Byte order", "Rules", "Valid if",
                "Release", "Meaning");
        boolean plain = onlyNative(spots);
        Set<String> taken = new HashSet<>();
        for (Spot spot : spots) {
            Optional<Direction> way = args.stream().filter(arg -> arg.name().equals(spot.path())).map(Arg::direction).findFirst();
            row(table, owner, spot, 0, way, plain, taken);
        }
        return table.build();
    }

    private void row(Table.Builder table, String owner, Spot spot, int depth, Optional<Direction> way, boolean plain, Set<String> taken) {
        boolean named = !spot.path().isEmpty();
        String id = named && taken.add(spot.path()) ? Ids.member(owner, spot.path()) : "";
        Html name = named ? Html.code(spot.name()) : Html.of(spot.name());
        if (depth > 0) {
            name = Html.of("\u00a0\u00a0".repeat(depth)).then(name);
        }
        String style = spot.kind() == Kind.RESERVED || spot.kind() == Kind.PADDING ? "quiet" : "";
        Html valid = spot.when().isEmpty() ? Facts.gate(spot.facts(), links) : Html.of(spot.when());
        table.row(id, style, offset(spot), size(spot), name, type(spot), Facts.direction(way.or(spot.facts()::direction)), Facts.roles(spot.facts().writers()),
                Html.of(spot.facts().unit().orElse("")), plain ? Html.EMPTY : Html.of(order(spot)), rules(spot), valid, Facts.release(spot.meta(), links),
                links.cell(spot.meta().doc()));
        for (Spot inner : spot.inner()) {
            row(table, owner, inner, depth + 1, Optional.empty(), plain, taken);
        }
    }

    private static Html offset(Spot spot) {
        if (spot.kind() == Kind.PART) {
            return Html.of(spot.size() == 1 ? "bit " + spot.offset() : "bits " + spot.offset() + "–" + (spot.offset() + spot.size() - 1));
        }
        Html offset = Html.of(spot.offset());
        return spot.offset() < HEX_FROM ? offset : offset.then(" ").then(Facts.hex(spot.offset()).styled("quiet"));
    }

    private static Html size(Spot spot) {
        if (spot.kind() == Kind.PART) {
            return Html.of(spot.size() + (spot.size() == 1 ? " bit" : " bits"));
        }
        return spot.open() ? Html.of(spot.stride() + " each") : Html.of(spot.size());
    }

    private Html type(Spot spot) {
        return spot.type().map(links::type).orElse(Html.EMPTY);
    }

    private Html rules(Spot spot) {
        List<Html> lines = new ArrayList<>(Facts.rules(spot.facts(), links));
        spot.policy().ifPresent(policy -> lines.add(Html.of(switch (policy) {
            case ZERO -> "zero, checked";
            case IGNORED -> "ignored";
            case PRESERVED -> "kept as it was";
        })));
        spot.type().map(Spots::element).filter(TypeRef.Union.class::isInstance).map(TypeRef.Union.class::cast).flatMap(TypeRef.Union::unknown)
                .ifPresent(word -> lines.add(Html.of("another value: " + word)));
        return Html.lines(lines);
    }

    /** Whether no line would say anything else: then the column is not needed. */
    boolean onlyNative(List<Spot> spots) {
        return spots.stream().allMatch(spot -> Set.of("", "native").contains(order(spot)) && onlyNative(spot.inner()));
    }

    private String order(Spot spot) {
        return spot.kind() == Kind.PART ? "" : spot.type().flatMap(type -> scalar(Spots.element(type))).map(Facts::order).orElse("");
    }

    private Optional<Scalar> scalar(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (type instanceof TypeRef.Fd) {
            return Optional.of(Scalar.S32);
        }
        return type instanceof TypeRef.Named named ? scalar(specs.types(), named) : Optional.empty();
    }

    private Optional<Scalar> scalar(Map<String, NamedType> types, TypeRef.Named named) {
        NamedType type = types.get(named.name());
        if (type instanceof NamedType.Enum choice) {
            return Optional.of(choice.base());
        }
        if (type instanceof NamedType.Flags flags) {
            return Optional.of(flags.base());
        }
        return type instanceof NamedType.Alias alias ? scalar(Spots.element(alias.target())) : Optional.empty();
    }
}
