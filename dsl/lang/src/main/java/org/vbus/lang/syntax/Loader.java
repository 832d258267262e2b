// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import static org.vbus.lang.diag.Catalogue.*;

import com.google.inject.Injector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.common.util.URI;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.parser.IParseResult;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.resource.XtextResourceSet;
import org.eclipse.xtext.util.LazyStringInputStream;
import org.vbus.lang.Unit;
import org.vbus.lang.diag.Catalogue;
import org.vbus.lang.diag.Message;
import org.vbus.lang.diag.Nearest;
import org.vbus.lang.diag.Problem;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.source.Packages;
import org.vbus.lang.source.SourceScan;
import org.vbus.lang.source.SourceText;
import org.vbus.lang.source.Sources;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.VbusPackage;

/** Reads, scans and parses the files asked for, then those that they import. */
public final class Loader {
    private record Wanted(Path file, boolean requested) { }

    private final Sources sources;
    private final Packages finder;
    private final boolean broken;
    private final Reporter reporter;
    private final Injector injector;
    private final XtextResourceSet resourceSet;
    private final Places places = new Places();
    private final Map<String, Unit> units = new HashMap<>();
    private final List<Unit> ordered = new ArrayList<>();

    /** Loads from the disk, and drops what does not parse. */
    public Loader(Injector injector, Packages finder, Reporter reporter) {
        this(injector, finder, Sources.FILES, false, reporter);
    }

    /**
     * Loads.
     *
     * @param broken whether what was understood of a file that does not parse is a unit too, with what it imports
     */
    public Loader(Injector injector, Packages finder, Sources sources, boolean broken, Reporter reporter) {
        this.sources = sources;
        this.broken = broken;
        this.injector = injector;
        this.finder = finder;
        this.reporter = reporter;
        this.resourceSet = injector.getInstance(XtextResourceSet.class);
    }

    public XtextResourceSet resourceSet() {
        return resourceSet;
    }

    public Places places() {
        return places;
    }

    /** The units of the files and of their imports, in the order of their packages. */
    public List<Unit> load(List<Path> files) {
        Set<Path> seen = new HashSet<>();
        Deque<Wanted> wanted = new ArrayDeque<>();
        files.forEach(file -> wanted.add(new Wanted(file, true)));
        int next = 0;
        while (!wanted.isEmpty()) {
            while (!wanted.isEmpty()) {
                Wanted one = wanted.remove();
                if (seen.add(one.file().toAbsolutePath().normalize())) {
                    load(one).ifPresent(this::add);
                }
            }
            // only now, because a file that was given wins over one that could be found
            for (; next < ordered.size(); next++) {
                for (Import statement : ordered.get(next).model().getImports()) {
                    // one that is not written to its end names nothing
                    if (statement.getImportedNamespace() == null) {
                        continue;
                    }
                    find(statement).ifPresent(file -> wanted.add(new Wanted(file, false)));
                }
            }
        }
        checkImports();
        return ordered.stream().sorted((a, b) -> a.packageName().compareTo(b.packageName())).toList();
    }

    private Optional<Unit> load(Wanted wanted) {
        String name = PackageFinder.nameOf(wanted.file());
        Optional<SourceText> read = sources.read(wanted.file(), name, reporter);
        SourceScan.Verdict scanned = read.isEmpty() ? SourceScan.Verdict.REFUSED : SourceScan.look(read.get(), reporter);
        if (scanned == SourceScan.Verdict.REFUSED || scanned == SourceScan.Verdict.OPEN && !broken) {
            return Optional.empty();
        }
        SourceText source = read.get();
        XtextResource resource = parse(source);
        places.put(resource, source);
        // of a text that is not closed the parser only says the same in other words
        Reporter told = scanned == SourceScan.Verdict.OPEN ? new Reporter() : reporter;
        if (!passes(resource.getParseResult(), source, told) && !(broken && isNamed(resource))) {
            return Optional.empty();
        }
        return Optional.of(new Unit(source, (Model) resource.getContents().get(0), wanted.requested()));
    }

    private static boolean isNamed(XtextResource resource) {
        return !resource.getContents().isEmpty() && resource.getContents().get(0) instanceof Model model && model.getName() != null;
    }

