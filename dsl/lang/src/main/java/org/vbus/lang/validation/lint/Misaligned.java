// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.List;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** In a packed struct nothing keeps a number on a multiple of its size, and there is no padding to tell. */
final class Misaligned implements Lint {
    private static final int WIDEST = 8;

    @Override
    public void look(Subject subject) {
        for (NamedType type : subject.spec().types()) {
            if (type instanceof NamedType.Struct struct && struct.body().packed()) {
                look(struct, subject);
            }
        }
    }

    private void look(NamedType.Struct struct, Subject subject) {
        StructLayout layout = struct.layouts().lp64();
        List<Member> members = struct.body().members();
        boolean wide = false;
        for (int i = 0; i < members.size(); i++) {
            if (!(members.get(i) instanceof Member.Field field)) {
                continue;
            }
            int align = subject.alone(field.type()).lp64().align();
            long offset = layout.members().get(i).offset();
            wide |= align == WIDEST;
            if (offset % align != 0) {
                subject.found(struct.name(), field.meta(), MISALIGNED.of("the offset of `" + field.name() + "`", offset, align));
                return;
            }
        }
        if (wide && layout.size() % WIDEST != 0) {
            subject.found(struct.name(), struct.meta(), MISALIGNED.of("the size of `" + struct.name() + "`", layout.size(), WIDEST));
        }
    }
}
