// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.vbus.lang.format.Word.Column;
import org.vbus.lang.format.Word.Role;

/** Cuts a parsed file into blocks of items. */
final class TreeBuilder {
    private static final Set<String> NONE_BEFORE = Set.of(",", ";", ")", "]", "[", ".", "..", ".*");
    private static final Set<String> NONE_AFTER = Set.of("(", "[", ".", "..");
    /** They stand at what they say something of. */
    private static final Set<String> PREFIXES = Set.of("-", "~", "!", "@");
    /** What stands between a name and what it is or has. */
    private static final Set<String> STARTERS = Set.of(":", "=");
    private static final Set<String> SEPARATORS = Set.of(",", ";");

    /** An item that is being read, its node, and how far. */
    private static final class Open {
        private final Item item;
        private final INode node;
        private boolean keyword;
        private boolean named;
        private boolean told;
        private boolean modified;

        private Open(Item item, INode node) {
            this.item = item;
            this.node = node;
        }
    }

    /** A block that is being read, and the item in it. */
    private static final class Level {
        private final Block block;
        private Open open;

        private Level(Block block) {
            this.block = block;
        }
    }

    /**
     * What was read.
     *
     * @param words in order; an empty one at the end
     */
    record Tree(Block file, List<Word> words) { }

    private final String text;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Word> words = new ArrayList<>();

    private final List<Comment> comments = new ArrayList<>();
    private int newlines;
    private int parentheses;
    private String before = "";
    private boolean tight;
    private int depth;
    private int level;
    private boolean keepsBreak;
    private Column column;

    private TreeBuilder(String text) {
        this.text = text;
    }

    /** The parts of a file without syntax errors. */
    static Tree build(ICompositeNode root, String text) {
        TreeBuilder builder = new TreeBuilder(text);
        Block file = new Block(true, false);
        builder.levels.push(new Level(file));
        builder.visit(root, ((ParserRule) root.getGrammarElement()).getAlternatives());
        file.close(builder.word("", text.length()));
        return new Tree(file, builder.words);
    }

    /** @param sequence in which the items of this node are; null where there are none */
    private void visit(ICompositeNode node, EObject sequence) {
        EObject items = sequence;
        AbstractElement last = null;
        boolean first = true;
        depth++;
        for (INode child : node.getChildren()) {
            if (Grammar.isHidden(child)) {
                child.getLeafNodes().forEach(this::hidden);
                continue;
            }
            AbstractElement element = Grammar.element(child);
            boolean brace = child instanceof ILeafNode && Grammar.isKeyword(child);
            boolean closing = brace && items != sequence && child.getText().equals("}");
            if (items != null && !closing) {
                AbstractElement place = Grammar.within(element, items);
                if (begins(element, place, last, items)) {
                    begin(child);
                }
                last = SEPARATORS.contains(child.getText()) ? null : place;
            }
            mark(node, child, element);
            if (closing) {
                levels.pop().block.close(word((ILeafNode) child, first));
                items = sequence;
            } else if (child instanceof ICompositeNode composite) {
                visit(composite, null);
            } else {
                add(word((ILeafNode) child, first));
                if (brace && child.getText().equals("{")) {
                    items = element.eContainer();
                    last = null;
                    Block block = new Block(isOpen(node), parentheses > 0);
                    add(block);
                    levels.push(new Level(block));
                }
            }
            first = false;
        }
        depth--;
    }

    /** Whether a child of a block's node is the beginning of an item, and not more of the one before. */
    private static boolean begins(AbstractElement element, AbstractElement place, AbstractElement last, EObject items) {
        if (place == null || element instanceof Keyword keyword && SEPARATORS.contains(keyword.getValue())) {
            return false;
        }
        return last == null || Grammar.beginsOptional(element, items) || place != last && Grammar.isMany(last);
    }

    private void begin(INode child) {
        INode node = child;
        for (INode only = only(node); only != null; only = only(node)) {
            node = only;
        }
        AbstractRule rule = Grammar.rule(node);
        Level level = levels.peek();
        level.open = new Open(new Item(Grammar.hasClauses(rule) ? Optional.of(rule.getName()) : Optional.empty()),
                node instanceof ICompositeNode ? node : null);
        level.block.add(level.open.item);
    }

    /** The node of the rule that another's rule leaves everything to; null if there is none. */
    private static INode only(INode node) {
        if (!(node instanceof ICompositeNode composite)) {
            return null;
        }
        INode found = null;
        for (INode child : composite.getChildren()) {
            if (Grammar.isHidden(child)) {
                continue;
            }
            if (found != null || !(child instanceof ICompositeNode) || !Grammar.isDelegate(child)) {
                return null;
            }
            found = child;
        }
        return found;
    }

