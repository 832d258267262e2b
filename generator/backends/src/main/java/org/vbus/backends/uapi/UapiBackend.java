// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.c.CWords;

/** {@code include/uapi/<package>.h} and {@code include/layout/<package>.h} for each spec. */
public final class UapiBackend implements Backend {
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
        return List.of(Rule.error(MemberNames.RESERVED, UapiBackend.class));
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        List<Diagnostic> found = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (NamedType type : spec.types()) {
                if (CWords.isReserved(type.name())) {
                    found.add(reserved(type));
                }
                if (type instanceof NamedType.Struct struct) {
                    MemberNames.check(struct, found);
                }
            }
        }
        return found;
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        for (Spec spec : specs.requestedSpecs()) {
            String header = CSymbols.header(spec.packageName());
            out.write("include/uapi/" + header, Templates.render(UapiBackend.class, "uapi-header", new HeaderBuilder(specs, spec).build()));
            LayoutProofView proof = LayoutProofView.of(spec);
            out.write("include/layout/" + header, Templates.render(UapiBackend.class, "layout-proof", proof));
        }
    }

    private static Diagnostic reserved(NamedType type) {
        return Diagnostic.error(MemberNames.RESERVED, "`" + type.name() + "` is a reserved word in C", type.meta().origin(),
                Optional.of("choose another name, as `" + type.name() + "_`"));
    }
}
