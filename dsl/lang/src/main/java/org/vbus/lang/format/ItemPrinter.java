// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes one item: on one line, broken where it is too long, with its blocks below one another. */
final class ItemPrinter {
    /**
     * A word or a comment, ready to be written.
     *
     * @param blank what goes before it on the same line
     * @param breaks it begins a line
     * @param level a line that is too long may be broken before it, sooner where the level is lower; 0 if it may not
     * @param block what follows it on lines of its own
     * @param closes it ends such a block
     */
    private record Atom(String blank, String text, boolean breaks, int level, Optional<Word.Column> column, Optional<Block> block, boolean closes) {
        int width() {
            int end = text.indexOf('\n');
            return blank.length() + Text.width(end < 0 ? text : text.substring(0, end));
        }
    }

    private final int indent;
    private final List<Atom> atoms = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Rendered.Mark> marks = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    /** Where the line begins. */
    private int begin;
    private boolean atStart;
    private boolean lineEnded;

    private ItemPrinter(int indent) {
        this.indent = indent;
    }

    /**
     * The text of an item.
     *
     * @param leading comments before it on its line
     */
    static Rendered print(Item item, List<Comment> leading, int indent) {
        if (indent + new ItemPrinter(indent).width(item, leading) > Text.LIMIT) {
            item.blocks().forEach(Block::spread);
        }
        ItemPrinter printer = new ItemPrinter(indent);
        printer.collect(item, leading);
        printer.write();
        return new Rendered(List.copyOf(printer.lines), List.copyOf(printer.marks));
    }

    private int width(Item item, List<Comment> leading) {
        collect(item, leading);
        return atoms.stream().mapToInt(Atom::width).sum();
    }

    private void collect(Item item, List<Comment> leading) {
        for (Comment comment : leading) {
            add(atoms.isEmpty() ? "" : " ", String.join("\n", comment.linesAt(indent)), false, 0);
        }
        flat(item, atoms.isEmpty() ? "" : " ", false);
    }

    /** @param between what separates the item from the one before in a flat block */
    private void flat(Item item, String between, boolean inBlock) {
        for (int i = 0; i < item.parts().size(); i++) {
            if (item.parts().get(i) instanceof Word word) {
                if (i > 0 || inBlock) {
                    gap(word.gap(), i == 0 ? between : word.tight() ? "" : " ", word, inBlock ? Optional.empty() : word.column(),
                            i == 0 ? 0 : word.level());
                } else {
                    add(between, word);
                }
            } else {
                flat((Block) item.parts().get(i));
            }
        }
    }

    private void flat(Block block) {
        Word close = block.close();
        if (block.isTall()) {
            Atom brace = atoms.remove(atoms.size() - 1);
            atoms.add(new Atom(brace.blank(), brace.text(), brace.breaks(), brace.level(), brace.column(), Optional.of(block), false));
            atoms.add(new Atom("", close.text(), true, 0, Optional.empty(), Optional.empty(), true));
            return;
        }
        String between = " ";
        for (Item item : block.items()) {
            flat(item, between, true);
            between = Text.BETWEEN_ITEMS;
        }
        gap(close.gap(), " ", close, Optional.empty(), 0);
    }

    /**
     * Adds a word and the comments before it.
     *
     * @param breakLevel as of the word; 0 where a break would be one between items
     */
    private void gap(Gap gap, String blank, Word word, Optional<Word.Column> column, int breakLevel) {
        boolean breaks = word.keepsBreak() && gap.breaks();
        int level = breakLevel;
        boolean first = true;
        for (Comment comment : gap.comments()) {
            boolean own = comment.endsLine() && comment.newlines() > 0;
            add(comment.endsLine() ? Text.BEFORE_COMMENT : blank.isEmpty() ? " " : blank, comment.text(), breaks || own || lineEnded, level);
            lineEnded = comment.endsLine();
            breaks = false;
            level = 0;
            first = false;
        }
        String before = first ? blank : " ";
        atoms.add(new Atom(before, word.text(), breaks || lineEnded, level, column, Optional.empty(), false));
        lineEnded = false;
    }

    private void add(String blank, Word word) {
        atoms.add(new Atom(blank, word.text(), false, 0, word.column(), Optional.empty(), false));
    }

    private void add(String blank, String text, boolean breaks, int level) {
        atoms.add(new Atom(blank, text, breaks, level, Optional.empty(), Optional.empty(), false));
    }

    private void write() {
        begin(indent);
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            if (atom.closes()) {
                begin(begin);
            } else if (i > 0 && (atom.breaks() || !atStart && mustBreak(i))) {
                end();
                begin(indent + Text.INDENT);
            } else if (!atStart) {
                line.append(atom.blank());
            }
            if (lines.isEmpty()) {
                atom.column().ifPresent(column -> marks.add(new Rendered.Mark(line.length(), column)));
            }
            atStart = false;
            text(atom.text());
            atom.block().ifPresent(this::block);
        }
        end();
    }

    /** Whether the line is better broken before an atom: what follows on its level fits on the next line, or not even its beginning on this one. */
    private boolean mustBreak(int at) {
        int level = atoms.get(at).level();
        if (level == 0) {
            return false;
        }
        int used = Text.width(line);
        int run = run(at, level);
        if (used + run <= Text.LIMIT) {
            return false;
        }
        boolean nextLine = indent + Text.INDENT + run - atoms.get(at).blank().length() <= Text.LIMIT;
        return nextLine || used + run(at, Integer.MAX_VALUE) > Text.LIMIT;
    }

    /** Columns from an atom to the next break of a level, or to one above the limit. */
    private int run(int from, int level) {
        int width = atoms.get(from).width();
        for (int i = from + 1; i < atoms.size() && width <= Text.LIMIT; i++) {
            Atom before = atoms.get(i - 1);
            Atom atom = atoms.get(i);
            if (atom.breaks() || atom.level() > 0 && atom.level() <= level || before.block().isPresent() || before.text().indexOf('\n') >= 0) {
                break;
            }
            width += atom.width();
        }
        return width;
    }

    private void text(String text) {
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            line.append(text, from, to);
            end();
            line.setLength(0);
            from = to + 1;
        }
        line.append(text, from, text.length());
    }

    private void block(Block block) {
        begin = block.inParentheses() ? begin : indent;
        BlockPrinter.Body body = BlockPrinter.print(block, begin + Text.INDENT, false);
        line.append(body.behindBrace());
        end();
        lines.addAll(body.lines());
    }

    private void begin(int column) {
        begin = column;
        atStart = true;
        line.setLength(0);
        line.append(Text.blanks(column));
    }

    private void end() {
        lines.add(line.toString().stripTrailing());
    }
}
