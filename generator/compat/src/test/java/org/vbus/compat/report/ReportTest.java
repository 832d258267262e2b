// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vbus.compat.Specs;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.matrix.Matrices;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.layout.FieldEndianChanged;
import org.vbus.compat.rules.values.EnumValueAddedClosed;
import org.vbus.model.Origin;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Each report is what its format says, has every finding, and lets no text of a spec out of its place. */
class ReportTest {
    private static final String HOSTILE = "</script><b>\"'&amp;<!-- ]]> \u0001\u001b[31m\nsecond";
    private static final List<Rule> RULES = List.of(new FieldEndianChanged(), new EnumValueAddedClosed());
    private static final String OLD = """
            package acme.ring
            import linux.ioq.*
            enum mode : u8 { A = 0   B = 1 }
            /** </script><b>old</b> */
            struct desc {
                len  : u32
                flag : u32
                gone : u16
                kind : mode
                reserved 1 zero
                inner : struct { x : u16   y : u16 }
                tail : u64
                list : u8[40]
                more : u32[len]
            }
            device probe "acme-probe" {
                features F = 0 as PROBE_CAP_ via NEG { ONE = 0 }
                call NEG = 0 (inout bits : u64)
                call DO = 1 (in a : u64, in b : u64)
            }
            """;
    private static final String NOW = OLD.replace("len  : u32", "len  : le32").replace("gone : u16", "reserved 2 zero").replace("B = 1", "B = 1 C = 2")
            .replace("tail : u64", "fresh : u64   tail : u64").replace("in a : u64, in b : u64", "in a : u64, in c : u64, in b : u64").replace("ONE = 0", "ONE = 0 TWO = 1");

    private static Verdict verdict(List<Finding> more) {
        Comparison comparison = Comparison.of(Specs.abi(OLD), Specs.abi(NOW));
        List<Finding> findings = new ArrayList<>(new Judge(RULES).judge(comparison).all());
        findings.addAll(more);
        return new Verdict("1.0", "work " + HOSTILE, comparison, findings, Matrices.of("1.0", "work " + HOSTILE, comparison, findings), List.of("classes " + HOSTILE));
    }

