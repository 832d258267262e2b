// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vbus.backends.syzkaller.DescriptionsView.Resource;
import org.vbus.backends.syzkaller.DescriptionsView.ValueSet;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.CharDev;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/** The character devices of one spec. */
final class Descriptions {
    private static final List<String> OPEN_FLAGS = List.of("O_RDONLY", "O_WRONLY", "O_RDWR", "O_NONBLOCK", "O_CLOEXEC");

    private final SpecSet specs;
    private final Spec spec;
    private final Types types;
    private final Map<String, String> constants = new TreeMap<>();

    Descriptions(SpecSet specs, Spec spec) {
        this.specs = specs;
        this.spec = spec;
        this.types = new Types(specs, spec, new Handles(specs, spec), this::constant);
    }

    private void constant(String name, BigInteger value) {
        constants.put(name, (value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(64)) : value).toString());
    }

    private void kernel(String... names) {
        for (String name : names) {
            constants.put(name, Arches.KERNEL.get(name));
        }
    }

    DescriptionsView view(String banner) {
        List<Resource> resources = new ArrayList<>();
        List<List<String>> calls = new ArrayList<>();
        List<ValueSet> opens = new ArrayList<>();
        for (CharDev device : spec.charDevs()) {
            resources.add(new Resource(fd(device), "fd"));
            calls.add(calls(device));
            opens.add(new ValueSet(device.name() + "_open_flags", OPEN_FLAGS));
        }
        // first: the rest is what they use
        List<DescriptionsView.Type> made = types.types();
        resources.addAll(types.resources());
        kernel("AT_FDCWD", "__NR_openat");
        OPEN_FLAGS.forEach(this::kernel);
        List<ValueSet> sets = new ArrayList<>(opens);
        sets.addAll(types.sets());
        return new DescriptionsView(banner, CSymbols.header(spec.packageName()), resources, calls, made, sets);
    }

    /** After the view. */
    ConstantsView constants(String banner) {
        List<String> arches = types.littleOnly() ? Arches.LITTLE : Arches.ALL;
        return new ConstantsView(banner, arches, constants.entrySet().stream().map(one -> new ConstantsView.Constant(one.getKey(), within(one.getValue(), arches))).toList());
    }

    private static String within(String value, List<String> arches) {
        return arches.contains("s390x") ? value : value.replace(", s390x:288", "");
    }

    private static String fd(CharDev device) {
        return "fd_" + device.name();
    }

    private List<String> calls(CharDev device) {
        List<String> lines = new ArrayList<>();
        String fd = fd(device);
        lines.add("openat$" + device.name() + "(fd const[AT_FDCWD], file ptr[in, string[\"/dev/" + device.node() + "\"]], flags flags[" + device.name()
                + "_open_flags], mode const[0]) " + fd);
        for (CharDev.Ioctl ioctl : device.ioctls()) {
            kernel("__NR_ioctl");
            String symbol = CSymbols.ioctl(device, ioctl);
            constant(symbol, BigInteger.valueOf(ioctl.number()));
            lines.add("ioctl$" + symbol + "(fd " + fd + ", cmd const[" + symbol + "]" + argument(device, ioctl) + ")");
        }
        device.read().ifPresent(read -> {
            kernel("__NR_read");
            lines.add("read$" + device.name() + "(fd " + fd + ", buf ptr[out, " + types.block(device.name() + "_read", List.of(read.elements())) + "], count bytesize[buf])");
        });
        if (device.pollIn()) {
            kernel("__NR_poll", "POLLIN");
            String set = types.pollfd(device.name() + "_pollfd", fd);
            lines.add("poll$" + device.name() + "(fds ptr[inout, array[" + set + "]], nfds len[fds], timeout int32)");
        }
        return lines;
    }

    private String argument(CharDev device, CharDev.Ioctl ioctl) {
        if (ioctl.args().isEmpty()) {
            return "";
        }
        Direction direction = ioctl.direction().orElse(Direction.IN);
        String type = ioctl.args().size() == 1 ? types.block(device.name() + "_" + ioctl.name().toLowerCase(java.util.Locale.ROOT), ioctl.args())
                : types.struct(CSymbols.ioctlArgs(device, ioctl), body(ioctl.args()));
        return ", arg ptr[" + word(direction) + ", " + type + "]";
    }

    static String word(Direction direction) {
        return direction.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Body body(List<Arg> args) {
        return Body.of(args.stream().map(arg -> (Member) new Member.Field(arg.meta(), arg.name(), arg.type(), directed(arg))).toList());
    }

    private static FieldFacts directed(Arg arg) {
        FieldFacts facts = arg.facts();
        return new FieldFacts(facts.declaredOffset(), facts.fixed(), facts.writers(), Optional.of(arg.direction()), facts.address(), facts.opaque(), facts.unit(),
                facts.conditions(), facts.gate(), facts.otherwise());
    }

    /** The type behind aliases. */
    static TypeRef resolved(SpecSet specs, TypeRef type) {
        TypeRef resolved = type;
        while (resolved instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Alias alias) {
            resolved = alias.target();
        }
        return resolved;
    }
}
