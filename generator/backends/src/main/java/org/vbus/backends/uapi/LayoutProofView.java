// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.Banner;
import org.vbus.model.Spec;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;

/**
 * What {@code layout-proof.stg} speaks of.
 *
 * @param everywhere facts that hold on every ABI class
 * @param lp64 facts of structs that differ between the classes, for 64-bit machines
 */
record LayoutProofView(List<String> banner, String guard, String header, List<Size> everywhere, List<Size> lp64) {

    /**
     * One struct.
     *
     * @param tag of the struct
     * @param offsets of its members, nested ones with a dot
     */
    record Size(String tag, long size, List<Offset> offsets) { }

    /**
     * One member.
     *
     * @param id the same as a part of a C name
     */
    record Offset(String member, long offset, String id) {
        Offset(String member, long offset) {
            this(member, offset, member.replace('.', '_'));
        }
    }

    static LayoutProofView of(Spec spec, Dialect dialect) {
        List<Size> everywhere = new ArrayList<>();
        List<Size> lp64 = new ArrayList<>();
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct struct) {
                (sameEverywhere(struct.layouts()) ? everywhere : lp64).add(size(struct));
            }
        }
        String header = CSymbols.header(spec.packageName());
        String guard = (dialect == Dialect.NEUTRAL ? "VBUSC_LAYOUT_" : "_LAYOUT_") + CSymbols.upper(spec.packageName().replace('.', '_')) + "_H";
        return new LayoutProofView(Banner.comment(spec), guard, header, everywhere, lp64);
    }

    private static Size size(NamedType.Struct struct) {
        List<Offset> offsets = new ArrayList<>();
        collect(struct.body(), struct.layouts().lp64(), "", 0, offsets);
        return new Size(struct.name(), struct.layouts().lp64().size(), offsets);
    }

    private static void collect(Body body, StructLayout layout, String prefix, long base, List<Offset> offsets) {
        for (int i = 0; i < body.members().size(); i++) {
            MemberLayout at = layout.members().get(i);
            long offset = base + at.offset();
            if (body.members().get(i) instanceof Member.Field field) {
                offsets.add(new Offset(prefix + field.name(), offset));
                if (field.type() instanceof org.vbus.model.type.TypeRef.Inline inline) {
                    collect(inline.body(), at.inner().get(0), prefix + field.name() + ".", offset, offsets);
                }
            } else if (body.members().get(i) instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> offsets.add(new Offset(prefix + arm.name(), offset)));
            }
        }
    }

    private static boolean sameEverywhere(Layouts layouts) {
        StructLayout first = layouts.lp64();
        for (AbiClass abi : AbiClass.values()) {
            StructLayout other = layouts.on(abi);
            if (other.size() != first.size() || !offsets(other).equals(offsets(first))) {
                return false;
            }
        }
        return true;
    }

    private static List<Long> offsets(StructLayout layout) {
        List<Long> offsets = new ArrayList<>();
        for (MemberLayout member : layout.members()) {
            offsets.add(member.offset());
            member.inner().forEach(inner -> offsets.addAll(offsets(inner)));
        }
        return offsets;
    }
}
