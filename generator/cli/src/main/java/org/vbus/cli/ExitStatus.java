// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

/** What the process says when it ends. */
final class ExitStatus {
    /** Nothing to complain of. */
    static final int FINE = 0;
    /** Errors or findings in the input. */
    static final int FINDINGS = 1;
    /** The command was used wrongly, or a named file is not there. */
    static final int USAGE = 2;
    /** The tool failed. */
    static final int FAILURE = 3;

    private ExitStatus() { }
}
