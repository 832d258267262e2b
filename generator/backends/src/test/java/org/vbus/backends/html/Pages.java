// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.model.SpecSet;

/** The pages of all specs of the checkout, made once, and of specs that a test writes. */
final class Pages {
    private static final Path ROOT = Path.of("../..");
    private static SpecSet specs;
    private static Map<String, String> files;

    private Pages() { }

    static synchronized SpecSet specs() {
        if (specs == null) {
            Parsed parsed = FrontEnd.create().load(List.of(ROOT.resolve("abi-specs"), ROOT.resolve("it/specs"), ROOT.resolve("it/devices")), List.of());
            assertThat(parsed.ok()).as(parsed.diagnostics().toString()).isTrue();
            specs = parsed.specs();
        }
        return specs;
    }

    /** By path. */
    static synchronized Map<String, String> files() {
        if (files == null) {
            files = of(specs());
        }
        return files;
    }

    static Map<String, String> of(SpecSet specs) {
        org.vbus.backends.MemorySink sink = new org.vbus.backends.MemorySink();
        new HtmlBackend().generate(specs, sink);
        return new TreeMap<>(sink.files());
    }

    /** The page of one package. */
    static Document page(String packageName) {
        return Jsoup.parse(files().get("html/specs/" + packageName + ".html"));
    }

    /** The page of one spec that is not of the checkout. */
    static Document of(Path folder, String text) throws java.io.IOException {
        Path file = java.nio.file.Files.writeString(folder.resolve("one.vbus"), text);
        Parsed parsed = FrontEnd.create().load(List.of(file), List.of(ROOT.resolve("abi-specs")));
        assertThat(parsed.ok()).as(parsed.diagnostics().toString()).isTrue();
        String name = parsed.specs().requested().iterator().next();
        return Jsoup.parse(of(parsed.specs()).get("html/specs/" + name + ".html"));
    }
}
