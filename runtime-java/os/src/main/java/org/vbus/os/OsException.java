// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** Linux refused a call. */
public final class OsException extends ErrnoException {
    private static final long serialVersionUID = 1L;

    /** One refusal: the call with what matters of its arguments, and errno. */
    public OsException(String call, int number) {
        super(call, number);
    }

    /** One refusal, by name. */
    public OsException(String call, Errno errno) {
        super(call, errno);
    }
}
