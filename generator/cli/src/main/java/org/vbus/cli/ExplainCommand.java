// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vbus.compiler.explain.CompatibilityPages;
import org.vbus.compiler.explain.Page;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.model.diag.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vbusc explain}. */
@Command(name = "explain", mixinStandardHelpOptions = true,
        description = "Tells what a number in an error means: the rule, why there is one, a wrong example and a right one.")
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "As VB0501, or 501; of a comparison as FIELD_OFFSET_CHANGED.")
    private List<String> numbers = new ArrayList<>();

    @Option(names = {"-l", "--list"}, description = "List all numbers and their titles.")
    private boolean list;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (numbers.isEmpty() && !list) {
            throw new ParameterException(command.commandLine(), "explain needs a number, as VB0501, the name of a rule, or --list");
        }
        Rulebook rules = Rulebook.installed();
        PrintWriter out = command.commandLine().getOut();
        if (list) {
            rules.all().forEach(rule -> out.println(rule.code() + "  " + title(rule)));
            CompatibilityPages.ids().forEach(id -> out.println(id + "  " + CompatibilityPages.find(id).map(Page::title).orElse("(no page)")));
        }
        List<String> found = new ArrayList<>();
        for (String number : numbers) {
            Optional<String> text = CompatibilityPages.find(number).map(PageText::of).or(() -> rules.find(number).map(ExplainCommand::text));
            if (text.isEmpty()) {
                List<String> near = CompatibilityPages.near(number).isEmpty() ? rules.near(number) : CompatibilityPages.near(number);
                command.commandLine().getErr().println("vbusc: there is no error " + number.toUpperCase(Locale.ROOT)
                        + (near.isEmpty() ? "; `vbusc explain --list` shows all" : "; the nearest are " + String.join(", ", near)));
                return ExitStatus.USAGE;
            }
            found.add(text.get());
        }
        out.print(String.join("\n", found));
        out.flush();
        return ExitStatus.FINE;
    }

    private static String title(Rule rule) {
        return Rulebook.page(rule).map(Page::title).orElse("(no page)");
    }

    private static String text(Rule rule) {
        return Rulebook.page(rule).map(PageText::of).orElse(rule.code() + ": its back end brought no page\n");
    }
}
