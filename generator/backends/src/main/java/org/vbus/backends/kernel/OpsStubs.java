// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.backends.text.Templates;
import org.vbus.targets.c.CSymbols;

/**
 * The author's file of operations: the text to begin with, and what an existing file lacks. Nothing here is written by a back
 * end: the file is the author's.
 *
 * @param path below the folder of the author's files, as {@code venet_tap_ops.c}
 * @param subject model or driver, for the first comment
 * @param header generated header that declares the operations
 * @param macro that defines them, as {@code DEFINE_VENET_TAP_OPS}
 * @param prefix of the functions in a new file
 * @param ops every operation that is the author's, in the order of the struct
 */
public record OpsStubs(String path, String subject, String header, String macro, String prefix, List<Op> ops) {
    public OpsStubs {
        ops = ops.stream().filter(Op::own).toList();
    }

    /** Those of a device model. */
    public static OpsStubs ofModel(String model, List<Op> ops) {
        return new OpsStubs(model + "_ops.c", "device model " + model, model + "_host.h", "DEFINE_" + CSymbols.upper(model) + "_OPS", model, ops);
    }

    /** Those of a device's driver. */
    public static OpsStubs ofDriver(String device, List<Op> ops) {
        return new OpsStubs(device + "_ops.c", "the driver of " + device, device + "_guest.h", "DEFINE_" + CSymbols.upper(device) + "_OPS",
                device + "_drv", ops);
    }

    /** A whole file that compiles: every call fails with EOPNOTSUPP until it is written. */
    public String file() {
        return Templates.render(OpsStubs.class, "ops-file", new OpsFileView(subject, header, macro, prefix, ops));
    }

    /** Operations that a file does not define. */
    public List<Op> missing(String text) {
        String used = prefixIn(text);
        return ops.stream().filter(op -> !Pattern.compile("\\b" + Pattern.quote(used + "_" + op.member()) + "\\s*\\(").matcher(text).find()).toList();
    }

    /** Stubs of what a file does not define, under the prefix that the file uses; empty when nothing is missing. */
    public String stubs(String text) {
        List<Op> missing = missing(text);
        return missing.isEmpty() ? "" : Templates.render(OpsStubs.class, "ops-stubs", new OpsStubsView(prefixIn(text), missing));
    }

    private String prefixIn(String text) {
        Matcher use = Pattern.compile("\\b" + macro + "\\s*\\(\\s*(\\w+)\\s*\\)").matcher(text);
        return use.find() ? use.group(1) : prefix;
    }
}
