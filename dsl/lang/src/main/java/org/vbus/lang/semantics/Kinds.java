// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import java.util.Locale;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.RingType;
import org.vbus.lang.vbus.Scalar;
import org.vbus.lang.vbus.TypeAlias;
import org.vbus.lang.vbus.VersionDef;

/** What messages call things. */
public final class Kinds {
    private Kinds() { }

    /** An element's kind with its article, as {@code an enum}. */
    public static String of(Element element) {
        if (element instanceof Const) {
            return "a constant";
        }
        if (element instanceof Enum) {
            return "an enum";
        }
        if (element instanceof TypeAlias) {
            return "a type";
        }
        if (element instanceof RingType) {
            return "a ring type";
        }
        if (element instanceof VersionDef) {
            return "a version";
        }
        if (element instanceof DeviceModel) {
            return "a device model";
        }
        if (element instanceof Removed removed) {
            return "a removed " + removed.getKind();
        }
        return "a " + element.eClass().getName().toLowerCase(Locale.ROOT);
    }

    /** The model's scalar for a keyword. */
    public static org.vbus.model.type.Scalar scalar(Scalar keyword) {
        return org.vbus.model.type.Scalar.valueOf(keyword.getLiteral().toUpperCase(Locale.ROOT));
    }
}
