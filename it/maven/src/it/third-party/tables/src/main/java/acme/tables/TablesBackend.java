// SPDX-License-Identifier: Apache-2.0
package acme.tables;

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
import org.vbus.model.diag.Severity;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** Tables for a manual. */
public final class TablesBackend implements Backend {
    private static final Rule NOT_DESCRIBED = Rule.warning("ACME0001", TablesBackend.class);

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public String summary() {
        return "a table of every struct";
    }

    @Override
    public List<Rule> rules() {
        return List.of(NOT_DESCRIBED);
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        return specs.requestedSpecs().stream().flatMap(spec -> structs(spec).stream()).filter(struct -> struct.meta().doc().isEmpty())
                .map(struct -> new Diagnostic(NOT_DESCRIBED.code(), Severity.WARNING, "struct `" + struct.name() + "` has nothing to say in a manual",
                        struct.meta().origin(), List.of(), Optional.of("describe it with a comment `/** ... */`"))).toList();
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        for (Spec spec : specs.requestedSpecs()) {
            List<TablesView.Table> tables = structs(spec).stream().map(TablesBackend::table).toList();
            out.write("tables/" + spec.packageName() + ".md", Templates.render(TablesBackend.class, "tables", new TablesView(spec.packageName(), tables)));
        }
    }

    private static List<NamedType.Struct> structs(Spec spec) {
        return spec.types().stream().filter(NamedType.Struct.class::isInstance).map(NamedType.Struct.class::cast).toList();
    }

    private static TablesView.Table table(NamedType.Struct struct) {
        List<TablesView.Row> rows = new ArrayList<>();
        for (int i = 0; i < struct.body().members().size(); i++) {
            MemberLayout at = struct.layouts().lp64().members().get(i);
            rows.add(new TablesView.Row(name(struct.body().members().get(i)), at.offset(), at.size()));
        }
        return new TablesView.Table(struct.name(), struct.layouts().lp64().size(), rows);
    }

    private static String name(Member member) {
        if (member instanceof Member.Field field) {
            return field.name();
        }
        return member instanceof Member.Reserved ? "(reserved)" : "(several)";
    }
}