    private boolean isOpen(INode node) {
        Open open = levels.peek().open;
        return open != null && open.node == node;
    }

    /** Notes what the next word is in its item. */
    private void mark(INode node, INode child, AbstractElement element) {
        if (element == null) {
            return;
        }
        AbstractRule rule = Grammar.rule(child);
        if (level == 0 && (before.equals(",") || Grammar.beginsOptional(element, null) || Grammar.isBracketed(rule))) {
            level = depth;
        }
        if (isOpen(node)) {
            keepsBreak |= Grammar.isBracketed(rule);
            column(levels.peek().open, child, element);
        }
    }

    private void column(Open open, INode child, AbstractElement element) {
        boolean keyword = Grammar.isKeyword(child);
        if (!open.named) {
            open.named = !keyword;
            if (open.named && open.keyword) {
                column = new Column(Role.FIXED, "name");
            }
            open.keyword |= keyword;
            return;
        }
        boolean told = open.told;
        open.told = true;
        if (keyword && STARTERS.contains(child.getText())) {
            column = new Column(Role.FIXED, child.getText());
        } else if (!told) {
            column = new Column(Role.BEFORE_BODY, "body");
        } else {
            AbstractElement slot = Grammar.slot(element);
            AbstractElement previous = slot == null ? null : Grammar.previous(slot);
            if (previous == null || slot instanceof Keyword || SEPARATORS.contains(child.getText())) {
                return;
            }
            if (!Grammar.mayLack(slot) && Grammar.mayLack(previous)) {
                column = new Column(Role.FIXED, "next");
            } else if (Grammar.isMany(slot) && !Grammar.mayLack(previous) && !open.modified) {
                open.modified = true;
                column = new Column(Role.SHARED, kind(child));
            }
        }
    }

    /** What a property is told by: its first word, or the rule of what may be that word. */
    private static String kind(INode property) {
        for (ILeafNode leaf : property.getLeafNodes()) {
            if (!leaf.isHidden()) {
                return Grammar.isKeyword(leaf) ? leaf.getText() : String.valueOf(GrammarUtil.containingRule(leaf.getGrammarElement()).getName());
            }
        }
        return "";
    }

    private void add(Part part) {
        Level level = levels.peek();
        if (level.open == null) {
            level.open = new Open(new Item(Optional.empty()), null);
            level.block.add(level.open.item);
        }
        level.open.item.add(part);
    }

    private Word word(ILeafNode leaf, boolean first) {
        String written = leaf.getText();
        boolean keyword = Grammar.isKeyword(leaf);
        if (written.equals("(") && keyword) {
            // sizeof(x), sum(x)
            tight |= Grammar.previous((Keyword) leaf.getGrammarElement()) instanceof Keyword;
            parentheses++;
        } else if (written.equals(")")) {
            parentheses--;
        }
        tight |= NONE_BEFORE.contains(written);
        if (tight || STARTERS.contains(written) || written.equals("{")) {
            level = 0;
        }
        Word word = word(written, leaf.getOffset());
        before = written;
        tight = NONE_AFTER.contains(written) || first && PREFIXES.contains(written);
        return word;
    }

    private Word word(String written, int offset) {
        Word word = new Word(written, offset, new Gap(comments, newlines), tight, level, keepsBreak, Optional.ofNullable(column));
        comments.clear();
        newlines = 0;
        tight = false;
        level = 0;
        keepsBreak = false;
        column = null;
        words.add(word);
        return word;
    }

    private void hidden(ILeafNode leaf) {
        String written = leaf.getText();
        if (written.startsWith("/")) {
            String bare = written.startsWith("//") ? written.stripTrailing() : written;
            comments.add(Comment.of(bare, column(leaf.getOffset(), bare), newlines));
            newlines = breaks(written.substring(bare.length()));
        } else {
            newlines += breaks(written);
        }
    }

    /** Where a comment of several lines begins; others need not know, and long lines are long to count. */
    private int column(int offset, String comment) {
        boolean tall = comment.indexOf('\n') >= 0 || comment.indexOf('\r') >= 0;
        return tall ? Comment.width(text.substring(Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1, offset)) : 0;
    }

    private static int breaks(String blanks) {
        int breaks = 0;
        for (int i = 0; i < blanks.length(); i++) {
            boolean second = i > 0 && blanks.charAt(i - 1) == '\r';
            breaks += blanks.charAt(i) == '\r' || blanks.charAt(i) == '\n' && !second ? 1 : 0;
        }
        return breaks;
    }
}
