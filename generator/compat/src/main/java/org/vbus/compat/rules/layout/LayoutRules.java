// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Where bytes lie. */
public final class LayoutRules {
    private LayoutRules() { }

    public static List<Rule> all() {
        return List.of(new StructSizeChanged(), new StructSizeGrewAtEndSized(), new StructShrank(), new StructAlignChanged(),
                new StructPackingChanged(),
                new StructSizedChanged(), new FieldOffsetChanged(), new FieldsReordered(), new FieldRemoved(), new FieldRemovedToReserved(),
                new FieldRenamed(),
                new FieldWidthChanged(), new FieldTypeSameSizeChanged(), new FieldSignChanged(), new FieldEndianChanged(), new FieldAddedInHole(),
                new FieldAddedInReserved(), new FieldAddedMiddle(), new FieldAddedAtEnd(), new FieldAddedOverAnother(), new FieldDirectionChanged(),
                new FieldMovedIntoOverlay(), new AnonWrap(), new FieldWrapped(), new ReservedShrunk(), new ReservedPolicyChanged());
    }
}
