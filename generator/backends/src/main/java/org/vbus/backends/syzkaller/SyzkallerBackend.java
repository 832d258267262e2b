// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Comments;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** {@code syzkaller/<package>.txt} and {@code .txt.const} for each spec that has character devices. */
public final class SyzkallerBackend implements Backend {
    @Override
    public String name() {
        return "syzkaller";
    }

    @Override
    public String summary() {
        return "descriptions of character devices for the fuzzer syzkaller";
    }

    /** None: what its language cannot say, as a condition over several fields, it leaves to chance. */
    @Override
    public void generate(SpecSet specs, OutputSink out) {
        for (Spec spec : specs.requestedSpecs()) {
            if (!spec.charDevs().isEmpty()) {
                // as syzkaller's own files are called
                String stem = "syzkaller/" + spec.packageName().replace('.', '_') + ".txt";
                Descriptions descriptions = new Descriptions(specs, spec);
                String banner = Comments.line(Banner.of(spec));
                out.write(stem, Templates.render(SyzkallerBackend.class, "descriptions", descriptions.view(banner)));
                out.write(stem + ".const", Templates.render(SyzkallerBackend.class, "constants", descriptions.constants(banner)));
            }
        }
    }
}