    private XtextResource parse(SourceText source) {
        boolean plain = source.path().getFileSystem() == FileSystems.getDefault();
        URI uri = URI.createFileURI(plain ? source.path().toAbsolutePath().normalize().toString() : source.name());
        // not asked of the registry, which knows one injector for all
        XtextResource resource = injector.getInstance(XtextResource.class);
        resource.setURI(uri.trimFileExtension().appendFileExtension("vbus"));
        resourceSet.getResources().add(resource);
        try {
            resource.load(new LazyStringInputStream(source.text(), "UTF-8"), Map.of(XtextResource.OPTION_ENCODING, "UTF-8"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
        return resource;
    }

    /** Whether a text was read without syntax errors; the first has been reported otherwise. */
    public static boolean passes(IParseResult parsed, SourceText source, Reporter reporter) {
        if (parsed != null && parsed.getRootASTElement() instanceof Model model && model.getName() != null && !parsed.hasSyntaxErrors()) {
            return true;
        }
        if (parsed == null || isEmpty(parsed.getRootNode())) {
            reporter.report(source.origin(0, 1), EXPECTED.of("`package` and a name", source.text().isBlank() ? "an empty file" : "nothing but comments"));
            return false;
        }
        for (INode node : parsed.getSyntaxErrors()) {
            // the parser stumbles on after its first error, and what it says then is about its own way out
            SyntaxErrorMessage error = node.getSyntaxErrorMessage();
            reporter.report(source.origin(node.getTextRegion().getOffset(), node.getTextRegion().getLength()),
                    message(error.getIssueCode(), error.getMessage(), error.getIssueData()));
            return false;
        }
        throw new IllegalStateException(source.name() + ": neither read nor refused");
    }

    private static boolean isEmpty(INode root) {
        for (ILeafNode leaf : root.getLeafNodes()) {
            if (!leaf.isHidden() && leaf.getLength() > 0) {
                return false;
            }
        }
        return true;
    }

    /** The message that came through Xtext as strings. */
    public static Message message(String code, String text, String[] data) {
        Problem problem = Catalogue.byCode(String.valueOf(code)).orElse(EXPECTED);
        return Message.of(problem, text, data == null ? new String[0] : data);
    }

    private void add(Unit unit) {
        Unit other = units.putIfAbsent(unit.packageName(), unit);
        if (other == null) {
            ordered.add(unit);
        } else {
            reporter.report(places.of(unit.model()), PACKAGE_TWICE.of(unit.packageName())
                    .note("the other one is here", places.of(other.model())));
        }
    }

    /** The file of an import that no loaded file satisfies. */
    private Optional<Path> find(Import statement) {
        String name = packageOf(statement);
        return units.containsKey(name) ? Optional.empty() : finder.find(name);
    }

    /** The package that an import takes something from. */
    private static String packageOf(Import statement) {
        String name = statement.getImportedNamespace();
        return name.indexOf('.') < 0 ? name : name.substring(0, name.lastIndexOf('.'));
    }

    /** Told last, because a broken file still satisfies the imports of others. */
    private void checkImports() {
        if (reporter.failed()) {
            return;
        }
        for (Unit unit : ordered) {
            unit.model().getImports().forEach(this::checkImport);
        }
    }

    private void checkImport(Import statement) {
        String name = statement.getImportedNamespace();
        Unit unit = units.get(packageOf(statement));
        if (unit == null || name.equals(unit.packageName())) {
            List<String> known = new ArrayList<>(units.keySet());
            known.addAll(finder.names());
            boolean missesStar = known.contains(name);
            Message unknown = UNKNOWN_PACKAGE.of(packageOf(statement));
            reporter.report(places.of(statement, VbusPackage.Literals.IMPORT__IMPORTED_NAMESPACE), missesStar
                    ? unknown.hint("write `import " + name + ".*`").instead(name, name + ".*")
                    : Nearest.to(packageOf(statement), known).map(near -> unknown.hint("did you mean `" + near + "`?")
                            .instead(name, near + name.substring(packageOf(statement).length()))).orElse(unknown));
        } else if (!name.endsWith(".*")) {
            String element = name.substring(name.lastIndexOf('.') + 1);
            List<String> names = unit.model().getElements().stream().map(Element::getName).toList();
            if (!names.contains(element)) {
                reporter.report(places.of(statement, VbusPackage.Literals.IMPORT__IMPORTED_NAMESPACE),
                        UNKNOWN_NAME.of("declaration", name).nearest(element, names));
            }
        }
    }
}