    /** With everything that may be hostile. */
    private static Verdict hostile() {
        Pair pair = Comparison.of(Specs.abi(OLD), Specs.abi(NOW)).all().filter(one -> one.name().equals("desc")).findFirst().orElseThrow();
        Finding bad = Finding.about("HOSTILE", Severity.ERROR, pair).breaks(Axis.WIRE).inAll().values("18446744073709551615", HOSTILE).says("message " + HOSTILE)
                .instead("remedy " + HOSTILE);
        return verdict(List.of(bad, bad.withSeverity(Severity.WARNING).releasedBy("reason " + HOSTILE)));
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    /** As a reader of the page sees it. */
    private static String seen(String text) {
        return text.replaceAll("[\\u0001\\u001b]", "\ufffd");
    }

    @ParameterizedTest
    @CsvSource({"NOTE,compatible", "WARNING,compatible with warnings", "DANGER,'breaks: old driver on new device'", "ERROR,'breaks: old driver on new device'"})
    void grades(Severity severity, String words) {
        Comparison same = Comparison.of(Specs.abi(OLD), Specs.abi(OLD));
        Finding finding = Finding.about("X", severity, same.specs().get(0)).breaks(Axis.WIRE).in(Deployment.OLD_DRIVER).says("m").instead("r");
        assertThat(new Verdict("a", "b", same, List.of(finding), Matrices.of("a", "b", same, List.of())).words()).isEqualTo(words);
        assertThat(new Verdict("a", "b", same, List.of(finding.releasedBy("why")), Matrices.of("a", "b", same, List.of())).words()).isEqualTo("compatible");
    }

    @Test
    void text() {
        Verdict verdict = hostile();
        String text = new TextReport().of(verdict);
        assertThat(text).doesNotContain("\u001b", "\u0001");
        List<String> lines = text.lines().toList();
        assertThat(lines.get(lines.size() - 1)).startsWith(verdict.counts() + ": breaks: new driver on old device, old driver on new device, running guest moved to a new host");
        verdict.findings().forEach(finding -> assertThat(text).contains("  " + finding.rule() + ": " + finding.packageName() + ": " + finding.path()));
        Finding endian = verdict.findings().stream().filter(finding -> finding.rule().equals("FIELD_ENDIAN_CHANGED")).findFirst().orElseThrow();
        assertThat(text).contains("old at   " + endian.before().orElseThrow(), "new at   " + endian.after().orElseThrow(), "values   native -> little", endian.remedy());
        assertThat(text.indexOf("\nERROR\n")).isPositive().isLessThan(text.indexOf("\nDANGER\n"));
        assertThat(text.indexOf("\nDOES NOT COUNT\n")).isGreaterThan(text.indexOf("\nWARNING\n"));
        assertThat(text).contains("CORRUPTS: ");
        assertThat(lines.get(1)).startsWith("  beside the specs: classes </script>");
    }

    @Test
    void json() {
        Verdict verdict = hostile();
        JsonObject root = JsonParser.parseString(new JsonReport().of(verdict)).getAsJsonObject();
        assertThat(root.get("format").getAsString()).isEqualTo("vbus-compat");
        assertThat(root.get("after").getAsString()).isEqualTo("work " + HOSTILE);
        assertThat(root.get("verdict").getAsString()).isEqualTo("breaks");
        assertThat(root.getAsJsonArray("breaks")).extracting(JsonElement::getAsString).containsExactly("ND", "OD", "MG");
        assertThat(root.getAsJsonArray("beside")).extracting(JsonElement::getAsString).containsExactly("classes " + HOSTILE);
        JsonArray findings = root.getAsJsonArray("findings");
        assertThat(findings).hasSameSizeAs(verdict.findings());
        for (int i = 0; i < findings.size(); i++) {
            JsonObject object = findings.get(i).getAsJsonObject();
            Finding finding = verdict.findings().get(i);
            assertThat(object.keySet()).containsExactly("rule", "severity", "released", "axes", "deployments", "package", "path", "before", "after", "was", "is", "message", "remedy", "example");
            assertThat(object.get("rule").getAsString()).isEqualTo(finding.rule());
            assertThat(object.get("message").getAsString()).isEqualTo(finding.message());
            assertThat(object.get("released").isJsonNull()).isEqualTo(finding.released().isEmpty());
            assertThat(object.get("before").isJsonNull()).isEqualTo(finding.before().isEmpty());
        }
        assertThat(findings).extracting(JsonElement::getAsJsonObject).anyMatch(object -> object.get("was").getAsJsonPrimitive().isString()
                && object.get("was").getAsString().equals("18446744073709551615"));
        assertThat(root.getAsJsonObject("matrix").getAsJsonArray("cells")).hasSameSizeAs(verdict.matrix().cells());
        assertThat(root.getAsJsonObject("counts").get("released").getAsInt()).isEqualTo(1);
    }

    @Test
    void sarif() {
        Verdict verdict = hostile();
        JsonObject root = JsonParser.parseString(new SarifReport("1.2", RULES).of(verdict)).getAsJsonObject();
        assertThat(root.get("version").getAsString()).isEqualTo("2.1.0");
        assertThat(root.get("$schema").getAsString()).endsWith("sarif-schema-2.1.0.json");
        JsonObject run = root.getAsJsonArray("runs").get(0).getAsJsonObject();
        JsonObject driver = run.getAsJsonObject("tool").getAsJsonObject("driver");
        assertThat(driver.get("name").getAsString()).isEqualTo("vbusc");
        JsonArray rules = driver.getAsJsonArray("rules");
        JsonArray results = run.getAsJsonArray("results");
        assertThat(results).hasSameSizeAs(verdict.findings());
        Set<String> levels = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            JsonObject result = results.get(i).getAsJsonObject();
            Finding finding = verdict.findings().get(i);
            assertThat(rules.get(result.get("ruleIndex").getAsInt()).getAsJsonObject().get("id").getAsString()).isEqualTo(finding.rule()).isEqualTo(result.get("ruleId").getAsString());
            assertThat(result.getAsJsonObject("message").get("text").getAsString()).contains(finding.message(), finding.remedy());
            levels.add(finding.severity() + " " + result.get("level").getAsString());
            JsonObject place = result.getAsJsonArray("locations").get(0).getAsJsonObject();
            assertThat(place.getAsJsonObject("physicalLocation").getAsJsonObject("artifactLocation").get("uri").getAsString()).startsWith("file:///").endsWith(".vbus");
            assertThat(place.getAsJsonObject("physicalLocation").getAsJsonObject("region").get("startLine").getAsInt())
                    .isEqualTo(finding.after().or(finding::before).orElseThrow().line());
            assertThat(result.has("relatedLocations")).isEqualTo(finding.before().isPresent() && finding.after().isPresent());
            assertThat(result.getAsJsonArray("suppressions")).hasSize(finding.released().isPresent() ? 1 : 0);
            assertThat(result.getAsJsonObject("properties").keySet()).contains("axes", "deployments");
        }
        assertThat(levels).contains("ERROR error", "DANGER error", "WARNING warning");
        JsonObject endian = rules.asList().stream().map(JsonElement::getAsJsonObject).filter(rule -> rule.get("id").getAsString().equals("FIELD_ENDIAN_CHANGED")).findFirst().orElseThrow();
        assertThat(endian.getAsJsonObject("shortDescription").get("text").getAsString()).isEqualTo("A number has another byte order");
        assertThat(endian.getAsJsonObject("help").get("markdown").getAsString()).contains("```vbus instead").doesNotContain("SPDX");
        assertThat(RulePage.of("JAVA_BINARY_CHANGED", RULES)).get().extracting(RulePage::title).asString().startsWith("Generated classes changed");
        assertThat(RulePage.of("HOSTILE", RULES)).isEmpty();
        assertThat(run.getAsJsonObject("properties").getAsJsonArray("beside")).hasSize(1);
        assertThat(SarifReport.level(Severity.NOTE)).isEqualTo("note");
        assertThat(SarifReport.uri("a b:c.vbus")).isEqualTo("./a%20b:c.vbus");
    }

