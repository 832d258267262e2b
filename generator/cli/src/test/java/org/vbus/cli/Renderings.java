// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.model.diag.Diagnostic;

/** Every form that findings are written in, for tests of other packages. */
public final class Renderings {
    private static final SarifReport SARIF = new SarifReport(Rulebook.installed());

    private Renderings() { }

    /**
     * What people read.
     *
     * @throws RuntimeException when it cannot be written, or one of the forms for programs is not JSON
     */
    public static String all(List<Diagnostic> diagnostics) {
        JsonParser.parseString(JsonReport.of(diagnostics)).getAsJsonObject().getAsJsonArray("diagnostics");
        JsonParser.parseString(SARIF.of(diagnostics, ExitStatus.FINDINGS)).getAsJsonObject().getAsJsonArray("runs");
        StringWriter coloured = new StringWriter();
        new TextReport(new PrintWriter(coloured, true), Style.COLOURED).print(diagnostics);
        StringWriter plain = new StringWriter();
        new TextReport(new PrintWriter(plain, true), Style.PLAIN).print(diagnostics);
        return plain.toString();
    }
}
