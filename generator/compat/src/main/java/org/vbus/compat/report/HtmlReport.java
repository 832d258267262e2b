// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vbus.compat.match.Pair;
import org.vbus.compat.matrix.Cell;
import org.vbus.compat.matrix.Outcome;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;

/** One page for people: no script, no network, readable in light and dark and on paper. It is well-formed XML as well. */
public final class HtmlReport {
    /** The whole page. */
    public String of(Verdict verdict) {
        String title = "Compatibility: " + verdict.before() + " to " + verdict.after();
        Map<String, String> drawings = new LinkedHashMap<>();
        List<Pair> records = Layout.changed(verdict.comparison()).toList();
        records.forEach(record -> drawings.put(record.packageName() + "\n" + record.path(), "layout-" + (drawings.size() + 1)));
        List<Html> body = new ArrayList<>();
        body.add(Html.element("h1", Html.text(title)));
        body.add(Html.element("p", List.of("class", "verdict " + verdict.grade().name().toLowerCase(Locale.ROOT)), Html.text(sentence(verdict.words()))));
        body.add(Html.element("p", Html.text(verdict.counts())));
        verdict.beside().forEach(words -> body.add(Html.element("p", Html.text("Beside the specs: " + words + "."))));
        body.add(Html.element("nav", Html.element("p", link("#findings", "Findings"), Html.text(" · "), link("#matrix", "Who works with whom"), Html.text(" · "),
                link("#layouts", "Layouts side by side"))));
        body.add(findings("findings", "Findings", "Nothing that counts was found.", verdict.counting(), 0, drawings));
        if (!verdict.released().isEmpty()) {
            body.add(findings("released", "What does not count", "", verdict.released(), verdict.counting().size(), drawings));
        }
        body.add(matrix(verdict));
        body.add(layouts(verdict, records, drawings));
        Html head = Html.all(List.of(meta("charset", "utf-8"), meta("name", "viewport", "content", "width=device-width, initial-scale=1"),
                meta("name", "color-scheme", "content", "light dark"), Html.element("title", Html.text(title)), Html.style(style())));
        return "<!DOCTYPE html>\n" + Html.element("html", List.of("lang", "en"), Html.element("head", head), Html.element("body", Html.element("main", Html.all(body)))) + "\n";
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Html meta(String... attributes) {
        return Html.empty("meta", List.of(attributes));
    }

    private static Html link(String target, String text) {
        return Html.element("a", List.of("href", target), Html.text(text));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    // ---- findings

    private static Html findings(String id, String title, String none, List<Finding> findings, int offset, Map<String, String> drawings) {
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("h2", List.of("id", id), Html.text(title)));
        if (findings.isEmpty()) {
            parts.add(Html.element("p", Html.text(none)));
            return Html.element("section", Html.all(parts));
        }
        List<Html> rows = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            rows.add(row(findings.get(i), "finding-" + (offset + i + 1), drawings));
        }
        parts.add(table(title, List.of("", "Severity and rule", "Where", "What", "Old and new value", "Who is hit", "Instead"), rows));
        return Html.element("section", Html.all(parts));
    }