    @Test
    void junit() throws Exception {
        Verdict verdict = hostile();
        Document document = xml(new JunitReport(RULES, Severity.DANGER).of(verdict));
        List<Element> cases = elements(document, "testcase");
        assertThat(cases).extracting(one -> one.getAttribute("name")).containsExactly("ENUM_VALUE_ADDED_CLOSED", "FIELD_ENDIAN_CHANGED", "HOSTILE", "RULE_UNEVALUATED");
        assertThat(cases).filteredOn(one -> one.getElementsByTagName("failure").getLength() == 1).extracting(one -> one.getAttribute("name"))
                .containsExactly("ENUM_VALUE_ADDED_CLOSED", "FIELD_ENDIAN_CHANGED", "HOSTILE");
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("3");
        assertThat(document.getDocumentElement().getTextContent()).contains(seen("message " + HOSTILE), seen("does not count: reason " + HOSTILE));
        Comparison same = Comparison.of(Specs.abi(OLD), Specs.abi(OLD));
        Document fine = xml(new JunitReport(RULES, Severity.DANGER).of(new Verdict("a", "b", same, List.of(), Matrices.of("a", "b", same, List.of()))));
        assertThat(elements(fine, "testcase")).hasSize(3);
        assertThat(elements(fine, "failure")).isEmpty();
    }

    @Test
    void html() throws Exception {
        Verdict verdict = hostile();
        String page = new HtmlReport().of(verdict);
        Document document = xml(page.replace("<!DOCTYPE html>\n", ""));
        assertThat(page).startsWith("<!DOCTYPE html>\n").doesNotContain("\u0001", "\u001b");
        for (String name : List.of("script", "b", "link", "img", "iframe")) {
            assertThat(elements(document, name)).as(name).isEmpty();
        }
        List<Element> rows = elements(document, "tr").stream().filter(row -> row.getAttribute("id").startsWith("finding-")).toList();
        assertThat(rows).hasSameSizeAs(verdict.findings());
        for (int i = 0; i < rows.size(); i++) {
            Finding finding = verdict.findings().get(i);
            assertThat(rows.get(i).getTextContent()).contains(finding.rule(), finding.severity().name(), finding.path(), seen(finding.message()), seen(finding.remedy()), seen(finding.was()));
        }
        Set<String> ids = IntStream.range(0, document.getElementsByTagName("*").getLength()).mapToObj(i -> ((Element) document.getElementsByTagName("*").item(i)).getAttribute("id"))
                .filter(id -> !id.isEmpty()).collect(Collectors.toSet());
        assertThat(elements(document, "a")).allMatch(link -> ids.contains(link.getAttribute("href").substring(1)));
        assertThat(elements(document, "h3")).extracting(Element::getTextContent).anyMatch(text -> text.startsWith("struct desc in acme.ring"))
                .anyMatch(text -> text.startsWith("device probe, call DO in acme.ring"));
        assertThat(elements(document, "span")).extracting(Element::getTextContent).contains("CORRUPTS", "DEGRADED");
        assertThat(elements(document, "p")).extracting(Element::getTextContent).anyMatch(text -> text.startsWith("Beside the specs: classes </script>"));
        assertThat(page).contains("prefers-color-scheme: dark", "@media print");
    }

