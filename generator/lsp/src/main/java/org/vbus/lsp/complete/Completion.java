// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.Unit;
import org.vbus.lang.diag.Catalogue;
import org.vbus.lang.names.Members;
import org.vbus.lang.names.Surroundings;
import org.vbus.lang.syntax.VbusTokens.Word;
import org.vbus.lang.validation.Errnos;
import org.vbus.lang.vbus.Config;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.feature.Declarations;
import org.vbus.lsp.feature.Kinds;
import org.vbus.lsp.text.Text;
import org.vbus.model.Tier;
import org.vbus.model.diag.Severity;
import org.vbus.model.profile.Profiles;
import org.vbus.model.type.Role;

/** What may be typed at a place: the keywords that the grammar takes there, and the names that the place can mean. */
public final class Completion {
    private static final List<String> UNITS = List.of("bytes", "ns", "us", "ms", "s", "packets", "slots", "pages", "bits_per_s", "Mbit_per_s", "hz", "micro", "milli", "percent");
    /** Features that hold a path or the name of a value. */
    private static final Set<String> VALUES = Set.of("Primary.name", "Arm.tags", "TaggedUnion.tag");
    private static final Set<String> FIELDS = Set.of("RingClause.path", "RingClause.ptr", "RingClause.len", "OrderRule.path", "AttachCheck.what", "Region.counter",
            "RingClause.head", "RingClause.tail", "RingClause.full");
    private static final Set<String> ELEMENTS = Set.of("VersionDef.covers", "Allow.element", "EvolutionMod.other", "Removed.other");

    /** What a device does has no value. */
    private static final Set<EClass> STEPS = Set.of(VbusPackage.Literals.CALL, VbusPackage.Literals.RING, VbusPackage.Literals.REGION, VbusPackage.Literals.QUEUE,
            VbusPackage.Literals.IOCTL);

    private final Engine engine;
    private final Keywords keywords;
    private final GrammarWalk walk;

    /** One question. */
    private record Asked(Known known, List<String> path, EObject context) { }

    public Completion(Engine engine, Keywords keywords) {
        this.engine = engine;
        this.keywords = keywords;
        this.walk = new GrammarWalk(engine.frontEnd().grammar());
    }

    /**
     * The proposals; the editor picks those that begin as what is typed already.
     *
     * @param file as it is in the editor, which may be newer than what is known of it
     */
    public CompletionList at(Path file, Position position) {
        Text now = engine.buffers().find(file).map(buffer -> buffer.text()).orElseGet(() -> engine.of(file).text());
        int offset = now.offset(position);
        String text = now.content();
        Known known = understood(file, now, offset).understood();
        int start = offset;
        while (start > 0 && isNamePart(text.charAt(start - 1))) {
            start--;
        }
        String prefix = text.substring(0, start);
        if (isInside(prefix)) {
            return new CompletionList(false, List.of());
        }
        List<Word> before = engine.frontEnd().words(prefix);
        List<String> path = path(before);
        List<Word> head = path.isEmpty() ? before : before.subList(0, before.size() - 2 * path.size());
        List<Expected> expected = walk.after(head, prefix);
        Asked asked = new Asked(known, path, context(known, start));
        Map<String, CompletionItem> items = new LinkedHashMap<>();
        Set<String> done = new HashSet<>();
        for (Expected one : expected) {
            if (one.isKeyword()) {
                if (path.isEmpty()) {
                    keyword(one.keyword(), items);
                }
            } else {
                Frame frame = one.frame().filling();
                if (done.add(frame.feature() + frame.link().isPresent())) {
                    names(frame, asked, items);
                }
            }
        }
        Range range = now.range(start, offset - start);
        items.values().forEach(item -> item.setTextEdit(Either.forLeft(new TextEdit(range, item.getInsertText() == null ? item.getLabel() : item.getInsertText()))));
        return new CompletionList(false, items.values().stream().sorted(Comparator.comparing(CompletionItem::getSortText)).toList());
    }

    /** What is known of a file. Of one that is being typed in, what was known before the last keys is enough as long as all before the line is as it was. */
    private Known understood(Path file, Text now, int offset) {
        return engine.peek(file).filter(known -> {
            int line = now.lineStart(now.line(offset));
            return known.unit().isPresent() && known.text().content().regionMatches(0, now.content(), 0, line);
        }).orElseGet(() -> engine.of(file));
    }

    /** The names before the last dot, when one stands there. */
    private static List<String> path(List<Word> words) {
        List<String> path = new ArrayList<>();
        for (int at = words.size() - 1; at > 0 && words.get(at).text().equals(".") && Character.isLetter(words.get(at - 1).text().charAt(0)); at -= 2) {
            path.add(0, words.get(at - 1).text());
        }
        return path;
    }

