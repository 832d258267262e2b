// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.SpecSet;

/**
 * Turns lines of a run into lines for people. Of what comes often, as the slots of a ring, the first ones of each second are shown and the others
 * counted.
 */
public final class Follower {
    /** Lines a second for each module's end of a ring. */
    static final int SHOWN = 8;

    private final EventText texts;
    private final Map<String, Count> counts = new HashMap<>();
    private double begin = -1;

    /** By the words of these specs. */
    public Follower(SpecSet specs) {
        texts = new EventText(specs);
    }

    private static final class Count {
        private final String title;
        private double second;
        private int seen;

        Count(String title) {
            this.title = title;
        }

        Optional<String> rest() {
            return seen > SHOWN ? Optional.of("%8s  %s, %d more within a second".formatted("", title, seen - SHOWN)) : Optional.empty();
        }
    }

    /**
     * What is to be shown for a line: {@code @MODULE EVENT} is translated, {@code @ WORDS} is a step, anything else is as the programs say it.
     */
    public List<String> lines(String line) {
        if (line.startsWith("@ ")) {
            return List.of("-- " + line.substring(2));
        }
        if (!line.startsWith("@")) {
            return List.of(line);
        }
        Optional<TraceEvent> event = TraceEvent.of(line);
        Optional<EventText.Said> said = event.flatMap(texts::of);
        if (said.isEmpty()) {
            // what the kernel says of the trace itself, as how many events were lost
            return List.of(line.substring(1));
        }
        return said(event.get(), said.get());
    }

    private List<String> said(TraceEvent event, EventText.Said said) {
        if (begin < 0) {
            begin = event.time();
        }
        List<String> lines = new ArrayList<>();
        if (said.frequent() && !isShown(event, said, lines)) {
            return lines;
        }
        lines.add("%8.3f  %-18s %-10s %-22s %-28s %s".formatted(event.time() - begin, event.module(), event.device(), said.what(), said.rest(), said.place())
                .stripTrailing());
        return lines;
    }

    private boolean isShown(TraceEvent event, EventText.Said said, List<String> lines) {
        Count count = counts.computeIfAbsent(event.module() + event.device() + said.what(), key -> new Count(event.module() + " " + event.device()
                + " " + said.what()));
        if (event.time() - count.second >= 1) {
            count.rest().ifPresent(lines::add);
            count.second = event.time();
            count.seen = 0;
        }
        count.seen++;
        return count.seen <= SHOWN;
    }

    /** What was counted and not said yet. */
    public List<String> end() {
        List<String> lines = counts.values().stream().flatMap(count -> count.rest().stream()).sorted().toList();
        counts.clear();
        return lines;
    }
}
