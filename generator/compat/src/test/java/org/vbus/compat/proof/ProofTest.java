// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.Rules;

/**
 * No edit that makes two machines misread each other is called safe. {@code -Dvbus.proof.edits=10000} does as many; {@code -Dvbus.proof.seed} begins elsewhere.
 */
class ProofTest {
    private static final int EDITS = Integer.getInteger("vbus.proof.edits", 300);
    private static final long SEED = Long.getLong("vbus.proof.seed", 1);
    private static final int BATCH = 200;
    private static final int MOST_SHOWN = 10;

    @TempDir
    private Path folder;

    private final List<String> offenders = new ArrayList<>();
    private final Map<String, Integer> offences = new TreeMap<>();
    private final Map<String, Integer> alarms = new TreeMap<>();
    private final Map<String, String> examples = new HashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final Map<String, Integer> breaking = new TreeMap<>();
    private int refused;
    private int broken;
    private int safe;
    private int witnesses;

    @Test
    void nothingBrokenIsCalledSafe() throws IOException, InterruptedException {
        List<Machine> machines = Machine.present();
        Assumptions.assumeTrue(machines.stream().anyMatch(Machine::runs), "no gcc; it/setup installs it");
        Oracle oracle = new Oracle(folder, machines);
        int judged = 0;
        for (int batch = 0; judged < EDITS; batch++) {
            judged += batch(oracle, batch, Math.min(BATCH, EDITS - judged));
        }
        report(judged, machines);
        assertThat(broken).as("edits that break something").isGreaterThan(judged / 4);
        assertThat(safe).as("edits that break nothing").isGreaterThan(judged / 20);
        assertThat(offenders).as("broken, and no rule says so").isEmpty();
    }

    private int batch(Oracle oracle, int batch, int wanted) throws IOException, InterruptedException {
        List<Twin> candidates = new ArrayList<>();
        for (int i = 0; candidates.size() < wanted; i++) {
            twin(batch * 1_000_000 + i).ifPresent(candidates::add);
        }
        Loading loaded = Loading.of(folder, candidates);
        refused += loaded.refused();
        Map<Twin, Oracle.Verdict> verdicts = oracle.judge(loaded.twins(), loaded.old(), loaded.now());
        Abi old = AbiReader.of(loaded.old());
        Abi now = AbiReader.of(loaded.now());
        verdicts.forEach((twin, verdict) -> judge(twin, verdict, Comparison.of(alone(old, twin), alone(now, twin))));
        return loaded.twins().size();
    }

    /** Everything of it follows from its number. */
    private static Optional<Twin> twin(int number) {
        Random random = new Random(SEED * 31_000_003 + number);
        Sketch old = RandomSpec.of(random, number);
        String edit = RandomSpec.any(random, Edits.names());
        Sketch now = Edits.apply(old, edit, random);
        if (now == null || now.text().equals(old.text()) || tooLarge(old) || tooLarge(now)) {
            return Optional.empty();
        }
        return Optional.of(new Twin(number, edit, old, now));
    }

    /** A record of some hundred bytes shows all that one of a megabyte would. */
    private static boolean tooLarge(Sketch sketch) {
        return sketch.all(Sketch.Struct.class).stream().anyMatch(struct -> new Sizes(sketch).of(struct).bytes() > 300);
    }

    private static Abi alone(Abi abi, Twin twin) {
        return new Abi(List.of(abi.spec(twin.old().packageName).orElseThrow()), Set.of(twin.old().packageName));
    }

