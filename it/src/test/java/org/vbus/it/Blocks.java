// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.util.ArrayList;
import java.util.List;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** The structs that a header has: the declared ones, and one for the arguments of each call and ioctl that needs it. */
final class Blocks {
    private Blocks() { }

    /** One struct, by its C tag. */
    record Block(String tag, Body body, Layouts layouts) {
        /** Every member at any depth on a machine, in C's notation as {@code csum.start} or {@code rows[0].cells}. */
        List<Place> places(AbiClass abi) {
            List<Place> places = new ArrayList<>();
            collect(body, layouts.on(abi), "", 0, places);
            return places;
        }
    }

    /**
     * Where one member is.
     *
     * @param size bytes; 0 where the number of elements is not fixed
     */
    record Place(String path, long offset, long size) { }

    static List<Block> of(SpecSet specs, Spec spec) {
        List<Block> blocks = new ArrayList<>();
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct struct) {
                blocks.add(new Block(struct.name(), struct.body(), struct.layouts()));
            }
        }
        for (Device device : spec.devices()) {
            device.calls().stream().filter(call -> !call.args().isEmpty() && !(call.args().size() == 1 && isStruct(specs, call.args().get(0).type())))
                    .forEach(call -> blocks.add(new Block(CSymbols.callArgs(device, call), body(call.args()), call.layouts())));
        }
        for (CharDev device : spec.charDevs()) {
            device.ioctls().stream().filter(ioctl -> ioctl.args().size() > 1)
                    .forEach(ioctl -> blocks.add(new Block(CSymbols.ioctlArgs(device, ioctl), body(ioctl.args()), ioctl.layouts())));
        }
        return blocks;
    }

    private static boolean isStruct(SpecSet specs, TypeRef type) {
        return type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct;
    }

    private static Body body(List<Arg> args) {
        return Body.of(args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList());
    }

    private static void collect(Body body, StructLayout layout, String prefix, long base, List<Place> places) {
        for (int i = 0; i < body.members().size(); i++) {
            MemberLayout at = layout.members().get(i);
            if (body.members().get(i) instanceof Member.Field field) {
                collect(field.name(), field.type(), at, prefix, base, places);
            } else if (body.members().get(i) instanceof Member.Overlay overlay) {
                for (int arm = 0; arm < overlay.arms().size(); arm++) {
                    collect(overlay.arms().get(arm).name(), overlay.arms().get(arm).type(), at.inner().get(arm).members().get(0), prefix,
                            base + at.offset(), places);
                }
            }
        }
    }

    private static void collect(String name, TypeRef type, MemberLayout at, String prefix, long base, List<Place> places) {
        long offset = base + at.offset();
        places.add(new Place(prefix + name, offset, at.size()));
        TypeRef element = type;
        StringBuilder path = new StringBuilder(prefix).append(name);
        while (element instanceof TypeRef.Array array) {
            element = array.element();
            path.append("[0]");
        }
        if (element instanceof TypeRef.Inline inline) {
            collect(inline.body(), at.inner().get(0), path + ".", offset, places);
        } else if (element instanceof TypeRef.Union union) {
            for (int arm = 0; arm < union.arms().size(); arm++) {
                collect(union.arms().get(arm).name(), union.arms().get(arm).type(), at.inner().get(arm).members().get(0), path + ".", offset, places);
            }
        }
    }
}
