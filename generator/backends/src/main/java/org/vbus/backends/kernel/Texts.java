// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.vbus.model.Spec;
import org.vbus.model.device.Call;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** Small texts that both halves need in the same form. */
public final class Texts {
    private Texts() { }

    /** The content of a C string. */
    public static String literal(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** For a template, which takes an empty string for a text: nothing, or the text. */
    public static List<String> some(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    /** The release of a spec, for people; 0 before there is one. */
    public static String release(Spec spec) {
        return spec.abi().map(abi -> abi.release().toString()).orElse("0");
    }

    /** A sentence without its full stop, to stand inside another. */
    public static String clause(String sentence) {
        return sentence.replaceFirst("\\.$", "");
    }

    /** The bits that no flag uses, as a C number; 0 when there are none. */
    public static String unknownBits(NamedType.Flags flags) {
        return Checks.unknownBits(flags).orElse("0");
    }

    /** The arguments of a call as a body whose members say their directions. */
    public static Body directed(Call call) {
        List<Member> members = new ArrayList<>();
        call.args().forEach(arg -> {
            FieldFacts f = arg.facts();
            members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), new FieldFacts(f.declaredOffset(), f.fixed(), f.writers(),
                    Optional.of(arg.direction()), f.address(), f.opaque(), f.unit(), f.conditions(), f.gate(), f.otherwise())));
        });
        return new Body(members, OptionalLong.empty(), OptionalInt.empty(), false);
    }
}
