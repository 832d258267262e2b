// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Optional;
import java.util.stream.IntStream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.model.layout.AbiClass;

/** One thing that goes wrong on the wire, as an example of a finding: who writes what where, and what the other one reads. */
public final class Witness {
    private Witness() { }

    /** For a member of a record whose bytes lie elsewhere, are more or fewer, or stand in another order; empty for anything else. */
    public static Optional<String> of(Pair pair) {
        if (!pair.isMatched() || !Kind.MEMBERS.contains(pair.kind()) || pair.kind() == Kind.RESERVED || pair.before().all(Fact.OFFSET).isEmpty()
                || pair.after().all(Fact.OFFSET).isEmpty()) {
            return Optional.empty();
        }
        return IntStream.range(0, AbiClass.values().length).boxed().flatMap(abi -> on(pair, abi).stream()).findFirst();
    }

    private static Optional<String> on(Pair pair, int abi) {
        long was = offset(pair, abi, false);
        long is = offset(pair, abi, true);
        String before = Pair.value(pair.before(), Fact.BYTES, abi);
        String after = Pair.value(pair.after(), Fact.BYTES, abi);
        String old = pair.before().name();
        String now = pair.after().name();
        String writes = writer(pair) + " writes `" + old + "` at byte " + was;
        String machine = abi == 0 ? "" : " (" + AbiClass.values()[abi] + ")";
        if (was != is) {
            return Optional.of(writes + ", " + reader(pair) + " reads " + (old.equals(now) ? "" : "`" + now + "` at ") + is + machine);
        }
        if (!before.equals(after)) {
            return Optional.of(writes + " with " + before + " bytes, " + reader(pair) + " reads " + after + machine);
        }
        if (pair.changed(Fact.ENDIAN) && pair.was(Fact.WIDTH).equals(pair.is(Fact.WIDTH))) {
            return Optional.of(writes + " in " + order(pair.was(Fact.ENDIAN)) + " order, " + reader(pair) + " reads it in "
                    + order(pair.is(Fact.ENDIAN)) + " order" + machine);
        }
        return Optional.empty();
    }

    private static String order(String endian) {
        return switch (endian) {
            case "little" -> "little-endian";
            case "big" -> "big-endian";
            case "virtio" -> "the virtio device's";
            default -> "the machine's";
        };
    }

    private static boolean driverWrites(Pair pair) {
        return Flow.ofOldValues(pair).contains(Deployment.OLD_DRIVER);
    }

    private static String writer(Pair pair) {
        return driverWrites(pair) ? "old driver" : "old device";
    }

    private static String reader(Pair pair) {
        return driverWrites(pair) ? "new device" : "new driver";
    }

    /** In its record: what is written in place has offsets in itself. */
    private static long offset(Pair pair, int abi, boolean after) {
        long offset = 0;
        for (Optional<Pair> at = Optional.of(pair); at.isPresent() && Kind.MEMBERS.contains(at.get().kind()); at = at.get().parent()) {
            Optional<Element> element = after ? at.get().maybeAfter() : at.get().maybeBefore();
            String value = element.map(one -> Pair.value(one, Fact.OFFSET, abi)).orElse("");
            offset += value.isEmpty() ? 0 : Long.parseLong(value);
        }
        return offset;
    }
}
