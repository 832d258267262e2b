// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kbuild;

import java.util.List;

/**
 * What {@code kbuild.stg} speaks of.
 *
 * @param banner in one line, without comment signs
 * @param device name of the folder
 * @param modules built there
 */
record KbuildView(String banner, String device, List<Module> modules) {
    /**
     * A kernel module.
     *
     * @param name without {@code .ko}
     * @param generated object that is generated, without {@code .o}
     * @param ops object of the author, without {@code .o}
     * @param config symbol that may switch it off, without {@code CONFIG_}
     * @param title what it is, for Kconfig
     * @param help lines of help
     */
    record Module(String name, String generated, String ops, String config, String title, List<String> help) { }
}
