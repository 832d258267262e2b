// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kbuild;

import java.util.List;

/**
 * What {@code kbuild.stg} speaks of.
 *
 * @param banner in one line, without comment signs
 * @param device name of the folder
 * @param authored some module has a file of an author: names the device
 * @param modules built there
 */
record KbuildView(String banner, String device, List<String> authored, List<Module> modules) {
    /**
     * A kernel module.
     *
     * @param name without {@code .ko}
     * @param generated objects that are generated, without {@code .o}
     * @param ops object of the author, without {@code .o}, if there is one
     * @param depends what it is built on, as an expression of Kconfig
     * @param config symbol that may switch it off, without {@code CONFIG_}
     * @param title what it is, for Kconfig
     * @param help lines of help
     */
    record Module(String name, List<String> generated, List<String> ops, String depends, String config, String title, List<String> help) { }
}
