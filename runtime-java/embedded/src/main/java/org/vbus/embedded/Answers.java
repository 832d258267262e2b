// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.FieldRangeException;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.WindowException;

/** What a driver gets to hear of what a device throws. */
final class Answers {
    private static final Logger LOG = System.getLogger("org.vbus.embedded");

    private Answers() { }

    /**
     * Runs a device's code.
     *
     * @param call what the driver asked
     * @throws ErrnoException the device's own; {@code EINVAL} when the driver's data is wrong; {@code EIO} when the device failed, which is logged
     */
    static <T> T of(String call, Supplier<T> device) {
        try {
            return device.get();
        } catch (ErrnoException e) {
            throw new ErrnoException(call, e.number());
        } catch (PeerDataException | WindowException | FieldRangeException e) {
            LOG.log(Level.DEBUG, () -> call + ": " + e.getMessage());
            throw new ErrnoException(call, Errno.EINVAL);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, call + ": the device failed", e);
            throw new ErrnoException(call, Errno.EIO);
        }
    }

    /** As {@link #of}, for what has no answer: it is over in any case. */
    static void logged(String what, Runnable device) {
        try {
            device.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, what + ": the device failed", e);
        }
    }
}
