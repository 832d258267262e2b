// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.STGroup;
import org.stringtemplate.v4.STGroupFile;

/**
 * Renders a view by the template file of the same stem. Every template file has a template {@code file(v)}; {@code $} delimits
 * in C and Java, {@code %} in build files. A name that the view lacks, a template that is not there, or a null fails.
 */
public final class Templates {
    // a group has one lock for all who read it, so each thread has groups of its own
    private static final ThreadLocal<Map<String, STGroup>> GROUPS = ThreadLocal.withInitial(HashMap::new);

    private Templates() { }

    /**
     * Renders one output file.
     *
     * @param owner class beside whose resources the template lies
     * @param stem name of the template file without {@code .stg}
     * @throws TemplateException when template and view do not fit
     */
    public static String render(Class<?> owner, String stem, Record view) {
        ST template = group(owner, stem).getInstanceOf("file");
        if (template == null) {
            throw new TemplateException(stem + ".stg has no template file(v)");
        }
        template.add("v", view);
        LineWriter out = new LineWriter();
        template.write(out, new FailingListener(stem));
        return out.text();
    }

    /** Loads and compiles one template file; the contract test loads them all. */
    static STGroup group(Class<?> owner, String stem) {
        return GROUPS.get().computeIfAbsent(owner.getPackageName() + "/" + stem, key -> load(owner, stem));
    }

    private static STGroup load(Class<?> owner, String stem) {
        URL url = owner.getResource(stem + ".stg");
        if (url == null) {
            throw new TemplateException("no template " + stem + ".stg beside " + owner.getName());
        }
        ModelAdaptor<Record> records = new RecordAdaptor();
        STGroupFile group = new STGroupFile(url, StandardCharsets.UTF_8.name(), '$', '$') {
            /** Nearly everything that a template reads is a record: not to be looked for in the registry each time. */
            @Override
            @SuppressWarnings("unchecked")
            public <T> ModelAdaptor<? super T> getModelAdaptor(Class<T> type) {
                return Record.class.isAssignableFrom(type) ? (ModelAdaptor<? super T>) records : super.getModelAdaptor(type);
            }
        };
        group.setListener(new FailingListener(stem));
        group.load();
        return group;
    }
}
