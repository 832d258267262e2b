// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.util.Set;
import org.vbus.os.Credentials;
import org.vbus.os.Process;

/** Who may join a container. */
@FunctionalInterface
public interface Admission {
    /** Whether a process may join, by what the kernel says of it. */
    boolean admits(Credentials process);

    /** Mode of the socket's file, as chmod(1) has it: only who may write to the file can ask at all. */
    default int mode() {
        return 0600;
    }

    /** Processes of the user who runs this one, and root's. */
    static Admission sameUser() {
        int self = Process.effectiveUser();
        return process -> process.uid() == self || process.uid() == 0;
    }

    /** Processes of these users. */
    static Admission users(Set<Integer> uids) {
        Set<Integer> admitted = Set.copyOf(uids);
        return new Admission() {
            @Override
            public boolean admits(Credentials process) {
                return admitted.contains(process.uid());
            }

            @Override
            public int mode() {
                return 0666;
            }
        };
    }
}