    /** Whether a text ends within a comment or a string. */
    private static boolean isInside(String text) {
        int at = 0;
        while (at < text.length()) {
            int end;
            if (text.startsWith("//", at)) {
                end = text.indexOf('\n', at);
            } else if (text.startsWith("/*", at)) {
                end = text.indexOf("*/", at + 2);
                end = end < 0 ? end : end + 1;
            } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
                end = text.indexOf(text.charAt(at), at + 1);
                int line = text.indexOf('\n', at);
                end = line >= 0 && (end < 0 || end > line) ? line : end;
            } else {
                at++;
                continue;
            }
            if (end < 0) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c < 128 && Character.isLetterOrDigit(c);
    }

    /** What the place is in, as far as the text was understood. */
    private static EObject context(Known known, int offset) {
        Optional<Unit> unit = known.unit();
        if (unit.isEmpty()) {
            return null;
        }
        var root = NodeModelUtils.getNode(unit.get().model()).getRootNode();
        int at = Math.min(offset, root.getTotalEndOffset()) - 1;
        ILeafNode leaf = at < 0 ? null : NodeModelUtils.findLeafNodeAtOffset(root, at);
        while (leaf != null && leaf.isHidden() && leaf.getTotalOffset() > 0) {
            leaf = NodeModelUtils.findLeafNodeAtOffset(root, leaf.getTotalOffset() - 1);
        }
        return leaf == null ? unit.get().model() : NodeModelUtils.findActualSemanticObjectFor(leaf);
    }

