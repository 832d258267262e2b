// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every feature of `vbusc lsp`, over its pipes, on the specs of the bus. */
class LspIT {
    private static final Path VENET = Home.SPECS.resolve("venet/venet.vbus");
    private static final Path IOQ = Home.SPECS.resolve("ioq/ioq.vbus");

    @TempDir
    private Path dir;

    private LspClient editor;

    /** Nothing that a test did may have made the server fail, and no stack may be in what it said. */
    @AfterEach
    void theServerSaidNothing() throws IOException, InterruptedException {
        assertThat(editor.end()).isZero();
        assertThat(editor.said()).isEmpty();
        editor.close();
    }

    private String opened(Path root, Path file) throws IOException {
        editor = LspClient.of(root);
        assertThat(editor.open(file)).as("what is wrong with " + file).isEmpty();
        return LspClient.uri(file);
    }

    private static List<String> codes(List<JsonObject> diagnostics) {
        return diagnostics.stream().map(one -> one.get("code").getAsString()).toList();
    }

    private List<String> labels(String uri, String place) throws IOException {
        return LspClient.list(editor.ask("textDocument/completion", editor.at(uri, place)).getAsJsonObject().get("items")).stream()
                .map(item -> item.get("label").getAsString()).toList();
    }

    private String hover(String uri, String place) throws IOException {
        return editor.ask("textDocument/hover", editor.at(uri, place)).getAsJsonObject().getAsJsonObject("contents").get("value").getAsString();
    }

    private List<JsonObject> actions(String uri) throws IOException {
        return LspClient.list(editor.ask("textDocument/codeAction", editor.whole(uri)));
    }

    /** Takes an action; what is wrong then. */
    private List<JsonObject> take(String uri, String title) throws IOException {
        List<JsonObject> all = actions(uri);
        JsonObject action = all.stream().filter(one -> one.get("title").getAsString().contains(title)).findFirst()
                .orElseThrow(() -> new AssertionError("no `" + title + "` in " + all));
        List<JsonObject> edits = LspClient.list(action.getAsJsonObject("edit").getAsJsonObject("changes").get(uri));
        String text = editor.text(uri);
        editor.type(uri, 0, text.length(), LspClient.edited(text, edits));
        return editor.diagnostics(uri);
    }

