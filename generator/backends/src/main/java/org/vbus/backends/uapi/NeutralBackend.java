// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Templates;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.targets.c.CSymbols;

/**
 * {@code include/neutral/<package>.h} and {@code include/neutral/layout/<package>.h} for each spec: what {@link UapiBackend} writes, for guests and virtual machine
 * monitors that are not Linux.
 */
public final class NeutralBackend implements Backend {
    @Override
    public String name() {
        return "c-neutral";
    }

    @Override
    public String summary() {
        return "the C header without an operating system, C99 or C++11, and the proof of its layout";
    }

    @Override
    public List<Rule> rules() {
        return UapiBackend.headerRules();
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        return UapiBackend.headerObstacles(specs);
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        Includes includes = new Includes(specs);
        specs.requestedSpecs().parallelStream().forEach(spec -> {
            String header = CSymbols.header(spec.packageName());
            HeaderView view = new HeaderBuilder(specs, spec, includes, Dialect.NEUTRAL).build();
            out.write("include/neutral/" + header, Templates.render(UapiBackend.class, "neutral-header", view));
            out.write("include/neutral/layout/" + header, Templates.render(UapiBackend.class, "neutral-proof", LayoutProofView.of(spec, Dialect.NEUTRAL)));
        });
    }
}
