// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** For build servers: one test case for each rule that ran, and for each other id that was found. It fails with what counts; the rest is its output. */
public final class JunitReport {
    private final List<Rule> rules;
    private final Severity least;

    /**
     * For a set of rules.
     *
     * @param rules those that ran
     * @param least the least severity that is a failure
     */
    public JunitReport(List<Rule> rules, Severity least) {
        this.rules = List.copyOf(rules);
        this.least = least;
    }

    /** The whole document for one comparison, with a line feed at its end. */
    public String of(Verdict verdict) {
        return of(List.of(verdict));
    }

    /** The same with a suite for each of several comparisons. */
    public String of(List<Verdict> verdicts) {
        List<Map<String, List<Finding>>> suites = verdicts.stream().map(this::byRule).toList();
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            out.append('\n');
            xml.writeStartElement("testsuites");
            counts(xml, "vbusc compat", suites.stream().mapToInt(Map::size).sum(), suites.stream().mapToLong(this::failures).sum());
            for (int i = 0; i < suites.size(); i++) {
                xml.writeCharacters("\n");
                xml.writeStartElement("testsuite");
                counts(xml, "compat " + verdicts.get(i).before() + " -> " + verdicts.get(i).after(), suites.get(i).size(), failures(suites.get(i)));
                xml.writeAttribute("skipped", "0");
                for (Map.Entry<String, List<Finding>> rule : suites.get(i).entrySet()) {
                    xml.writeCharacters("\n");
                    testCase(xml, rule.getKey(), rule.getValue());
                }
                xml.writeCharacters("\n");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            // into memory nothing fails to be written
            throw new IllegalStateException(e);
        }
        return out.append('\n').toString();
    }

    private boolean fails(Finding finding) {
        return finding.counts(least);
    }

    private static void counts(XMLStreamWriter xml, String name, int tests, long failures) throws XMLStreamException {
        xml.writeAttribute("name", legal(name));
        xml.writeAttribute("tests", Integer.toString(tests));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("time", "0");
    }

    private Map<String, List<Finding>> byRule(Verdict verdict) {
        Map<String, List<Finding>> byRule = new TreeMap<>();
        rules.forEach(rule -> byRule.put(rule.id(), List.of()));
        byRule.put(Judge.UNEVALUATED, List.of());
        byRule.putAll(verdict.findings().stream().collect(Collectors.groupingBy(Finding::rule)));
        return byRule;
    }

    private long failures(Map<String, List<Finding>> byRule) {
        return byRule.values().stream().filter(found -> found.stream().anyMatch(this::fails)).count();
    }

    private void testCase(XMLStreamWriter xml, String id, List<Finding> found) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "vbus.compat");
        xml.writeAttribute("name", legal(id));
        xml.writeAttribute("time", "0");
        List<Finding> failing = found.stream().filter(this::fails).toList();
        if (!failing.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", legal(failing.get(0).message() + (failing.size() > 1 ? " (and " + (failing.size() - 1) + " more)" : "")));
            xml.writeAttribute("type", failing.get(0).severity().name());
            xml.writeCharacters(legal(failing.stream().map(JunitReport::words).collect(Collectors.joining("\n"))));
            xml.writeEndElement();
        }
        List<Finding> rest = found.stream().filter(finding -> !fails(finding)).toList();
        if (!rest.isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(rest.stream().map(JunitReport::words).collect(Collectors.joining("\n"))));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String words(Finding finding) {
        return finding.severity() + " " + finding.packageName() + ": " + finding.path() + "\n  " + finding.message()
                + finding.witness().map(example -> "\n  example: " + example).orElse("")
                + finding.before().filter(TextReport::known).map(place -> "\n  old at " + place).orElse("")
                + finding.after().filter(TextReport::known).map(place -> "\n  new at " + place).orElse("")
                + "\n  hits " + (finding.breaks().isEmpty() ? "nobody at run time" : Verdict.who(finding.breaks()))
                + "\n  instead: " + finding.remedy() + finding.released().map(reason -> "\n  does not count: " + reason).orElse("");
    }

    /** Without what no XML document may hold. */
    static String legal(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> c == '\t' || c == '\n' || c >= 0x20 && c != 0x7f && !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) != 0xfffe ? c : 0xfffd)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