    private static Html row(Finding finding, String id, Map<String, String> drawings) {
        List<Html> where = new ArrayList<>();
        where.add(Html.text(finding.packageName()));
        where.add(Html.element("strong", Html.text(finding.path())));
        finding.before().filter(TextReport::known).ifPresent(place -> where.add(Html.text("old at ").then(Html.code(place.toString()))));
        finding.after().filter(TextReport::known).ifPresent(place -> where.add(Html.text("new at ").then(Html.code(place.toString()))));
        drawings.forEach((record, anchor) -> {
            String key = finding.packageName() + "\n" + finding.path();
            if (key.equals(record) || key.startsWith(record + ", ")) {
                where.add(link("#" + anchor, "see its bytes"));
            }
        });
        String axes = finding.effects().entrySet().stream().filter(effect -> effect.getValue() != Axis.Effect.SAFE)
                .map(effect -> effect.getKey().word() + ": " + effect.getValue().name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        List<Html> what = new ArrayList<>(List.of(Html.text(finding.message())));
        finding.witness().ifPresent(example -> what.add(Html.element("em", Html.text("example: " + example))));
        finding.released().ifPresent(reason -> what.add(Html.element("em", Html.text("does not count: " + reason))));
        return Html.element("tr", List.of("id", id, "class", finding.severity().word()),
                Html.element("td", link("#" + id, "#" + id.substring(id.indexOf('-') + 1))),
                Html.element("th", List.of("scope", "row"), lines(List.of(Html.element("span", List.of("class", "severity"), Html.text(finding.severity().name())),
                        Html.code(finding.rule()), Html.element("span", List.of("class", "dim"), Html.text(axes))))),
                Html.element("td", lines(where)), Html.element("td", lines(what)),
                Html.element("td", finding.was().isEmpty() && finding.is().isEmpty() ? Html.EMPTY : lines(List.of(value("old ", finding.was()), value("new ", finding.is())))),
                Html.element("td", Html.text(finding.breaks().isEmpty() ? "nobody at run time" : Verdict.who(finding.breaks()))), Html.element("td", Html.text(finding.remedy())));
    }

    private static Html value(String side, String value) {
        return Html.text(side).then(value.isEmpty() ? Html.text("nothing") : Html.code(value));
    }

    private static Html lines(List<Html> lines) {
        return Html.all(lines.stream().filter(line -> !line.isEmpty()).map(line -> Html.element("div", line)).toList());
    }

    private static Html table(String caption, List<String> columns, List<Html> rows) {
        Html head = Html.element("tr", columns.stream().map(column -> column.isEmpty() ? Html.element("td")
                : Html.element("th", List.of("scope", "col"), Html.text(column))).toArray(Html[]::new));
        return Html.element("div", List.of("class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption),
                Html.element("table", Html.element("caption", Html.text(caption)), Html.element("thead", head), Html.element("tbody", Html.all(rows))));
    }

    // ---- who works with whom

    private static Html matrix(Verdict verdict) {
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("h2", List.of("id", "matrix"), Html.text("Who works with whom")));
        parts.add(Html.element("dl", List.of("class", "legend"), Html.all(Stream.of(Outcome.values()).map(outcome -> Html.element("div",
                Html.element("dt", outcome(outcome)), Html.element("dd", Html.text(outcome.words())))).toList())));
        for (String subject : verdict.matrix().subjects()) {
            List<String> columns = new ArrayList<>(List.of("Driver"));
            verdict.matrix().releases().forEach(release -> columns.add("device of " + release));
            List<Html> rows = new ArrayList<>();
            for (String driver : verdict.matrix().releases()) {
                List<Html> cells = new ArrayList<>();
                cells.add(Html.element("th", List.of("scope", "row"), Html.text("driver of " + driver)));
                verdict.matrix().releases().forEach(device -> cells.add(Html.element("td", meeting(verdict.matrix().of(subject, driver, device).toList()))));
                rows.add(Html.element("tr", cells.toArray(Html[]::new)));
            }
            parts.add(Html.element("h3", Html.text(subject)));
            parts.add(table("Every driver on every device", columns, rows));
        }
        return Html.element("section", Html.all(parts));
    }

    private static Html outcome(Outcome outcome) {
        return Html.element("span", List.of("class", "outcome " + outcome.word()), Html.text(outcome.name()));
    }

    /** The base, then features that end otherwise, together where they end alike. */
    private static Html meeting(List<Cell> cells) {
        if (cells.isEmpty()) {
            return Html.text("no such driver");
        }
        Map<List<Object>, List<Cell>> alike = cells.stream().collect(Collectors.groupingBy(cell -> List.of(cell.outcome(), cell.reason()), LinkedHashMap::new, Collectors.toList()));
        List<Html> lines = new ArrayList<>();
        alike.values().forEach(same -> {
            List<String> features = same.stream().flatMap(cell -> cell.feature().stream()).toList();
            boolean base = same.stream().anyMatch(cell -> cell.feature().isEmpty());
            String with = features.isEmpty() ? "" : (base ? " also with " : " with ") + String.join(", ", features);
            lines.add(outcome(same.get(0).outcome()).then(Html.text(with + (same.get(0).reason().isEmpty() ? "" : ": " + same.get(0).reason()))));
        });
        return lines(lines);
    }

    // ---- layouts

    private static Html layouts(Verdict verdict, List<Pair> records, Map<String, String> drawings) {
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("h2", List.of("id", "layouts"), Html.text("Layouts side by side")));
        if (records.isEmpty()) {
            parts.add(Html.element("p", Html.text("Every record that both versions have has its bytes where they were.")));
            return Html.element("section", Html.all(parts));
        }
        parts.add(Html.element("p", Html.text("Rows of eight bytes, the lowest address first. The sign in a box says what became of it:")));
        parts.add(Html.element("ul", List.of("class", "legend marks"), Html.all(Stream.of(Mark.values()).map(mark -> Html.element("li",
                Html.element("span", List.of("class", "swatch " + mark.style(), "aria-hidden", "true"), Html.text(mark.sign())), Html.text(" " + mark.words()))).toList())));
        for (Pair record : records) {
            parts.add(record(verdict, record, drawings.get(record.packageName() + "\n" + record.path())));
        }
        return Html.element("section", Html.all(parts));
    }

    private static Html record(Verdict verdict, Pair record, String id) {
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("h3", List.of("id", id), Html.text(record.path()), Html.element("span", List.of("class", "dim"), Html.text(" in " + record.packageName()))));
        List<Layout> layouts = Layout.of(record, verdict.comparison());
        for (int i = 0; i < layouts.size(); i++) {
            Layout layout = layouts.get(i);
            String on = layouts.size() == 1 ? "on all ABI classes" : "on " + String.join(", ", layout.classes());
            parts.add(Html.element("h4", Html.text(sentence(on))));
            if (!layout.isChanged()) {
                parts.add(Html.element("p", Html.text("Nothing has changed: " + layout.sizeBefore() + " bytes.")));
                continue;
            }
            String title = "Bytes of " + record.path() + " " + on + ": old at the left, new at the right";
            parts.add(Html.element("div", List.of("class", "scroll picture", "tabindex", "0", "role", "region", "aria-label", title), Drawing.of(layout, id + "-" + (i + 1), title)));
            parts.add(table("The same in words", List.of("Member", "Was at", "Is at", "What became of it"), layout.members().stream().map(HtmlReport::row).toList()));
        }
        return Html.element("article", Html.all(parts));
    }

    private static Html row(Member member) {
        List<Html> what = new ArrayList<>();
        what.add(Html.text(member.mark().sign() + " " + member.mark().words().replaceAll(":.*", "")));
        member.changes().forEach(change -> what.add(Html.code(change)));
        return Html.element("tr", Html.element("th", List.of("scope", "row"), Html.code(member.name())), Html.element("td", Html.text(place(member.before()))),
                Html.element("td", Html.text(place(member.after()))), Html.element("td", lines(what)));
    }

    private static String place(Optional<Member.Place> place) {
        return place.map(at -> "byte " + at.offset() + (at.bytes() == 0 ? ", as many as there are" : ", " + at.bytes() + (at.bytes() == 1 ? " byte" : " bytes"))).orElse("not there");
    }
}
