// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.names;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;

/** One name of a dotted path, and where it stands. */
record Segment(String name, int offset) {
    /** The names that a node is made of. */
    static List<Segment> of(INode node) {
        List<Segment> segments = new ArrayList<>();
        for (ILeafNode leaf : node.getLeafNodes()) {
            String text = leaf.getText();
            if (leaf.isHidden() || text.isEmpty() || text.startsWith(".")) {
                continue;
            }
            boolean escaped = text.startsWith("^");
            segments.add(new Segment(escaped ? text.substring(1) : text, leaf.getOffset() + (escaped ? 1 : 0)));
        }
        return segments;
    }
}
