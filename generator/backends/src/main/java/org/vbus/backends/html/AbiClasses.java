// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vbus.backends.html.PageView.Fact;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;

/** Where a struct lies elsewhere than on 64-bit machines. */
final class AbiClasses {
    private AbiClasses() { }

    /** Size and alignment, and whether they and the offsets are those of all classes. */
    static List<Fact> facts(Layouts layouts) {
        StructLayout wide = layouts.lp64();
        List<Fact> facts = new ArrayList<>();
        facts.add(Facts.fact("Size", Html.of(wide.size() + " bytes")));
        String alignment = Arrays.stream(AbiClass.values()).filter(abi -> layouts.on(abi).align() != wide.align())
                .map(abi -> layouts.on(abi).align() + " on " + abi).collect(Collectors.joining(", "));
        facts.add(Facts.fact("Alignment", Html.of(wide.align() + (alignment.isEmpty() ? "" : "; " + alignment))));
        facts.add(Facts.fact("ABI classes", Html.of(same(layouts) ? "the same size and offsets on all four" : "size or offsets differ, see the table")));
        return facts;
    }

    /** Whether all classes have the same bytes in the same places. */
    static boolean same(Layouts layouts) {
        return Arrays.stream(AbiClass.values()).allMatch(abi -> shape(layouts.on(abi)).equals(shape(layouts.lp64())));
    }

    private static List<Object> shape(StructLayout layout) {
        return List.of(layout.size(), layout.members().stream().map(one -> List.of(one.offset(), one.size(), one.inner().stream().map(AbiClasses::shape).toList())).toList());
    }

    /** Offsets and the size on each class, a line for each that differs; nothing where all is the same. */
    static Optional<Table> differences(String caption, Layouts layouts, Function<StructLayout, List<Spot>> spots) {
        if (same(layouts)) {
            return Optional.empty();
        }
        Table.Builder table = new Table.Builder(caption, 0, "Where", "LP64", "ILP32_ALIGN8", "ILP32_ALIGN4", "ILP32_ALIGN2");
        List<List<Spot>> all = Arrays.stream(AbiClass.values()).map(abi -> flat(spots.apply(layouts.on(abi)))).toList();
        for (int i = 0; i < all.get(0).size(); i++) {
            int row = i;
            line(table, "offset of " + all.get(0).get(i).path(), all.stream().map(one -> one.get(row).offset()).toList());
            line(table, "size of " + all.get(0).get(i).path(), all.stream().map(one -> one.get(row).size()).toList());
        }
        line(table, "size of the whole", Arrays.stream(AbiClass.values()).map(abi -> layouts.on(abi).size()).toList());
        return Optional.of(table.build());
    }

    private static void line(Table.Builder table, String what, List<Long> values) {
        if (values.stream().distinct().count() > 1) {
            table.row("", "", Html.of(what), Html.of(values.get(0)), Html.of(values.get(1)), Html.of(values.get(2)), Html.of(values.get(3)));
        }
    }

    private static List<Spot> flat(List<Spot> spots) {
        List<Spot> flat = new ArrayList<>();
        for (Spot spot : spots) {
            if (!spot.path().isEmpty()) {
                flat.add(spot);
            }
            if (spot.kind() != Spot.Kind.PADDING) {
                flat.addAll(flat(spot.inner()));
            }
        }
        return flat;
    }
}
