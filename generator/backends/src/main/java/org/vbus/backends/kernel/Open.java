// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import org.vbus.model.type.Member;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Members without an end of their own. */
final class Open {
    private Open() { }

    static boolean is(Member member) {
        return member instanceof Member.Field field && field.type() instanceof TypeRef.Array array
                && (array.length() instanceof Length.Open || array.length() instanceof Length.Counted);
    }
}