    @Test
    void drawing() throws Exception {
        Document document = xml(new HtmlReport().of(hostile()).replace("<!DOCTYPE html>\n", ""));
        List<String> tips = elements(document, "rect").stream().map(Element::getTextContent).toList();
        assertThat(tips).contains("≠ len, bytes 0 to 3: " + Mark.CHANGED.words(), "− gone, bytes 8 to 9: " + Mark.REMOVED.words(), "+ fresh, bytes 16 to 23: " + Mark.ADDED.words(),
                "= inner.x, bytes 12 to 13: as it was", "→1 tail, bytes 16 to 23: " + Mark.MOVED.words(), "→1 tail, bytes 24 to 31: " + Mark.MOVED.words());
        // from its old place to its new one
        assertThat(elements(document, "line")).isNotEmpty();
        Comparison comparison = Comparison.of(Specs.abi(OLD), Specs.abi(NOW));
        List<Pair> records = Layout.changed(comparison).toList();
        assertThat(records).extracting(Pair::path).containsExactly("struct desc", "device probe, call DO");
        assertThat(Layout.changed(Comparison.of(Specs.abi(OLD), Specs.abi(OLD)))).isEmpty();
    }

    /** Compilers that align less: the old record has a hole on two of the classes, the new one nowhere. */
    @Test
    void abiClassesThatDifferAreDrawnApart() {
        Comparison comparison = Comparison.of(record("16", "12", "8", "4"), record("16", "16", "8", "8"));
        Pair record = Layout.changed(comparison).findFirst().orElseThrow();
        List<Layout> layouts = Layout.of(record, comparison);
        assertThat(layouts).extracting(Layout::classes).containsExactly(List.of("LP64", "ILP32_ALIGN8"), List.of("ILP32_ALIGN4", "ILP32_ALIGN2"));
        assertThat(layouts).extracting(Layout::isChanged).containsExactly(false, true);
        assertThat(layouts.get(1).before()).extracting(Box::mark).containsExactly(Mark.SAME, Mark.MOVED);
        assertThat(layouts.get(1).after()).extracting(Box::mark).containsExactly(Mark.SAME, Mark.HOLE, Mark.MOVED);
        String page = new HtmlReport().of(new Verdict("a", "b", comparison, List.of(), Matrices.of("a", "b", comparison, List.of())));
        assertThat(page).contains("On LP64, ILP32_ALIGN8", "Nothing has changed: 16 bytes.", "On ILP32_ALIGN4, ILP32_ALIGN2", "→1 wide, bytes 4 to 11");
    }

    private static Abi record(String wideSize, String narrowSize, String wideOffset, String narrowOffset) {
        org.vbus.compat.abi.Element first = field("first", List.of("0"), "4");
        org.vbus.compat.abi.Element wide = field("wide", List.of(wideOffset, wideOffset, narrowOffset, narrowOffset), "8");
        org.vbus.compat.abi.Element struct = new org.vbus.compat.abi.Element(Kind.STRUCT, "mixed", Map.of(Fact.SIZE, List.of(wideSize, wideSize, narrowSize, narrowSize)),
                List.of(first, wide), Origin.NONE);
        return new Abi(List.of(new org.vbus.compat.abi.Element(Kind.SPEC, "acme.mixed", Map.of(), List.of(struct), Origin.NONE)), Set.of("acme.mixed"));
    }

    private static org.vbus.compat.abi.Element field(String name, List<String> offsets, String bytes) {
        return new org.vbus.compat.abi.Element(Kind.FIELD, name, Map.of(Fact.OFFSET, offsets, Fact.BYTES, List.of(bytes)), List.of(), Origin.NONE);
    }

    @Test
    void longRecordsAreFolded() {
        String old = "package acme.big\nstruct big { a : u8[65536]   b : u64 }\n";
        Comparison comparison = Comparison.of(Specs.abi(old), Specs.abi(old.replace("b : u64", "c : u64   b : u64")));
        String page = new HtmlReport().of(new Verdict("a", "b", comparison, List.of(), Matrices.of("a", "b", comparison, List.of())));
        assertThat(page).contains("⋮ 65512 bytes more of the same", "→1 b, bytes 65544 to 65551").hasSizeLessThan(40_000);
    }
}
