// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Names;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Finding;

/**
 * Computes who works with whom. Pure: the same input gives the same matrix, and any thread may ask.
 *
 * <p>A finding makes a cell corrupt when it is an error that breaks wire or behaviour, hits the deployment of that cell (driver newer: new driver on old device;
 * driver older: old driver on new device), and is about something that is exchanged in that configuration: elements behind a feature are only when the feature is
 * on, which needs both releases to have it by the same bit. What is refused first, by type string, version or ioctl number, cannot be misread.</p>
 */
public final class Matrices {
    private Matrices() { }

    /**
     * Every driver on every device.
     *
     * @param releases the oldest first, labels unique
     * @param judge all findings of a comparison from an older to a newer one; asked once for each pair of releases
     */
    public static Matrix of(List<Release> releases, Function<Comparison, List<Finding>> judge) {
        return of(releases, Comparison::of, judge);
    }

    private static Matrix of(List<Release> releases, BiFunction<Abi, Abi, Comparison> compare, Function<Comparison, List<Finding>> judge) {
        int count = releases.size();
        Map<Integer, Map<String, String>> newest = new HashMap<>();
        List<List<List<Meeting.Result>>> table = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            table.add(new ArrayList<>());
            for (int j = 0; j < count; j++) {
                table.get(i).add(List.of());
            }
        }
        for (int older = 0; older < count; older++) {
            for (int newer = older; newer < count; newer++) {
                Comparison comparison = compare.apply(releases.get(older).abi(), releases.get(newer).abi());
                List<Located> findings = older == newer ? List.of() : Located.all(comparison, judge.apply(comparison));
                table.get(newer).set(older, Meeting.of(comparison, findings, Side.NEWER, labels(releases, newer, older)));
                if (older != newer) {
                    table.get(older).set(newer, Meeting.of(comparison, findings, Side.OLDER, labels(releases, older, newer)));
                }
                if (newer == count - 1) {
                    newest.put(older, renamed(comparison));
                }
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (int driver = 0; driver < count; driver++) {
            for (int device = 0; device < count; device++) {
                // a result has the driver's name of the subject, and of features the newer one's
                Map<String, String> names = newest.get(driver);
                Map<String, String> features = newest.get(Math.max(driver, device));
                for (Meeting.Result result : table.get(driver).get(device)) {
                    String subject = names.getOrDefault(result.subject(), result.subject());
                    UnaryOperator<String> newestName = name -> features.getOrDefault(subject + "\n" + name, name);
                    cells.add(new Cell(releases.get(driver).label(), releases.get(device).label(), subject, result.feature().map(newestName),
                            result.negotiated().stream().map(newestName).toList(), result.outcome(), result.reason()));
                }
            }
        }
        return new Matrix(releases.stream().map(Release::label).toList(), cells);
    }

    /** The matrix of two releases whose findings are known. */
    public static Matrix of(String before, String after, Comparison comparison, List<Finding> findings) {
        return of(List.of(new Release(before, comparison.before()), new Release(after, comparison.after())),
                (old, now) -> old == comparison.before() && now == comparison.after() ? comparison : Comparison.of(old, now), same -> findings);
    }

    private static Meeting.Labels labels(List<Release> releases, int driver, int device) {
        return new Meeting.Labels(releases.get(driver).label(), releases.get(device).label());
    }

    /** What a release's subjects are called in the newest. */
    private static Map<String, String> renamed(Comparison comparison) {
        Map<String, String> names = new HashMap<>();
        for (Pair spec : comparison.specs()) {
            if (spec.isMatched()) {
                names.put("records of " + spec.before().name(), "records of " + spec.after().name());
                spec.children().stream().filter(pair -> pair.isMatched() && (pair.kind() == Kind.DEVICE || pair.kind() == Kind.CHARDEV)).forEach(pair -> {
                    String subject = Meeting.name(pair.kind(), spec.after().name(), pair.after().name());
                    names.put(Meeting.name(pair.kind(), spec.before().name(), pair.before().name()), subject);
                    pair.children(Kind.GROUP).filter(Pair::isMatched).forEach(group -> group.children(Kind.FEATURE)
                            .filter(bit -> bit.isMatched() && (bit.how() != How.RENAMED || Names.alike(bit.before(), bit.after()))).forEach(bit ->
                            names.put(subject + "\n" + group.before().name() + "." + bit.before().name(), group.name() + "." + bit.name())));
                });
            }
        }
        return names;
    }
}
