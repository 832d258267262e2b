// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.backends.java.Bindings;
import org.vbus.backends.java.Bindings.Kind;
import org.vbus.backends.java.Docs;
import org.vbus.backends.java.Imports;
import org.vbus.backends.java.Unique;
import org.vbus.backends.text.Comments;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.type.Direction;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Builds the view of one call of a client: what are parameters, what is returned, what the comment says. */
final class CallBuilder {
    static final String ERRNO = "* @throws ErrnoException ";

    private final DeviceParts parts;
    private final Imports imports;
    private final Call call;
    private final Optional<Bindings.Block> block;
    private final boolean hasResult;
    private final Unique variables = new Unique(name -> ClientBuilder.LOCALS.contains(name) || name.startsWith("granted"));

    private final List<String> doc = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> fills = new ArrayList<>();
    private final List<String> returns = new ArrayList<>();
    private String type;

    CallBuilder(DeviceParts parts, Imports imports, Call call) {
        this.parts = parts;
        this.imports = imports;
        this.call = call;
        this.block = parts.block(call);
        this.hasResult = call.result().isPresent();
        this.type = hasResult ? "int" : "void";
    }

    ClientView.Call view(String method) {
        doc.addAll(Docs.of(call.meta(), "Call " + Docs.code(call.name()) + ".", DeviceParts.facts(call)));
        doc.add("*");
        if (block.isPresent() && isPlain(block.get())) {
            plain(block.get());
        } else if (block.isPresent() && returnsStruct(block.get())) {
            type = imports.use(block.get().type());
            doc.add("* @return what the device answers, checked");
            returns.add("return block;");
        } else {
            block.ifPresent(this::whole);
            if (hasResult) {
                returns.add("return result;");
            }
        }
        List<String> checks = block.map(of -> DeviceParts.check(call, of, false)).orElse(List.of());
        ending(!checks.isEmpty());
        return new ClientView.Call(doc, type, method, String.join(", ", parameters), parts.gate(call.gate(), imports), JavaTypes.string(call.name()),
                DeviceParts.after(call), parts.function(call, imports), block.map(of -> imports.use(of.type())).stream().toList(), fills, checks, returns, hasResult);
    }

    // ---- shapes

    /** Whether arguments are parameters and results are returned; else the block is a parameter. */
    private boolean isPlain(Bindings.Block of) {
        return !of.isStruct() && !(hasResult && answers())
                && of.values().stream().noneMatch(value -> value.direction().toDevice() && value.kind() == Kind.OTHER && !value.setter().isEmpty());
    }

    private boolean returnsStruct(Bindings.Block of) {
        return of.isStruct() && call.args().get(0).direction() == Direction.OUT && !hasResult;
    }

    private boolean answers() {
        return call.args().stream().anyMatch(arg -> arg.direction().toDriver());
    }

    private void plain(Bindings.Block of) {
        of.values().stream().filter(value -> value.direction().toDevice() && !value.setter().isEmpty()).forEach(this::parameter);
        List<Bindings.Value> outs = of.values().stream().filter(value -> value.direction().toDriver()).toList();
        if (outs.size() == 1 && outs.get(0).kind() != Kind.OTHER) {
            answer(outs.get(0));
        } else if (!outs.isEmpty()) {
            type = imports.use(of.type());
            doc.add("* @return what the device answers, checked: " + outs.stream().map(out -> Docs.code(out.name())).collect(Collectors.joining(", ")));
            returns.add("return block;");
        } else if (hasResult) {
            returns.add("return result;");
        }
    }

    private void parameter(Bindings.Value value) {
        String variable = variables.claim(JavaNames.variable(value.name()));
        parameters.add(typeOf(value) + " " + variable);
        doc.add("* @param " + variable + " " + said(value));
        fills.add(value.kind() == Kind.STRUCT ? "block." + value.getter() + "().copyFrom(" + variable + ");" : "block." + value.setter() + "(" + variable + ");");
    }

    private void answer(Bindings.Value out) {
        type = typeOf(out);
        doc.add("* @return " + said(out));
        if (out.kind() == Kind.BYTES) {
            returns.addAll(List.of("byte[] copy = new byte[" + out.count() + "];", "block." + out.getter() + "(copy);", "return copy;"));
        } else {
            returns.add("return block." + out.getter() + "();");
        }
    }

    private void whole(Bindings.Block of) {
        String variable = of.isStruct() ? variables.claim(JavaNames.variable(call.args().get(0).name())) : "args";
        boolean comesBack = answers();
        parameters.add(imports.use(of.type()) + " " + variable);
        doc.add("* @param " + variable + (comesBack ? " in private memory; has the answer when this returns" : " is copied"));
        fills.add("block.copyFrom(" + variable + ");");
        if (comesBack) {
            returns.add(variable + ".copyFrom(block);");
        }
    }

    private String typeOf(Bindings.Value value) {
        return value.kind() == Kind.LITERAL || value.kind() == Kind.STRUCT ? imports.use(value.type()) : value.type();
    }

    // ---- words

    /** What the spec says of an argument, on one line. */
    private String said(Bindings.Value value) {
        Optional<Arg> arg = call.args().stream().filter(candidate -> candidate.name().equals(value.name())).findFirst();
        String text = arg.filter(found -> !found.meta().doc().isBlank()).map(found -> Docs.html(found.meta().doc())).orElse(Docs.code(value.name()));
        String length = value.kind() == Kind.BYTES ? "; " + value.count() + " bytes" : "";
        String facts = arg.map(found -> String.join(" ", Docs.facts(found.facts(), List.of()))).orElse("");
        return Comments.line(text + length + (facts.isEmpty() ? "" : ". " + facts));
    }

    private void ending(boolean judged) {
        if (hasResult) {
            doc.add("* @return 0 or more");
        }
        doc.add(ERRNO + (call.errors().isEmpty() ? "what the device answers" : Docs.code(String.join(", ", call.errors()))
                + ", or another one of the device or of the bus"));
        List<String> early = new ArrayList<>();
        if (!call.after().isEmpty()) {
            early.add("when it comes too early");
        }
        if (call.gate().isPresent()) {
            early.add("when the features are not granted");
        }
        if (!early.isEmpty()) {
            doc.add("* @throws IllegalStateException " + String.join(", or ", early));
        }
        if (judged) {
            doc.add("* @throws PeerDataException when the answer breaks the spec");
        }
    }
}
