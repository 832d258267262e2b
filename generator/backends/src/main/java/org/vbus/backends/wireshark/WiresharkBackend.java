// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.wireshark;

import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Comments;
import org.vbus.backends.text.Templates;
import org.vbus.model.SpecSet;

/** {@code wireshark/<package>.lua} for each spec, and {@code wireshark/vbus-record.lua} beside them. */
public final class WiresharkBackend implements Backend {
    /** "vbrc"; the rest of the form is in docs/wireshark.md. */
    private static final String MAGIC = "0x76627263";
    private static final int VERSION = 1;
    private static final int HEADER = 24;
    private static final int MAX_ITEMS = 20_000;

    @Override
    public String name() {
        return "wireshark";
    }

    @Override
    public String summary() {
        return "dissectors in Lua for Wireshark: every struct, ring payload, call and ioctl, from capture records";
    }

    /** None: whatever a spec can say has a form in the tables. */
    @Override
    public void generate(SpecSet specs, OutputSink out) {
        RecordView reader = new RecordView(Banner.MARK + ". Do not edit.", MAGIC, VERSION, HEADER, MAX_ITEMS);
        out.write("wireshark/vbus-record.lua", Templates.render(WiresharkBackend.class, "vbus-record", reader));
        specs.requestedSpecs().parallelStream().forEach(spec -> out.write("wireshark/" + spec.packageName() + ".lua",
                Templates.render(WiresharkBackend.class, "spec", new Tables(specs, spec).view(Comments.line(Banner.of(spec))))));
    }
}
