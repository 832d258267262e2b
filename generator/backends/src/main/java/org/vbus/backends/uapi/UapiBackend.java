// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vbus.backends.Backend;
import org.vbus.backends.CNames;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.targets.c.CSymbols;

/** {@code include/uapi/<package>.h} and {@code include/layout/<package>.h} for each spec. */
public final class UapiBackend implements Backend {
    private static final String NAME_TWICE = "VB1502";

    @Override
    public String name() {
        return "c";
    }

    @Override
    public String summary() {
        return "the user-visible C header, and the proof of its layout";
    }

    @Override
    public List<Rule> rules() {
        return headerRules();
    }

    static List<Rule> headerRules() {
        return Stream.of(MemberNames.RESERVED, NAME_TWICE, Includes.CIRCLE).map(code -> Rule.error(code, UapiBackend.class)).toList();
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        return headerObstacles(specs);
    }

    /** The same for every dialect: they have the same names and includes. */
    static List<Diagnostic> headerObstacles(SpecSet specs) {
        List<Diagnostic> found = new ArrayList<>();
        Includes includes = new Includes(specs);
        for (Spec spec : specs.requestedSpecs()) {
            MemberNames.check(spec, found);
            includes.check(spec, found);
        }
        CNames.headers(NAME_TWICE, specs, found);
        return found;
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        Includes includes = new Includes(specs);
        specs.requestedSpecs().parallelStream().forEach(spec -> {
            String header = CSymbols.header(spec.packageName());
            out.write("include/uapi/" + header, Templates.render(UapiBackend.class, "uapi-header", new HeaderBuilder(specs, spec, includes, Dialect.LINUX).build()));
            LayoutProofView proof = LayoutProofView.of(spec, Dialect.LINUX);
            out.write("include/layout/" + header, Templates.render(UapiBackend.class, "layout-proof", proof));
        });
    }
}
