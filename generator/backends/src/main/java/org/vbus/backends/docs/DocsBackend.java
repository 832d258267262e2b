// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.docs;

import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.docs.AbiFileView.Entry;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.backends.text.Comments;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.DeviceModel;

/** {@code Documentation/ABI/testing/sysfs-vbus-<model>} for each device model that has attributes. */
public final class DocsBackend implements Backend {
    @Override
    public String name() {
        return "docs";
    }

    @Override
    public String summary() {
        return "what each file of a device in sysfs holds, as the kernel's Documentation/ABI says it";
    }

    /** None: the values that have no form in sysfs are refused by {@code host}. */
    @Override
    public void generate(SpecSet specs, OutputSink out) {
        AttributeValues values = new AttributeValues(new KernelTypes(specs));
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : spec.models()) {
                if (!model.attributes().isEmpty()) {
                    List<Entry> entries = model.attributes().stream().map(attribute -> entry(attribute, values)).toList();
                    AbiFileView view = new AbiFileView(Comments.line(Banner.of(spec)), Comments.line(model.typeString()), entries);
                    out.write("Documentation/ABI/testing/sysfs-vbus-" + model.name(), Templates.render(DocsBackend.class, "abi-file", view));
                }
            }
        }
    }

    private static Entry entry(DeviceModel.Attribute attribute, AttributeValues values) {
        return new Entry(attribute.name(), attribute.access().name(), Comments.lines(attribute.meta().doc()), Comments.lines(values.say(attribute)));
    }
}
