// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The profiles that there is a project for. */
public final class Profiles {
    private static final String LIST = "/org/vbus/cli/projects/profiles.properties";

    private final Map<String, String> all = new TreeMap<>();

    private Profiles() throws IOException {
        Properties list = new Properties();
        try (InputStream in = Profiles.class.getResourceAsStream(LIST)) {
            list.load(in);
        }
        list.stringPropertyNames().forEach(name -> all.put(name, list.getProperty(name)));
    }

    /** Those of this build. */
    public static Profiles installed() throws IOException {
        return new Profiles();
    }

    /** What each is for, by name. */
    public Map<String, String> all() {
        return Map.copyOf(all);
    }

    /**
     * Its template.
     *
     * @throws IllegalArgumentException which says what profiles there are
     */
    public Template template(String name) {
        if (!all.containsKey(name)) {
            throw new IllegalArgumentException("there is no profile `" + name + "` here, but " + described());
        }
        return new Template(name);
    }

    /** One line a profile. */
    public String described() {
        StringBuilder text = new StringBuilder("these:");
        all.forEach((name, what) -> text.append("%n  %-8s %s".formatted(name, what)));
        return text.toString();
    }
}
