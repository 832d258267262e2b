// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.seeds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.seeds.DictionaryView.Word;
import org.vbus.backends.text.Comments;
import org.vbus.backends.text.Templates;
import org.vbus.model.Const;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;

/** {@code seeds/<package>/<record>/*} for each struct, ring payload and block of arguments, and {@code seeds/<package>.dict}. */
public final class SeedsBackend implements Backend {
    @Override
    public String name() {
        return "seeds";
    }

    @Override
    public String summary() {
        return "inputs and a dictionary for libFuzzer: records as they should be, and records at the edge";
    }

    /** None: a record that would be too long for a fuzzer has no seeds. */
    @Override
    public void generate(SpecSet specs, OutputSink out) {
        for (Spec spec : specs.requestedSpecs()) {
            String folder = "seeds/" + spec.packageName();
            for (NamedType type : spec.types()) {
                if (type instanceof NamedType.Struct struct) {
                    record(specs, struct.body(), folder + "/" + struct.name(), out);
                }
            }
            for (Device device : spec.devices()) {
                // the hyphen keeps these apart from structs
                device.rings().forEach(ring -> record(specs, body(ring.payload()), folder + "/" + device.name() + "-ring-" + ring.name(), out));
                device.calls().forEach(call -> record(specs, body(call.args()), folder + "/" + device.name() + "-" + call.name(), out));
            }
            for (CharDev device : spec.charDevs()) {
                device.ioctls().forEach(ioctl -> record(specs, body(ioctl.args()), folder + "/" + device.name() + "-ioctl-" + ioctl.name(), out));
            }
            List<Word> words = words(spec);
            if (!words.isEmpty()) {
                out.write(folder + ".dict", Templates.render(SeedsBackend.class, "dictionary", new DictionaryView(Comments.line(Banner.of(spec)), words)));
            }
        }
    }

    private static void record(SpecSet specs, Body body, String folder, OutputSink out) {
        if (body.members().isEmpty()) {
            return;
        }
        List<byte[]> made = new ArrayList<>();
        for (Choice choice : Choice.values()) {
            Filler.fill(specs, body, choice).filter(bytes -> bytes.length > 0).ifPresent(bytes -> {
                made.add(bytes);
                out.write(folder + "/" + choice.name().toLowerCase(java.util.Locale.ROOT), bytes);
            });
        }
        if (!made.isEmpty()) {
            byte[] least = made.get(0);
            byte[] ones = new byte[least.length];
            Arrays.fill(ones, (byte) 0xff);
            out.write(folder + "/zeros", new byte[least.length]);
            out.write(folder + "/ones", ones);
            out.write(folder + "/short", Arrays.copyOf(least, least.length - 1));
        }
    }

    private static Body body(List<Arg> args) {
        return Body.of(args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())).toList());
    }

    private static List<Word> words(Spec spec) {
        List<Word> words = new ArrayList<>();
        for (Const constant : spec.constants()) {
            words.add(word(constant.name(), constant.value(), constant.type().orElse(constant.value().bitLength() > 32 ? Scalar.U64 : Scalar.U32)));
        }
        for (Version version : spec.versions()) {
            words.add(word(version.name(), version.value(), version.type()));
        }
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Enum literals) {
                literals.literals().stream().filter(literal -> !literal.local())
                        .forEach(literal -> words.add(word(literals.prefix() + literal.name(), literal.value(), literals.base())));
            } else if (type instanceof NamedType.Flags flags) {
                flags.flags().forEach(flag -> words.add(word(flags.prefix() + flag.name(), BigInteger.ONE.shiftLeft(flag.bit()), flags.base())));
            }
        }
        return words;
    }

    private static Word word(String name, BigInteger value, Scalar scalar) {
        StringBuilder text = new StringBuilder("\"");
        for (byte one : Filler.word(value, scalar.bytes(), scalar.order() == Scalar.ByteOrder.BIG)) {
            text.append(String.format("\\x%02x", one));
        }
        return new Word(name, text.append('"').toString());
    }
}
