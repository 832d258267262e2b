// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import com.google.inject.Injector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.xtext.parser.IParser;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.format.Formatter;
import org.vbus.lang.linking.Linker;
import org.vbus.lang.lowering.Lowering;
import org.vbus.lang.services.VbusGrammarAccess;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.source.Packages;
import org.vbus.lang.source.Sources;
import org.vbus.lang.syntax.Loader;
import org.vbus.lang.syntax.VbusTokens;
import org.vbus.model.SpecSet;

/**
 * From files to the model: read and scan, parse, link, check, lower. A step that finds errors is the last, because what
 * follows would only repeat them. Bad input gives diagnostics, never an exception.
 */
public final class FrontEnd {
    private static final SpecSet NOTHING = new SpecSet(List.of(), List.of());

    private final Injector injector;

    private FrontEnd(Injector injector) {
        this.injector = injector;
    }

    /** A front end; it keeps nothing between loads, and one thread uses it at a time. Any thread may make one. */
    public static FrontEnd create() {
        return new FrontEnd(Language.compiling());
    }

    /**
     * Loads specs.
     *
     * @param files files, or folders that stand for every {@code .vbus} file below them
     * @param includes folders and jars in which imported packages are looked for; places in a jar are named {@code JAR!/ENTRY}
     */
    public Parsed load(List<Path> files, List<Path> includes) {
        Reporter reporter = new Reporter();
        SpecSet specs = NOTHING;
        try {
            SpecSet lowered = run(files, includes, reporter);
            specs = reporter.failed() ? NOTHING : lowered;
        } catch (Reporter.Enough e) {
            specs = NOTHING;
        }
        return new Parsed(specs, reporter.sorted());
    }

    /**
     * Looks at one file as an editor does: what does not parse is kept as far as it was understood, with its names resolved, so that questions about it have
     * answers. The diagnostics are those of {@link #load}.
     *
     * @param packages which file an import means
     * @param stale asked between the steps; the rest is left out once it says yes
     */
    public Analysis analyse(Path file, Packages packages, Sources sources, BooleanSupplier stale) {
        Reporter reporter = new Reporter();
        Loader loader = new Loader(injector, packages, sources, true, reporter);
        List<Unit> units = List.of();
        SpecSet specs = NOTHING;
        try {
            units = loader.load(List.of(file));
            if (!stale.getAsBoolean()) {
                // of a broken file the names that do not resolve tell nothing that its author does not know
                Linker.link(injector, loader.resourceSet(), units, loader.places(), reporter.failed() ? new Reporter() : reporter);
            }
            if (!reporter.failed() && !stale.getAsBoolean()) {
                specs = Lowering.lower(units, loader.places(), reporter);
            }
        } catch (Reporter.Enough e) {
            specs = NOTHING;
        }
        return new Analysis(file, units, loader.places(), reporter.failed() ? NOTHING : specs, reporter.sorted());
    }

    /** A formatter of the same language. */
    public Formatter formatter() {
        return injector.getInstance(Formatter.class);
    }

    /** The grammar, for what asks it what may come next. */
    public VbusGrammarAccess grammar() {
        return injector.getInstance(VbusGrammarAccess.class);
    }

    /** The words of a text that may end anywhere. */
    public List<VbusTokens.Word> words(String text) {
        return ((VbusTokens) injector.getInstance(IParser.class)).words(text);
    }

    private SpecSet run(List<Path> files, List<Path> includes, Reporter reporter) {
        Loader loader;
        List<Unit> units;
        try (PackageFinder finder = new PackageFinder(includes, reporter)) {
            loader = new Loader(injector, finder, reporter);
            units = loader.load(expanded(files));
        }
        if (!reporter.failed()) {
            Linker.link(injector, loader.resourceSet(), units, loader.places(), reporter);
        }
        return reporter.failed() ? NOTHING : Lowering.lower(units, loader.places(), reporter);
    }

    /** Files as they are, and folders as the specs below them; each once. */
    public static List<Path> expanded(List<Path> given) {
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path path : given) {
            List<Path> here = new ArrayList<>();
            if (Files.isDirectory(path)) {
                here.addAll(PackageFinder.specsBelow(path));
            } else {
                here.add(path);
            }
            here.forEach(file -> files.putIfAbsent(file.toAbsolutePath().normalize(), file));
        }
        return List.copyOf(files.values());
    }
}
