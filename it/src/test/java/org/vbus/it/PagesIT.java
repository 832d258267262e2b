// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;

/** The pages of all specs in a browser: on a telephone and on a desk, light and dark. What they look like is in {@code it/target/pages}. */
@Needs("docs")
class PagesIT {
    private static final Path OUT = Home.TARGET.resolve("pages");
    private static final int DESK = 1280;
    private static final int TELEPHONE = 390;
    private static final List<String> THEMES = List.of("light", "dark");
    private static final int HEIGHT = 900;
    /** Larger pictures cannot be made. */
    private static final int TALLEST = 16000;
    private static Browser browser;
    private static String axe;

    @BeforeAll
    static void generate() throws IOException {
        List<Path> specs = List.of(Home.SPECS, Home.ROOT.resolve("it/specs"), Home.ROOT.resolve("it/devices"));
        Outcome outcome = new Compiler().generate(new Request(specs, List.of()), Backends.installed().select(Set.of("html")), OUT);
        assertThat(outcome.files()).isPresent();
        try (InputStream in = PagesIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        browser = Browser.start();
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @TestFactory
    List<DynamicTest> pagesAreFitToBeRead() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(OUT.resolve("html/index.html")));
        try (Stream<Path> specs = Files.list(OUT.resolve("html/specs"))) {
            specs.sorted().forEach(pages::add);
        }
        assertThat(pages).hasSizeGreaterThan(20);
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages) {
            String name = page.getFileName().toString().replace(".html", "");
            tests.add(DynamicTest.dynamicTest(name, () -> {
                show(page, DESK);
                for (int width : List.of(DESK, TELEPHONE)) {
                    resize(width);
                    for (String theme : THEMES) {
                        wear(theme);
                        assertThat(complaintsOf(rules(width, theme))).as("%s, %d, %s", page, width, theme).isEmpty();
                        shoot(name + "-" + width + "-" + theme, width);
                    }
                }
            }));
        }
        return tests;
    }

    /** All rules at first; what a theme changes are colours, and what a width changes is all but those: contrast takes most of the time. */
    private static String rules(int width, String theme) {
        boolean first = theme.equals(THEMES.get(0));
        return width == DESK ? first ? "" : "runOnly: ['color-contrast'],"
                : first ? "rules: { 'color-contrast': { enabled: false } }," : "runOnly: ['scrollable-region-focusable'],";
    }

    @Test
    void whatIsWrongIsNoticed(@TempDir Path dir) throws IOException {
        Path wrong = Files.writeString(dir.resolve("wrong.html"), "<!DOCTYPE html><html><head><title>w</title></head><body style='background:#fff'><main>"
                + "<h1>w</h1><p style='color:#eee'>pale</p><div style='width:2000px'>wide</div><img src='none.png'></main><script>throw new Error('thrown')</script>");
        show(wrong, TELEPHONE);
        wear("light");
        assertThat(String.join("\n", complaintsOf(""))).contains("overflow", "color-contrast", "image-alt", "html-has-lang", "thrown");
    }

    @Test
    void theSearchFindsWhatHasAName() throws IOException, InterruptedException {
        show(OUT.resolve("html/specs/acme.dice.html"), DESK);
        key("/", "Slash", 191);
        assertThat(browser.evaluate("document.activeElement.id").getAsString()).isEqualTo("page-search");
        browser.call("Input.insertText", "text", "virtio_net_hdr_v1.gso_type");
        assertThat(browser.evaluate("document.querySelector('#page-results a').getAttribute('href')").getAsString())
                .isEqualTo("../specs/linux.virtio_net.html#virtio_net_hdr_v1.gso_type");
        assertThat(browser.evaluate("document.querySelector('#page-found').textContent").getAsString()).isEqualTo("1 found");
        shoot("search", DESK);
        assertThat(complaintsOf("")).isEmpty();
        key("", "ArrowDown", 40);
        assertThat(browser.evaluate("document.activeElement.textContent").getAsString()).startsWith("virtio_net_hdr_v1.gso_type");
        key("", "Escape", 27);
        assertThat(browser.evaluate("document.querySelector('#page-results').hidden").getAsBoolean()).isTrue();
        browser.evaluate("document.querySelector('form.search').requestSubmit()");
        assertThat(addressAfter("acme.dice.html")).endsWith("/specs/linux.virtio_net.html#virtio_net_hdr_v1.gso_type");
    }

    /** Asked again and again: a script that waited would go with the page that it waits in. */
    private static String addressAfter(String page) throws InterruptedException {
        String address = page;
        for (int tries = 0; tries < 100 && address.contains(page); tries++) {
            Thread.sleep(50);
            try {
                address = browser.evaluate("location.href").getAsString();
            } catch (IOException e) {
                // just then
                address = page;
            }
        }
        return address;
    }

    @Test
    void theSearchFindsWordsOfTheDocsAndSaysWhenThereAreNone() throws IOException {
        show(OUT.resolve("html/index.html"), TELEPHONE);
        assertThat(found("sampling nothing at all")).isEqualTo("0 found");
        assertThat(browser.evaluate("document.querySelector('#page-results').textContent").getAsString()).isEqualTo("Nothing has that name.");
        found("scattered packet");
        assertThat(browser.evaluate("document.querySelector('#page-results a').getAttribute('href')").getAsString())
                .isEqualTo("specs/linux.venet.html#venet_iov");
    }

    private static String found(String text) throws IOException {
        return browser.evaluate("(() => { const input = document.querySelector('#page-search'); input.value = '" + text + "';"
                + " input.dispatchEvent(new Event('input')); return document.querySelector('#page-found').textContent; })()").getAsString();
    }

    private static void key(String text, String code, int number) throws IOException {
        String name = text.isEmpty() ? code : text;
        browser.call("Input.dispatchKeyEvent", "type", "keyDown", "key", name, "code", code, "windowsVirtualKeyCode", number, "text", text);
        browser.call("Input.dispatchKeyEvent", "type", "keyUp", "key", name, "code", code, "windowsVirtualKeyCode", number);
    }

    private static void show(Path page, int width) throws IOException {
        resize(width);
        browser.open(page.toUri());
        browser.evaluate(axe + "; 0");
    }

    private static void resize(int width) throws IOException {
        browser.call("Emulation.setDeviceMetricsOverride", "width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false);
    }

    private static void wear(String theme) throws IOException {
        JsonObject feature = new JsonObject();
        feature.addProperty("name", "prefers-color-scheme");
        feature.addProperty("value", theme);
        JsonArray features = new JsonArray();
        features.add(feature);
        browser.call("Emulation.setEmulatedMedia", "features", features);
    }

    /** What is wrong with the page as it is shown now; {@code rules} as an option of axe, all for an empty one. */
    private static List<String> complaintsOf(String rules) throws IOException {
        List<String> all = new ArrayList<>(browser.complaints());
        JsonElement wide = browser.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
        if (wide.getAsInt() > 0) {
            all.add("overflow: the page is " + wide + " pixels too wide");
        }
        JsonElement violations = browser.evaluate("axe.run(document, { " + rules + " preload: false, resultTypes: ['violations'] }).then((r) => r.violations"
                + ".filter((v) => v.impact === 'serious' || v.impact === 'critical')"
                + ".map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html + ' ' + n.failureSummary).join(' | ')))");
        violations.getAsJsonArray().forEach(one -> all.add(one.getAsString()));
        return all;
    }

    private static void shoot(String name, int width) throws IOException {
        int height = Math.min(TALLEST, browser.evaluate("document.documentElement.scrollHeight").getAsInt());
        JsonObject clip = new JsonObject();
        clip.addProperty("x", 0);
        clip.addProperty("y", 0);
        clip.addProperty("width", width);
        clip.addProperty("height", height);
        clip.addProperty("scale", 1);
        String picture = browser.call("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true, "clip", clip).get("data").getAsString();
        Files.write(OUT.resolve(name + ".png"), Base64.getDecoder().decode(picture));
    }
}