    @Test
    void everySpecOfTheBusIsFine() throws IOException {
        editor = LspClient.of(Home.SPECS);
        try (Stream<Path> files = Files.walk(Home.SPECS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".vbus")).toList()) {
                assertThat(editor.open(file)).as(file.toString()).isEmpty();
                String uri = LspClient.uri(file);
                assertThat(editor.ask("textDocument/formatting", editor.whole(uri)).getAsJsonArray()).as("formatted " + file).isEmpty();
                assertThat(LspClient.list(editor.ask("textDocument/documentSymbol", editor.whole(uri)))).isNotEmpty();
                assertThat(editor.ask("textDocument/semanticTokens/full", editor.whole(uri)).getAsJsonObject().getAsJsonArray("data").size() % 5).isZero();
                assertThat(LspClient.list(editor.ask("textDocument/foldingRange", editor.whole(uri)))).isNotEmpty();
            }
        }
    }

    @Test
    void whatIsWrongIsToldAsOneTypes() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        List<JsonObject> wrong = editor.replace(uri, "    reserved 4 ignored\n    ptr", "    ptr");
        assertThat(codes(wrong)).containsExactly("VB0504");
        assertThat(LspClient.marked(editor.text(uri), wrong.get(0).getAsJsonObject("range"))).isEqualTo("ptr");
        assertThat(wrong.get(0).get("message").getAsString()).contains("4 bytes of padding before `ptr`").contains("add `reserved 4`");
        assertThat(Files.readString(Path.of(java.net.URI.create(wrong.get(0).getAsJsonObject("codeDescription").get("href").getAsString())))).startsWith("<!--").contains("# VB0504:");
        assertThat(take(uri, "Add `reserved 4` before it")).extracting(one -> one.get("code").getAsString()).doesNotContain("VB0504");
        assertThat(editor.text(uri)).contains("reserved 4\n    ptr");
        assertThat(codes(editor.replace(uri, "struct venet_iov size 16 {", "struct venet_iov size 16 "))).isNotEmpty();
        assertThat(codes(editor.replace(uri, "struct venet_iov size 16 ", "struct venet_iov size 16 {"))).doesNotContain("VB0014");
    }

    @Test
    void whatBreaksAReleaseIsToldWithWhoBreaks() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        List<JsonObject> wrong = editor.replace(uri, "ptr : u64 -> u8[len]", "ptr : le64 -> u8[len]");
        JsonObject found = wrong.stream().filter(one -> one.get("code").getAsString().equals("FIELD_ENDIAN_CHANGED")).findFirst().orElseThrow();
        assertThat(found.get("severity").getAsInt()).isEqualTo(1);
        assertThat(LspClient.marked(editor.text(uri), found.getAsJsonObject("range"))).isEqualTo("ptr");
        assertThat(found.get("message").getAsString()).contains("little-endian, was native-endian").contains("old driver on new device").contains("instead:");
        JsonObject before = found.getAsJsonArray("relatedInformation").get(0).getAsJsonObject().getAsJsonObject("location");
        String old = Files.readString(Path.of(java.net.URI.create(before.get("uri").getAsString())));
        assertThat(LspClient.marked(old, before.getAsJsonObject("range"))).isEqualTo("ptr");
        assertThat(take(uri, "Put back `ptr` as it is in release 1.2")).isEmpty();
    }

    @Test
    void whatIsGoneCanStayAsRemoved() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        assertThat(codes(editor.replace(uri, "    ECN        = 2\n}", "}"))).contains("FLAG_REMOVED");
        List<JsonObject> wrong = take(uri, "Keep the name and the number of `ECN`, as removed");
        assertThat(editor.text(uri)).contains("removed ECN = 2");
        // what a peer of the release may still send is still said
        assertThat(codes(wrong)).doesNotContain("VB0101", "VB0102");
        assertThat(take(uri, "Put back `ECN`")).isNotNull();
    }

    @Test
    void completionFitsThePlace() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        assertThat(labels(uri, "ring rx = 0 : |ioq")).containsExactly("ioq");
        assertThat(labels(uri, "struct venet_iov |size")).containsExactlyInAnyOrder("size", "align", "packed", "sized", "for");
        assertThat(labels(uri, "len : |u32 unit")).contains("u32", "venet_iov", "ioq_ring_idx", "mac", "union").doesNotContain("ring", "device", "NEEDS_CSUM");
        assertThat(labels(uri, "if flags.|NEEDS")).containsExactlyInAnyOrder("NEEDS_CSUM", "GSO", "ECN");
        assertThat(labels(uri, "where len == |sum")).contains("len", "iov", "VENET_MAX_IOV", "sum", "sizeof").doesNotContain("struct", "LINKUP");
        assertThat(labels(uri, "TSO4 = 1 requires |SG")).contains("SG", "HDR", "not").doesNotContain("LINKUP", "tx");
        assertThat(labels(uri, "after |rx, tx errors")).contains("rx", "tx", "LINKUP").doesNotContain("SG", "venet_sg");
        assertThat(labels(uri, "errors |EEXIST")).contains("EINVAL", "EBUSY").doesNotContain("rx");
        assertThat(labels(uri, "via |NEGCAP {\n        SG")).contains("NEGCAP", "LINKUP").doesNotContain("rx");
        assertThat(labels(uri, "implements |venet")).containsExactly("venet");
        assertThat(labels(uri, "profile |net")).containsExactly("net", "raw", "stream");
        assertThat(labels(uri, "import |linux.ioq")).contains("linux.ioq.*", "linux.vbus.*").doesNotContain("linux.venet.*");
        assertThat(labels(uri, "abi |testing")).contains("stable", "testing", "experimental");
        assertThat(labels(uri, "allow |VB1105")).contains("VB1105", "VB1114").doesNotContain("VB0201");
        assertThat(labels(uri, "linear part\n/** Most |pieces")).isEmpty();
        List<JsonObject> items = LspClient.list(editor.ask("textDocument/completion", editor.at(uri, "ring rx = 0 : |ioq")).getAsJsonObject().get("items"));
        assertThat(items.get(0).getAsJsonObject("documentation").get("value").getAsString()).contains("protocol over that memory");
        assertThat(LspClient.marked(editor.text(uri), items.get(0).getAsJsonObject("textEdit").getAsJsonObject("range"))).isEmpty();
    }

    @Test
    void completionInATextThatIsNotFinished() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        int at = editor.text(uri).indexOf("    call FLUSHRX");
        editor.type(uri, at, at, "    ring extra = 2 : ");
        assertThat(labels(uri, "ring extra = 2 : |\n".replace("\n", ""))).contains("ioq");
        at = editor.text(uri).indexOf("/** What NEGCAP takes");
        editor.type(uri, at, at, "struct half { one : u16  two : \n\n");
        assertThat(labels(uri, "one : u16  two : |")).contains("u32", "venet_iov");
        assertThat(labels(uri, "one : |u16  two")).contains("u32", "venet_iov");
    }

    @Test
    void hoverSaysWhereBytesAre() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        assertThat(hover(uri, "    |ptr : u64")).contains("ptr : u64 -> u8[len]").contains("| i386 | 8 | 8 | 0 |").contains("x32").contains("m68k");
        assertThat(hover(uri, "|size   : u16 unit bytes where")).contains("| i386 | 24 | 2 | 0 |");
        assertThat(hover(uri, "struct |venet_sg {")).contains("What a tx slot points to").contains("| x86-64, arm64, s390x, riscv64 | 32 | 8 | 0 |");
        assertThat(hover(uri, "|GSO        = 1")).contains("`gso` says how to segment").contains("mask `2`").contains("VENET_SG_FLAG_GSO");
        assertThat(hover(uri, "in 1..|VENET_MAX_IOV")).contains("Most pieces of one packet").contains("`18` = `0x12`");
        assertThat(hover(uri, "ring rx = 0 : |ioq")).contains("ringtype ioq").contains("linux.ioq");
        assertThat(hover(uri, "cookie : u64 |opaque")).contains("hands it back");
        assertThat(hover(uri, "    |reserved 4 ignored")).contains("| i386 | 4 | 4 | 0 |");
        assertThat(hover(uri, "import |linux.ioq")).contains("lockless descriptor ring");
        assertThat(hover(uri, "profile |net")).contains("a network interface on both sides");
        Path padded = Files.writeString(dir.resolve("padded.vbus"), "package acme.padded\nstruct inner { a : u8 }\nstruct padded { a : u32  reserved 4  b : u64  c : inner }\n");
        editor.open(padded);
        assertThat(codes(editor.replace(LspClient.uri(padded), "  reserved 4", ""))).contains("VB0504");
        // the layout of the text before, and said so
        assertThat(hover(LspClient.uri(padded), "c : inner| }")).contains("inner");
    }

    @Test
    void hoverTellsMachinesApart() throws IOException {
        Path file = Files.writeString(dir.resolve("apart.vbus"), "package acme.apart\nstruct apart { a : u32  reserved 4  b : u64  c : u64[2]  d : u32  reserved 4 }\n");
        String uri = opened(null, file);
        assertThat(hover(uri, "|b : u64")).contains("| i386 | 8 | 8 | 0 |");
        assertThat(hover(uri, "struct |apart")).contains("| x86-64, arm64, s390x, riscv64 | 40 | 8 | 0 |").contains("| i386 | 40 | 4 | 0 |").contains("| m68k | 40 | 2 | 0 |");
    }

    @Test
    void definitionsReferencesAndHighlights() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        JsonObject place = LspClient.list(editor.ask("textDocument/definition", editor.at(uri, "ring rx = 0 : |ioq"))).get(0);
        assertThat(place.get("uri").getAsString()).isEqualTo(LspClient.uri(IOQ));
        assertThat(LspClient.marked(Files.readString(IOQ), place.getAsJsonObject("range"))).isEqualTo("ioq");
        assertThat(definition(uri, "if flags.|NEEDS_CSUM")).isEqualTo("NEEDS_CSUM");
        assertThat(definition(uri, "-> u8[|len]")).isEqualTo("len");
        assertThat(definition(uri, "sum(iov.|len)")).isEqualTo("len");
        assertThat(definition(uri, "requires |MRG")).isEqualTo("MRG");
        assertThat(definition(uri, "after |rx, tx")).isEqualTo("rx");
        assertThat(definition(uri, "via |NEGCAP")).isEqualTo("NEGCAP");
        assertThat(definition(uri, "covers |venet")).isEqualTo("venet");
        assertThat(definition(uri, "allow VB1105 in |venet_gso_type")).isEqualTo("venet_gso_type");
        editor.open(IOQ);
        String ioq = LspClient.uri(IOQ);
        assertThat(definition(ioq, "idx.|VALID (head")).isEqualTo("VALID");
        assertThat(definition(ioq, "(|head, tail, full)")).isEqualTo("head");
        assertThat(definition(ioq, "payload ring.|ptr")).isEqualTo("ptr");
        JsonObject parameters = editor.at(ioq, "ringtype |ioq");
        parameters.add("context", LspClient.object("includeDeclaration", new JsonPrimitive(true)));
        List<JsonObject> uses = LspClient.list(editor.ask("textDocument/references", parameters));
        Set<String> files = new TreeSet<>(uses.stream().map(one -> one.get("uri").getAsString()).toList());
        assertThat(files).contains(uri, ioq);
        // its own line, the version that covers it and the allowance, and the two rings of venet at least
        assertThat(uses.stream().filter(one -> one.get("uri").getAsString().equals(ioq))).hasSize(3);
        assertThat(uses.stream().filter(one -> one.get("uri").getAsString().equals(uri))).hasSize(2);
        assertThat(LspClient.list(editor.ask("textDocument/documentHighlight", editor.at(uri, "call |NEGCAP")))).hasSize(3);
        JsonObject type = LspClient.list(editor.ask("textDocument/typeDefinition", editor.at(uri, "|type   : venet_gso_type"))).get(0);
        assertThat(LspClient.marked(editor.text(uri), type.getAsJsonObject("range"))).isEqualTo("venet_gso_type");
    }

    private String definition(String uri, String place) throws IOException {
        List<JsonObject> places = LspClient.list(editor.ask("textDocument/definition", editor.at(uri, place)));
        assertThat(places).as(place).hasSize(1);
        return LspClient.marked(Files.readString(Path.of(java.net.URI.create(places.get(0).get("uri").getAsString()))), places.get(0).getAsJsonObject("range"));
    }

    @Test
    void renameReachesFilesThatAreNotOpen() throws IOException {
        Path one = Files.createDirectories(dir.resolve("one")).resolve("one.vbus");
        Path two = Files.createDirectories(dir.resolve("two")).resolve("two.vbus");
        Files.writeString(one, "package acme.one\nstruct sample { kind : sort  a : u32 if kind == sort.A }\nenum sort : u32 { A = 1 }\nconst MOST = 4\n");
        Files.writeString(two, "package acme.two\nimport acme.one.*\nstruct pair { s : sample  t : acme.one.sample  n : u32 where n < MOST, n != sort.A }\n");
        String uri = opened(dir, one);
        assertThat(renamed(uri, "{ |kind : sort", "form", one)).contains("{ form : sort  a : u32 if form == sort.A }");
        assertThat(renamed(uri, "struct |sample", "reading", two)).isEqualTo("package acme.two\nimport acme.one.*\n"
                + "struct pair { s : reading  t : acme.one.reading  n : u32 where n < MOST, n != sort.A }\n");
        assertThat(renamed(uri, "{ |A = 1", "FIRST", two)).contains("n != sort.FIRST");
        assertThat(renamed(uri, "const |MOST", "LIMIT", two)).contains("n < LIMIT");
        assertThat(renamed(uri, "{ |kind : sort", "form", one)).contains("{ form : sort  a : u32 if form == sort.A }");
        assertThat(refused(uri, "struct |sample", "sort")).contains("cannot be the name");
        // a condition would then mean the field; the file is open for this alone
        editor.open(two);
        assertThat(refused(LspClient.uri(two), "  |n : u32", "MOST")).contains("cannot be the name");
        assertThat(refused(uri, "struct |sample", "4x")).contains("is not a name");
        assertThat(refused(uri, "|struct sample", "x")).contains("no name here");
        assertThat(refused(uri, "package |acme", "x")).contains("package");
    }

    /** The text of a file after a rename, which is not made. */
    private String renamed(String uri, String place, String name, Path file) throws IOException {
        JsonObject parameters = editor.at(uri, place);
        JsonObject prepared = editor.ask("textDocument/prepareRename", parameters).getAsJsonObject();
        assertThat(LspClient.marked(editor.text(uri), prepared.getAsJsonObject("range"))).isEqualTo(prepared.get("placeholder").getAsString());
        parameters.addProperty("newName", name);
        JsonObject edit = editor.ask("textDocument/rename", parameters).getAsJsonObject();
        for (JsonObject document : LspClient.list(edit.get("documentChanges"))) {
            if (document.getAsJsonObject("textDocument").get("uri").getAsString().equals(LspClient.uri(file))) {
                return LspClient.edited(Files.readString(file), LspClient.list(document.get("edits")));
            }
        }
        return Files.readString(file);
    }

    private String refused(String uri, String place, String name) throws IOException {
        JsonObject parameters = editor.at(uri, place);
        parameters.addProperty("newName", name);
        JsonObject answer = editor.answer(editor.begin("textDocument/rename", parameters));
        assertThat(answer.has("error")).as(answer.toString()).isTrue();
        assertThat(answer.getAsJsonObject("error").has("data") && !answer.getAsJsonObject("error").get("data").isJsonNull()).isFalse();
        return answer.getAsJsonObject("error").get("message").getAsString();
    }

    @Test
    void anEditInOneFileChecksThoseThatImportIt() throws IOException {
        Path one = Files.createDirectories(dir.resolve("a")).resolve("one.vbus");
        Path two = Files.createDirectories(dir.resolve("b")).resolve("two.vbus");
        Files.writeString(one, "package acme.one\nstruct sample { a : u32 }\n");
        Files.writeString(two, "package acme.two\nimport acme.one.*\nstruct pair size 4 { s : sample }\n");
        String second = opened(dir, two);
        String first = LspClient.uri(one);
        assertThat(editor.open(one)).isEmpty();
        editor.replace(first, "a : u32", "a : u64");
        List<JsonObject> wrong = editor.diagnosticsUntil(second, all -> !all.isEmpty());
        assertThat(codes(wrong)).containsExactly("VB0501");
        editor.replace(first, "struct sample", "struct other");
        assertThat(codes(editor.diagnosticsUntil(second, all -> codes(all).contains("VB0201")))).containsExactly("VB0201");
        editor.replace(first, "struct other", "struct sample {");
        // the import does not parse: told where it is imported, and what it is
        List<JsonObject> broken = editor.diagnosticsUntil(second, all -> !all.isEmpty() && all.get(0).get("message").getAsString().contains("what is imported"));
        assertThat(LspClient.marked(editor.text(second), broken.get(0).getAsJsonObject("range"))).isEqualTo("acme.one.*");
        // closed without saving: what is on the disk counts again
        editor.close(first);
        assertThat(editor.diagnosticsUntil(second, List::isEmpty)).isEmpty();
    }

    @Test
    void singleFilesAndBuffersWithoutAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("alone.vbus"), "package acme.alone\nimport linux.ioq.*\nstruct s { a : u32 }\ndevice d \"acme-d\" { ring r = 0 : ioq device -> driver depth 1..8 default 4 (out s : s) }\n");
        editor = LspClient.of(null);
        assertThat(editor.open(file)).allSatisfy(one -> assertThat(one.get("severity").getAsInt()).as(one.toString()).isGreaterThan(1));
        List<JsonObject> wrong = editor.open("untitled:Untitled-1", "package acme.untitled\nstruct s { a : u9 }\n");
        assertThat(codes(wrong)).containsExactly("VB0201");
        assertThat(hover("untitled:Untitled-1", "struct |s")).contains("struct s");
        assertThat(editor.open("untitled:Untitled-2", "")).hasSize(1);
    }

    @Test
    void specsInJarsAreFoundAndShown() throws IOException {
        Path jar = dir.resolve("acme.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/vbus/parts.vbus"));
            out.write("package acme.parts\n/** One part. */\nstruct part { a : u32 }\n".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        Path file = Files.writeString(Files.createDirectories(dir.resolve("own")).resolve("whole.vbus"), "package acme.whole\nimport acme.parts.*\nstruct whole { p : part }\n");
        editor = LspClient.of(dir.resolve("own"), "-I", jar.toString());
        assertThat(editor.open(file)).isEmpty();
        String uri = LspClient.uri(file);
        JsonObject place = LspClient.list(editor.ask("textDocument/definition", editor.at(uri, "p : |part"))).get(0);
        Path inside = Path.of(java.net.URI.create(place.get("uri").getAsString()));
        assertThat(LspClient.marked(Files.readString(inside), place.getAsJsonObject("range"))).isEqualTo("part");
        assertThat(hover(uri, "p : |part")).contains("One part.");
        assertThat(refused(uri, "p : |part", "piece")).contains("not yours to edit");
        assertThat(editor.open(inside)).isEmpty();
    }

    @Test
    void symbolsHintsColoursAndFormat() throws IOException {
        String uri = opened(Home.SPECS, VENET);
        List<JsonObject> symbols = LspClient.list(editor.ask("textDocument/documentSymbol", editor.whole(uri)));
        assertThat(symbols).extracting(one -> one.get("name").getAsString()).contains("venet_sg", "venet", "venet_tap", "VENET_MAX_IOV");
        JsonObject device = symbols.stream().filter(one -> one.get("name").getAsString().equals("venet")).findFirst().orElseThrow();
        assertThat(LspClient.list(device.get("children"))).extracting(one -> one.get("name").getAsString()).contains("SG", "rx", "tx", "NEGCAP");
        List<JsonObject> named = LspClient.list(editor.ask("workspace/symbol", LspClient.object("query", new JsonPrimitive("ringdesc"))));
        assertThat(named).extracting(one -> one.get("name").getAsString()).contains("ioq_ring_desc");
        List<JsonObject> hints = LspClient.list(editor.ask("textDocument/inlayHint", editor.whole(uri)));
        assertThat(hints).filteredOn(one -> LspClient.offset(editor.text(uri), one.getAsJsonObject("position")) == editor.text(uri).indexOf("ptr :") + 3)
                .extracting(one -> one.get("label").getAsString()).containsExactly("@8");
        colours(uri);
        editor.replace(uri, "    len : u32 unit bytes\n    reserved 4", "  len   :   u32   unit bytes\n         reserved 4");
        List<JsonObject> edits = LspClient.list(editor.ask("textDocument/formatting", editor.whole(uri)));
        assertThat(edits).as("only the lines that differ").hasSize(1);
        assertThat(LspClient.edited(editor.text(uri), edits)).isEqualTo(Files.readString(VENET));
        JsonObject elsewhere = editor.whole(uri);
        elsewhere.getAsJsonObject("range").add("start", LspClient.position(editor.text(uri), editor.text(uri).indexOf("struct venet_sg {")));
        assertThat(LspClient.list(editor.ask("textDocument/rangeFormatting", elsewhere))).isEmpty();
    }

    private void colours(String uri) throws IOException {
        List<String> legend = new ArrayList<>();
        editor.capabilities().getAsJsonObject("semanticTokensProvider").getAsJsonObject("legend").getAsJsonArray("tokenTypes").forEach(one -> legend.add(one.getAsString()));
        List<Integer> data = new ArrayList<>();
        for (JsonElement one : editor.ask("textDocument/semanticTokens/full", editor.whole(uri)).getAsJsonObject().getAsJsonArray("data")) {
            data.add(one.getAsInt());
        }
        List<String> words = new ArrayList<>();
        int line = 0;
        int column = 0;
        String[] lines = editor.text(uri).split("\n", -1);
        for (int i = 0; i < data.size(); i += 5) {
            line += data.get(i);
            column = data.get(i) == 0 ? column + data.get(i + 1) : data.get(i + 1);
            words.add(lines[line].substring(column, column + data.get(i + 2)) + " " + legend.get(data.get(i + 3)));
        }
        assertThat(words).contains("venet_sg struct", "u32 type", "struct keyword", "VENET_MAX_IOV variable", "NEGCAP method", "HDR enumMember", "slots property", "linux.ioq namespace");
        // a field that is spelled like a keyword
        assertThat(words).contains("flags property", "type property");
    }

    @Test
    void anActionAllowsAWarning() throws IOException {
        Path file = Files.writeString(dir.resolve("quiet.vbus"), "/** Q. */\npackage acme.quiet\nabi testing release 1.0\n\n/** E. */\nenum kind : u32 { FIRST = 0  SOME = 1 }\n");
        editor = LspClient.of(dir);
        assertThat(codes(editor.open(file))).containsExactly("VB1105");
        assertThat(take(LspClient.uri(file), "Allow VB1105 in `kind`")).isEmpty();
    }
}
