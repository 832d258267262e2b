// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Witness;

/** What a witness says about bytes, against the bytes that a program wrote and read. */
record WitnessCheck(Twin twin, Oracle.Verdict verdict, Comparison comparison) {
    private static final Pattern SENTENCE = Pattern.compile("old \\w+ writes `(\\w+)` at byte (\\d+)(?:, new \\w+ reads (?:`\\w+` at )?(\\d+)"
            + "| with (\\d+) bytes, new \\w+ reads (\\d+)| in .* order, new \\w+ reads it in .* order)");

    /** Checks all that were executed, and returns how many. */
    int check(Consumer<String> wrong) {
        return (int) comparison.matched(Kind.FIELD, Kind.ARM).filter(pair -> one(pair, wrong)).count();
    }

    private boolean one(Pair pair, Consumer<String> wrong) {
        String said = Witness.of(pair).orElse("");
        // those of other machines cannot be seen on this one
        if (said.isEmpty() || said.endsWith(")")) {
            return false;
        }
        Matcher sentence = SENTENCE.matcher(said);
        if (!sentence.matches()) {
            wrong.accept("not a sentence that is known: " + said);
            return false;
        }
        Pair struct = pair.within(Kind.STRUCT).orElseThrow();
        List<Twin.Struct> structs = twin.structs();
        for (int i = 0; i < structs.size(); i++) {
            if (structs.get(i).old().name.equals(struct.before().name()) && structs.get(i).now().name.equals(struct.after().name())) {
                Seen seen = verdict.seen().get(i);
                int old = first(structs.get(i).oldLeaves(), path(pair, false));
                int now = first(structs.get(i).newLeaves(), path(pair, true));
                if (old < 0 || now < 0) {
                    return false;
                }
                long writes = seen.forth().get(old).firstByte();
                long reads = seen.newReads().get(now);
                boolean same = Long.parseLong(sentence.group(2)) == writes
                        && reads == (sentence.group(3) == null ? writes : Long.parseLong(sentence.group(3)));
                if (!same) {
                    wrong.accept(said + "; but the program wrote byte " + writes + " and read byte " + reads);
                }
                return same;
            }
        }
        return false;
    }

    /** The leaf that is a number or the first element of numbers at a path: of anything else the first byte may be nobody's. */
    private static int first(List<Leaf> leaves, String path) {
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).mask().isEmpty() && leaves.get(i).path().replaceAll("(\\[0\\])+$", "").equals(path)) {
                return i;
            }
        }
        return -1;
    }

    private static String path(Pair pair, boolean after) {
        String own = (after ? pair.after() : pair.before()).name();
        return pair.parent().filter(up -> up.kind() == Kind.FIELD || up.kind() == Kind.ARM).map(up -> path(up, after) + "." + own).orElse(own);
    }
}
