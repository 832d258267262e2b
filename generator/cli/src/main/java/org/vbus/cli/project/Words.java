// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands for the words between at signs in a template. */
public final class Words {
    private static final Pattern WORD = Pattern.compile("@([A-Za-z.]+)@");

    private final Map<String, String> words;

    /**
     * Those of a project.
     *
     * @param version of the artifacts of the bus
     * @param fragment the {@code vbus.mk} that its Makefile includes
     */
    public Words(DeviceName device, PackageName pack, String version, Path fragment) {
        words = Map.of("name", device.text(), "NAME", device.upper(), "Name", device.camel(), "package", pack.text(), "path", pack.path(),
                "type", pack.type(device), "artifact", device.dashed(), "version", version, "vbus.mk", fragment.toString());
    }

    /** A text or a path with all of them replaced. */
    String in(String text) {
        return WORD.matcher(text).replaceAll(found -> {
            String value = words.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("a template has " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
