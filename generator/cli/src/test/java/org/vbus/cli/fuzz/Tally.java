// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures of a run. */
final class Tally {
    /** What stays after a collection may grow by this much, for caches that fill once. */
    private static final long GROWTH = 16 << 20;

    private static final class Row {
        private long accepted;
        private long rejected;
        private long slowestCpu;
        private long slowestClock;
        private String slowest = "";
    }

    private record Heap(long inputs, long bytes) { }

    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final List<Heap> heaps = new ArrayList<>();
    private long inputs;

    /** One input more; times in nanoseconds. */
    void add(String strategy, long index, Oracle.Verdict verdict, long cpu, long clock) {
        Row row = rows.computeIfAbsent(strategy, key -> new Row());
        inputs++;
        row.accepted += verdict.accepted() ? 1 : 0;
        row.rejected += verdict.accepted() ? 0 : 1;
        if (cpu > row.slowestCpu) {
            row.slowestCpu = cpu;
            row.slowest = String.valueOf(index);
        }
        row.slowestClock = Math.max(row.slowestClock, clock);
    }

    /** Whether this fault is new. */
    boolean isNew(Oracle.Fault fault) {
        return faults.merge(fault.what(), 1L, Long::sum) == 1;
    }

    /** Collects garbage and notes what is left. */
    void weigh() {
        System.gc();
        System.gc();
        heaps.add(new Heap(inputs, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
    }

    /** Whether more stays in memory the longer it runs. */
    boolean leaks() {
        return heaps.size() > 1 && heaps.get(heaps.size() - 1).bytes() > heaps.get(0).bytes() + GROWTH;
    }

    boolean clean() {
        return faults.isEmpty() && !leaks();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(line("strategy", "inputs", "accepted", "rejected", "slowest", "cpu ms", "clock ms"));
        Row all = new Row();
        for (Map.Entry<String, Row> entry : rows.entrySet()) {
            Row row = entry.getValue();
            text.append(line(entry.getKey(), row.accepted + row.rejected, row.accepted, row.rejected, "#" + row.slowest, row.slowestCpu / 1_000_000, row.slowestClock / 1_000_000));
            all.accepted += row.accepted;
            all.rejected += row.rejected;
            if (row.slowestCpu > all.slowestCpu) {
                all.slowestCpu = row.slowestCpu;
                all.slowest = row.slowest;
            }
            all.slowestClock = Math.max(all.slowestClock, row.slowestClock);
        }
        text.append(line("all", inputs, all.accepted, all.rejected, "#" + all.slowest, all.slowestCpu / 1_000_000, all.slowestClock / 1_000_000));
        text.append("heap: at most ").append(peak() >> 20).append(" MiB of ").append(Runtime.getRuntime().maxMemory() >> 20).append(" MiB");
        heaps.forEach(heap -> text.append("; ").append(String.format(Locale.ROOT, "%.1f", heap.bytes() / 1048576.0)).append(" MiB left after ").append(heap.inputs()));
        text.append(leaks() ? ": IT LEAKS\n" : "\n");
        faults.forEach((what, times) -> text.append("FAULT, ").append(times).append(times == 1 ? " time: " : " times: ").append(what).append('\n'));
        return text.append(clean() ? "no faults\n" : "").toString();
    }

    /** Sum of what each part of the heap held at most: garbage too. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage == null ? 0 : usage.getUsed()).sum();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-14s %8s %9s %9s %9s %7s %9s%n", cells).replace(System.lineSeparator(), "\n");
    }
}
