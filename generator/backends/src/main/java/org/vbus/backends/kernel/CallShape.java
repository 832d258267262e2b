// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;

/**
 * The argument block of a call and the typed parameters over it.
 *
 * @param blockType C type of the block; empty without arguments
 * @param single the declared struct that is the whole block, if one is
 * @param body members of the block
 * @param params one for each argument
 */
public record CallShape(String blockType, Optional<NamedType.Struct> single, Body body, List<Param> params) {
    /** Locals, types and functions of the functions that have such parameters. */
    private static final Set<String> USED = Set.of("conn", "dev", "args", "ret", "unlock", "bool", "u8", "u16", "u32", "u64", "s8", "s16",
            "s32", "s64", "size_t", "ssize_t", "memset", "memcpy", "mutex_lock", "mutex_unlock", "vbus_refuse");

    public CallShape {
        params = List.copyOf(params);
    }

    /**
     * A typed parameter.
     *
     * @param declaration as {@code const struct sensor_limit *limit}
     * @param name of the parameter
     * @param member of the block, as {@code args->mac}; the block itself when it is one struct
     * @param array it is passed by address and copied whole
     * @param pointer the parameter is an address
     */
    public record Param(String declaration, String name, String member, Direction direction, boolean array, boolean pointer) { }

    public static CallShape of(Device device, Call call, KernelTypes types) {
        List<Member> members = new ArrayList<>();
        call.args().forEach(arg -> members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts())));
        Body body = new Body(members, OptionalLong.empty(), OptionalInt.empty(), false);
        if (call.args().isEmpty()) {
            return new CallShape("", Optional.empty(), body, List.of());
        }
        Arg first = call.args().get(0);
        if (call.args().size() == 1 && types.named(first.type()) instanceof NamedType.Struct struct) {
            return new CallShape("struct " + struct.name(), Optional.of(struct), struct.body(), List.of(param(first, "*args", Set.of(), types)));
        }
        Set<String> names = call.args().stream().map(Arg::name).collect(Collectors.toSet());
        List<Param> params = call.args().stream().map(arg -> param(arg, "args->" + arg.name(), names, types)).toList();
        return new CallShape("struct " + CSymbols.callArgs(device, call), Optional.empty(), body, params);
    }

    /** Declarations of all parameters. */
    public List<String> declarations() {
        return params.stream().map(Param::declaration).toList();
    }

    /** Whether any argument travels to the device. */
    public static boolean toDevice(Call call) {
        return call.args().stream().anyMatch(arg -> arg.direction().toDevice());
    }

    /** Whether any argument travels to the driver. */
    public static boolean toDriver(Call call) {
        return call.args().stream().anyMatch(arg -> arg.direction().toDriver());
    }

    /** A parameter's name: none that hides what the function around it uses. */
    private static String parameter(String argument, Set<String> taken) {
        String name = argument;
        while (USED.contains(name) || !name.equals(argument) && taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    private static Param param(Arg arg, String member, Set<String> taken, KernelTypes types) {
        String base = types.base(arg.type());
        String name = parameter(arg.name(), taken);
        String constant = arg.direction() == Direction.IN ? "const " : "";
        if (types.isArray(arg.type())) {
            return new Param(constant + base + " " + name + types.dimensions(arg.type()), name, member, arg.direction(), true, true);
        }
        if (types.struct(arg.type()).isPresent()) {
            return new Param(constant + base + " *" + name, name, member, arg.direction(), false, true);
        }
        return arg.direction() == Direction.IN ? new Param(base + " " + name, name, member, arg.direction(), false, false)
                : new Param(base + " *" + name, name, member, arg.direction(), false, true);
    }
}
