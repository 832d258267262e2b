// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.vbus.lang.semantics.Removals;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.AfterMod;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.CallGateMod;
import org.vbus.lang.vbus.CallMod;
import org.vbus.lang.vbus.CharDev;
import org.vbus.lang.vbus.CharItem;
import org.vbus.lang.vbus.Dir;
import org.vbus.lang.vbus.DirMod;
import org.vbus.lang.vbus.ErrorsMod;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.Ioctl;
import org.vbus.lang.vbus.Member;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Poll;
import org.vbus.lang.vbus.Read;
import org.vbus.lang.vbus.RemovedIoctl;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Layouts;

/** Character devices: the node, the numbers of the ioctls, what is read and when it is ready. */
public final class CharDevChecks {
    private static final Pattern NODE = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._-]{1,63}");
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final BigInteger BYTE = BigInteger.valueOf(0xff);
    private static final int OCTAL = 8;

    private final Session session;
    private final CallChecks calls;

    public CharDevChecks(Session session) {
        this.session = session;
        this.calls = new CallChecks(session);
    }

    /** Checks what does not belong to one ioctl. */
    public void check(CharDev source) {
        new FieldChecks(session).once(source.getMods());
        if (!NODE.matcher(source.getNode()).matches()) {
            session.report(source, VbusPackage.Literals.CHAR_DEV__NODE, BAD_NODE.of(source.getNode()));
        }
        List<Read> reads = all(source, Read.class);
        new NameChecks(session).unique("ioctl", source.getItems(), CharDevChecks::name);
        List<CharItem> single = source.getItems().stream().filter(item -> name(item) == null).toList();
        new FieldChecks(session).once(single);
        for (Poll poll : all(source, Poll.class)) {
            if (reads.isEmpty() || !poll.getWhat().equals("in")) {
                session.reportWhole(poll, BAD_POLL.of(poll.getWhat()));
            }
        }
        Map<String, List<String>> after = new HashMap<>();
        Map<String, Ioctl> ioctls = new LinkedHashMap<>();
        for (Ioctl ioctl : all(source, Ioctl.class)) {
            List<String> steps = new ArrayList<>();
            ioctl.getMods().stream().filter(AfterMod.class::isInstance).forEach(mod -> steps.addAll(((AfterMod) mod).getSteps()));
            after.put(ioctl.getName(), steps);
            ioctls.put(ioctl.getName(), ioctl);
        }
        calls.order(after, ioctls);
    }

    /** The permission bits; empty if none are said, or if they are wrong, which has been reported. */
    public Optional<Integer> mode(CharDev source) {
        if (source.getMode() == null) {
            return Optional.empty();
        }
        if (!MODE.matcher(source.getMode()).matches()) {
            session.report(source, VbusPackage.Literals.CHAR_DEV__MODE, BAD_MODE.of(source.getMode()));
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(source.getMode(), OCTAL));
    }

    /** A byte of an ioctl's number; empty if it does not fit, which has been reported. */
    public OptionalInt octet(EObject at, EStructuralFeature feature, String what, Optional<BigInteger> value) {
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get().signum() < 0 || value.get().compareTo(BYTE) > 0) {
            session.report(at, feature, NOT_A_BYTE.of(what, value.get()));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.get().intValue());
    }

    /** What an ioctl or a read says of order and errors. */
    public void mods(List<CallMod> mods, CharDev device, boolean gates) {
        new FieldChecks(session).once(mods);
        List<String> steps = all(device, Ioctl.class).stream().map(Ioctl::getName).toList();
        for (CallMod mod : mods) {
            if (mod instanceof AfterMod one) {
                for (int i = 0; i < one.getSteps().size(); i++) {
                    String step = one.getSteps().get(i);
                    if (!steps.contains(step)) {
                        session.report(one, VbusPackage.Literals.AFTER_MOD__STEPS, i, Removals.used(device.getItems(), step)
                                .orElseGet(() -> AFTER_UNKNOWN_IOCTL.of(step, device.getName()).nearest(step, steps)));
                    }
                }
            } else if (mod instanceof ErrorsMod errors) {
                calls.errors(errors);
            } else if (mod instanceof CallGateMod && !gates) {
                session.reportWhole(mod, NOT_HERE.of("if", "a read"));
            }
        }
    }

    /** The result of an ioctl fits. */
    public void result(Ioctl ioctl) {
        if (ioctl.getRet() != null) {
            calls.result(ioctl.getRet());
        }
    }

    /** The number has room for the size of the block. That it is the same on all machines follows from its having no holes. */
    public boolean block(Ioctl ioctl, Layouts layouts) {
        long size = layouts.lp64().size();
        if (size > org.vbus.model.device.CharDev.Ioctl.MAX_BLOCK) {
            session.report(ioctl, BLOCK_TOO_LARGE.of(ioctl.getName(), size, org.vbus.model.device.CharDev.Ioctl.MAX_BLOCK));
            return false;
        }
        return true;
    }

    /** Whether a read gives one array of any length. */
    public boolean read(Read read) {
        List<Arg> args = read.getPayload().getArgs();
        boolean good = args.size() == 1 && args.get(0).getDir() == Dir.OUTP && args.get(0).getType() instanceof Named named
                && named.getDims().size() == 1 && named.getDims().get(0).getSize() == null;
        if (!good) {
            session.reportWhole(read, BAD_READ.here());
        }
        return good;
    }

    /** Flags that an ioctl hands back, by name: an ioctl behind `if` needs one of them granted. */
    public Map<String, Expr> granted(CharDev device) {
        Map<String, Expr> granted = new LinkedHashMap<>();
        for (Ioctl ioctl : all(device, Ioctl.class)) {
            List<Arg> args = ioctl.getPayload() == null ? List.of() : ioctl.getPayload().getArgs();
            for (Arg arg : args) {
                if (arg.getDir() != Dir.INP && arg.getType() instanceof NamedRef named && named.getType() instanceof Struct struct) {
                    struct.getMembers().forEach(member -> granted(List.of(ioctl.getName(), arg.getName()), member, granted));
                }
            }
        }
        return granted;
    }

    private void granted(List<String> holder, Member member, Map<String, Expr> granted) {
        if (!(member instanceof Field field) || !(field.getType() instanceof NamedRef named) || !(named.getType() instanceof Flags flags)) {
            return;
        }
        boolean back = field.getMods().stream().filter(DirMod.class::isInstance).noneMatch(mod -> ((DirMod) mod).getDir() == Dir.INP);
        List<String> path = List.of(holder.get(0), holder.get(1), field.getName());
        flags.getLiterals().forEach(literal -> session.value(literal).filter(bit -> back).ifPresent(bit -> granted.putIfAbsent(literal.getName(),
                new Expr.FlagSet(path, literal.getName(), BigInteger.ONE.shiftLeft(bit.intValue())))));
    }

    private static String name(CharItem item) {
        return item instanceof Ioctl ioctl ? ioctl.getName() : item instanceof RemovedIoctl removed ? removed.getName() : null;
    }

    private static <T> List<T> all(CharDev device, Class<T> kind) {
        return device.getItems().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
