// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What is in a record: unions, arrays, bit words, and names of types. */
public final class RecordRules {
    private RecordRules() { }

    public static List<Rule> all() {
        return List.of(new BitfieldPositionChanged(), new BitfieldWidthChanged(), new BitfieldAddedInReservedBits(), new BitfieldRemoved(),
                new BitfieldRenamed(),
                new BitfieldStorageUnitChanged(), new BitfieldTypeChanged(), new UnionMemberAddedFits(), new UnionMemberAddedGrows(),
                new UnionMemberRemoved(),
                new UnionMemberRenumbered(), new UnionMemberRetyped(), new UnionMemberRenamed(), new UnionTagMoved(), new UnionUnknownPolicyChanged(),
                new ArrayLengthChanged(), new ArrayStrideChanged(), new FlexElementChanged(), new FlexFromFake(), new FlexCountFieldChanged(),
                new TypedefBaseChanged());
    }
}
