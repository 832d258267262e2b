// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import org.vbus.runtime.Errno;

/** What to do with the results of {@link Libc}. */
final class Calls {
    private static final int EINTR = Errno.EINTR.number();

    private Calls() { }

    /** A call whose result says how it went. */
    interface Call {
        long run();
    }

    static int check(String call, int result) {
        return (int) check(call, (long) result);
    }

    static long check(String call, long result) {
        if (result < 0) {
            throw new OsException(call, (int) -result);
        }
        return result;
    }

    /** Again whenever a signal handler came in between. */
    static long retry(Call call) {
        long result;
        do {
            result = call.run();
        } while (result == -EINTR);
        return result;
    }
}