    private void judge(Twin twin, Oracle.Verdict verdict, Comparison comparison) {
        List<Finding> findings = new Judge(Rules.all()).judge(comparison).all();
        List<Finding> said = findings.stream().filter(finding -> finding.counts(Severity.WARNING)
                && (finding.on(Axis.WIRE) != Axis.Effect.SAFE || finding.on(Axis.BEHAVIOUR) != Axis.Effect.SAFE)).toList();
        done.merge(twin.edit(), 1, Integer::sum);
        breaking.merge(twin.edit(), verdict.mismatches().isEmpty() ? 0 : 1, Integer::sum);
        broken += verdict.mismatches().isEmpty() ? 0 : 1;
        safe += verdict.mismatches().isEmpty() ? 1 : 0;
        Set<String> named = new HashSet<>();
        for (Oracle.Mismatch mismatch : verdict.mismatches()) {
            if (named.add(mismatch.about()) && said.stream().noneMatch(finding -> speaksOf(finding, twin, mismatch.about()))) {
                offend("nothing is said of " + mismatch.about() + " (" + twin.edit() + ")", twin, mismatch + "\nsaid: " + findings);
            }
        }
        // what has another's name is another thing for whoever knows names only; and what is gone, or used by nothing, no program of the proof can miss
        if (verdict.mismatches().isEmpty() && !twin.edit().startsWith("names of")) {
            findings.stream().filter(finding -> finding.counts(Severity.ERROR) && finding.on(Axis.WIRE) == Axis.Effect.BREAK).map(Finding::rule).distinct().forEach(rule -> {
                alarms.merge(rule + " (" + twin.edit() + ")", 1, Integer::sum);
                examples.putIfAbsent(rule, show(twin, findings.toString()));
            });
        }
        witnesses += new WitnessCheck(twin, verdict, comparison).check(wrong -> offend("witness", twin, wrong));
    }

    private void offend(String what, Twin twin, String how) {
        offences.merge(what.replaceAll("of .* \\(", "("), 1, Integer::sum);
        offenders.add("number " + twin.number() + " of seed " + SEED + ": " + what + "\n" + show(twin, how));
    }

    /** Whether a finding is about a declaration, or something that it is made of. */
    private static boolean speaksOf(Finding finding, Twin twin, String name) {
        String top = finding.path().split(",")[0].replaceFirst("^\\S+ ", "");
        return made(twin.old(), twin, name).contains(top) || made(twin.now(), twin, name).contains(top);
    }

    private static Set<String> made(Sketch sketch, Twin twin, String name) {
        Set<String> names = new HashSet<>();
        int id = twin.now().decls.stream().filter(decl -> decl.name.equals(name)).findFirst().orElseThrow().id;
        sketch.maybe(id).ifPresent(decl -> collect(sketch, decl, names));
        return names;
    }

    private static void collect(Sketch sketch, Sketch.Decl decl, Set<String> names) {
        if (names.add(decl.name)) {
            sketch.uses(decl).forEach(used -> collect(sketch, used, names));
        }
    }

    /** The two texts, without the declarations that are equal in both. */
    private static String show(Twin twin, String how) {
        List<String> old = twin.old().decls.stream().map(decl -> decl.text(twin.old())).toList();
        List<String> now = twin.now().decls.stream().map(decl -> decl.text(twin.now())).toList();
        return twin.edit() + ", " + how + "\n== old\n" + String.join("\n", old.stream().filter(text -> !now.contains(text)).toList())
                + "\n== new\n" + String.join("\n", now.stream().filter(text -> !old.contains(text)).toList()) + "\n";
    }

    private void report(int judged, List<Machine> machines) {
        System.out.println(judged + " edits of " + done.size() + " kinds, on " + machines.stream().map(Machine::name).toList() + ": " + broken + " break something, " + safe
                + " do not; " + offenders.size() + " called safe that are not; " + witnesses + " witnesses are true");
        System.out.println("broke, of how many of a kind: " + done.entrySet().stream().map(kind -> kind.getKey() + " " + breaking.get(kind.getKey()) + "/" + kind.getValue()).toList()
                + "; " + refused + " more do not compile");
        System.out.println("errors on the wire where nothing broke: " + alarms);
        System.out.println("offenders: " + offences);
        if (Boolean.getBoolean("vbus.proof.alarms")) {
            examples.forEach((rule, example) -> System.out.println("-- alarm of " + rule + ": " + example));
        }
        offenders.stream().limit(MOST_SHOWN).forEach(System.out::println);
    }
}
