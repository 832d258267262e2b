// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples;

import picocli.CommandLine.Option;

/** What every example has. */
public final class HelpOption {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Says what there is.")
    private boolean wanted;
}