    private void keyword(String word, Map<String, CompletionItem> items) {
        CompletionItem item = new CompletionItem(word);
        item.setKind(CompletionItemKind.Keyword);
        item.setSortText("5" + word);
        keywords.doc(word).ifPresent(doc -> item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, doc)));
        items.putIfAbsent(word, item);
    }

    private void names(Frame frame, Asked asked, Map<String, CompletionItem> items) {
        String feature = frame.feature();
        if (frame.link().isPresent()) {
            link(frame.link().get().getType().getClassifier() instanceof EClass kind ? kind : VbusPackage.Literals.ELEMENT, asked, items);
        } else if (VALUES.contains(feature) || feature.equals("Primary.")) {
            values(asked, items);
        } else if (FIELDS.contains(feature) || feature.equals("RIndex.head")) {
            fields(asked, items);
        } else if (ELEMENTS.contains(feature)) {
            elements(asked, items);
        } else if (feature.equals("CallMod.steps") || feature.equals("Features.via")) {
            steps(asked, feature, items);
        } else if (feature.equals("Import.importedNamespace")) {
            packages(asked, items);
        } else {
            words(feature).forEach((word, doc) -> word(word, doc, items));
        }
    }

    /** Words that are names to the grammar and mean something to the compiler. */
    private Map<String, String> words(String feature) {
        Map<String, String> words = new LinkedHashMap<>();
        switch (feature) {
            case "Model.tier" -> {
                for (Tier tier : Tier.values()) {
                    words.put(tier.name().toLowerCase(Locale.ROOT), "stability of the interface");
                }
            }
            case "PlainMod.roles" -> {
                for (Role role : Role.values()) {
                    words.put(role.name().toLowerCase(Locale.ROOT), "who writes it");
                }
            }
            case "PlainMod.unit", "Attribute.unit" -> UNITS.forEach(unit -> words.put(unit, "unit"));
            case "CallMod.names" -> Errnos.NAMES.stream().sorted().forEach(name -> words.put(name, "error number"));
            case "DeviceModel.profile" -> Profiles.names().forEach(name -> words.put(name, keywords.profile(name).orElse("profile")));
            case "Attribute.state" -> words.put("closed", "while no driver has the device open");
            case "Ring.from", "Ring.to", "Queue.from", "Queue.to" -> {
                words.put("device", "the host's side");
                words.put("driver", "the guest's side");
            }
            case "OrderRule.kind" -> {
                words.put("release", "written last by who hands it over");
                words.put("acquire", "read first by who takes it");
                words.put("fence", "a full barrier before it is looked at");
            }
            case "TaggedUnion.unknown" -> {
                words.put("ignored", "a receiver skips what it does not know");
                words.put("error", "a receiver refuses what it does not know");
            }
            case "Allow.code" -> Catalogue.all().stream().filter(problem -> problem.severity() == Severity.WARNING).forEach(problem -> words.put(problem.code(), problem.text()));
            default -> { }
        }
        return words;
    }

    private static void word(String word, String doc, Map<String, CompletionItem> items) {
        CompletionItem item = new CompletionItem(word);
        item.setKind(CompletionItemKind.Value);
        item.setDetail(doc);
        item.setSortText("2" + word);
        items.putIfAbsent(word, item);
    }

    /** Elements of a kind: those that the file sees by their own names, behind a package all of that. */
    private void link(EClass kind, Asked asked, Map<String, CompletionItem> items) {
        String behind = String.join(".", asked.path());
        Set<String> visible = visible(asked.known());
        for (Unit unit : asked.known().analysis().units()) {
            boolean near = behind.isEmpty() ? visible.contains(unit.packageName()) : behind.equals(unit.packageName());
            if (near) {
                unit.model().getElements().stream().filter(element -> kind.isSuperTypeOf(element.eClass())).forEach(element -> declared(element, asked, unit.requested() ? "1" : "3", items));
            }
        }
    }

    private static Set<String> visible(Known known) {
        Set<String> visible = new HashSet<>();
        known.unit().ifPresent(unit -> {
            visible.add(unit.packageName());
            for (Import one : unit.model().getImports()) {
                if (one.getImportedNamespace() != null) {
                    visible.add(one.getImportedNamespace().replaceAll("\\.[^.]*$", ""));
                }
            }
        });
        return visible;
    }

    /** What an expression can name: what stands beside, features, constants; behind a dot, what is inside. */
    private void values(Asked asked, Map<String, CompletionItem> items) {
        Map<String, EObject> near = surroundings(asked);
        if (!asked.path().isEmpty()) {
            inside(asked, near, items);
            return;
        }
        near.forEach((name, declaration) -> {
            if (!STEPS.contains(declaration.eClass())) {
                declared(name, declaration, asked, "1", items);
            }
        });
        Set<String> visible = visible(asked.known());
        for (Unit unit : asked.known().analysis().units()) {
            if (visible.contains(unit.packageName())) {
                for (Element element : unit.model().getElements()) {
                    boolean value = element.eClass() == VbusPackage.Literals.CONST || element.eClass() == VbusPackage.Literals.VERSION_DEF
                            || element.eClass() == VbusPackage.Literals.ENUM || element.eClass() == VbusPackage.Literals.FLAGS;
                    if (value) {
                        declared(element, asked, "3", items);
                    }
                }
            }
        }
    }

    private void inside(Asked asked, Map<String, EObject> near, Map<String, CompletionItem> items) {
        EObject at = near.get(asked.path().get(0));
        for (String name : asked.path().subList(1, asked.path().size())) {
            at = at == null ? null : Members.of(at, asked.known().symbols()).get(name);
        }
        if (at == null && asked.known().unit().isPresent()) {
            at = asked.known().symbols().find(String.join(".", asked.path()), asked.known().unit().get().model()).orElse(null);
        }
        if (at != null && !(at instanceof Literal)) {
            Members.of(at, asked.known().symbols()).forEach((name, declaration) -> declared(name, declaration, asked, "1", items));
        } else {
            link(VbusPackage.Literals.ELEMENT, asked, items);
        }
    }

    /** What stands beside the place; also what was typed since the text was last understood. */
    private static Map<String, EObject> surroundings(Asked asked) {
        return asked.context() == null ? new HashMap<>() : Surroundings.of(asked.context());
    }

    private void fields(Asked asked, Map<String, CompletionItem> items) {
        Map<String, EObject> near = surroundings(asked);
        if (asked.path().isEmpty()) {
            near.forEach((name, declaration) -> declared(name, declaration, asked, "1", items));
        } else {
            inside(asked, near, items);
        }
    }

    private void elements(Asked asked, Map<String, CompletionItem> items) {
        link(VbusPackage.Literals.ELEMENT, asked, items);
    }

    /** Rings and calls of the device. */
    private void steps(Asked asked, String feature, Map<String, CompletionItem> items) {
        for (EObject at = asked.context(); at != null; at = at.eContainer()) {
            if (at instanceof Device device) {
                device.getItems().stream().filter(item -> !(item instanceof Config))
                        .filter(item -> item.eClass() == VbusPackage.Literals.CALL || !feature.equals("Features.via") && item.eClass() == VbusPackage.Literals.RING)
                        .forEach(item -> Members.name(item).ifPresent(name -> declared(name, item, asked, "1", items)));
            }
        }
    }

    private void packages(Asked asked, Map<String, CompletionItem> items) {
        String behind = asked.path().isEmpty() ? "" : String.join(".", asked.path()) + ".";
        for (String name : engine.library().of(asked.known().file()).names()) {
            boolean own = asked.known().unit().map(Unit::packageName).filter(name::equals).isPresent();
            if (name.startsWith(behind) && !own && !name.isEmpty()) {
                CompletionItem item = new CompletionItem(name + ".*");
                item.setKind(CompletionItemKind.Module);
                item.setSortText("1" + name);
                item.setInsertText(name.substring(behind.length()) + ".*");
                item.setFilterText(item.getInsertText());
                items.putIfAbsent(name, item);
            }
        }
        // behind a whole package its elements
        asked.known().analysis().units().stream().filter(unit -> behind.equals(unit.packageName() + "."))
                .forEach(unit -> unit.model().getElements().forEach(element -> declared(element, asked, "3", items)));
    }

    private void declared(Element element, Asked asked, String rank, Map<String, CompletionItem> items) {
        if (element.getName() != null) {
            declared(element.getName(), element, asked, rank, items);
        }
    }

    private void declared(String name, EObject declaration, Asked asked, String rank, Map<String, CompletionItem> items) {
        Optional<Kinds> kind = Kinds.of(declaration);
        if (kind.isEmpty() || declaration instanceof Model) {
            return;
        }
        CompletionItem item = new CompletionItem(name);
        item.setKind(kind.get().completion());
        item.setDetail(Declarations.line(declaration));
        item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, Declarations.doc(declaration, asked.known())));
        item.setSortText(rank + name);
        items.putIfAbsent(name, item);
    }
}
