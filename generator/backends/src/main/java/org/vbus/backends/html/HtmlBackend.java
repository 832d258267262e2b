// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Templates;
import org.vbus.model.SpecSet;

/**
 * {@code html/}: an index, a page for each spec, a search over them. Imported specs have pages as well, so that every link leads somewhere.
 */
public final class HtmlBackend implements Backend {
    private static final String FOLDER = "html/";

    @Override
    public String name() {
        return "html";
    }

    @Override
    public String summary() {
        return "pages for people: tables, pictures of layouts, rings and call sequences, links, a search";
    }

    /** None: a page can say everything. */
    @Override
    public void generate(SpecSet specs, OutputSink out) {
        Directory directory = new Directory(specs);
        Uses uses = new Uses(specs, directory);
        specs.specs().parallelStream().forEach(spec -> {
            PageView page = new PageBuilder(specs, spec, directory, uses).page();
            out.write(FOLDER + "specs/" + Directory.page(spec.packageName()), Templates.render(HtmlBackend.class, "page", page));
        });
        IndexBuilder index = new IndexBuilder(specs, directory);
        out.write(FOLDER + "index.html", Templates.render(HtmlBackend.class, "index", index.index()));
        out.write(FOLDER + "search-index.js", Templates.render(HtmlBackend.class, "search-index", index.search()));
        for (String file : List.of("style.css", "search.js")) {
            out.write(FOLDER + file, "/* " + Banner.MARK + ". Do not edit: it is the same for all specs. */\n" + resource(file));
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlBackend.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
