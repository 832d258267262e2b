// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.util.List;
import linux.vbus_kvm.VbusKvmWhat;
import org.vbus.os.Descriptor;

/** A guest on a bus of the host. It is there for as long as the control page is open anywhere; this is only a handle. Any thread. */
interface Attachment extends AutoCloseable {
    /**
     * News of a guest.
     *
     * @param what happened
     * @param count how often since it was told last
     */
    record News(VbusKvmWhat what, long count) { }

    /** The control page, until {@link #handOver()}. */
    Descriptor control();

    /** Closes the control page here: who it was passed to has it. Without such a one, the guest is gone. */
    void handOver();

    /** Closes all that the guest has open. When it returns, nothing is written into its memory until its driver opens the bus again. */
    void quiesce();

    /** As {@link #quiesce()}, and for good. */
    void detach();

    /** To poll for news. */
    Descriptor descriptor();

    /** What there is, without waiting; of kinds that are not known nothing is said. */
    List<News> news();

    /** Lets go of the handle, and of the control page if it was not handed over. */
    @Override
    void close();
}
