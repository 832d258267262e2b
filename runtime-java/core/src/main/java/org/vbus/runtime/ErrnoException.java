// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

import java.util.Optional;

/** A call was answered with an error number: by the kernel, by a bus or by a device. Says which call and which number. */
public class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int number;

    /**
     * One refusal.
     *
     * @param call what was asked, with what matters of its arguments, as {@code open(/dev/vbus)} or {@code venet.LINKUP}
     * @param number the error number, positive
     */
    public ErrnoException(String call, int number) {
        super(call + ": " + Errno.describe(number));
        this.call = call;
        this.number = number;
    }

    /** One refusal, by name. */
    public ErrnoException(String call, Errno errno) {
        this(call, errno.number());
    }

    /** What was asked. */
    public String call() {
        return call;
    }

    /** The error number, positive. */
    public int number() {
        return number;
    }

    /** Its name, if it has one. */
    public Optional<Errno> errno() {
        return Errno.of(number);
    }

    /** Whether it is this one. */
    public boolean is(Errno errno) {
        return number == errno.number();
    }
}
