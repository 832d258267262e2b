// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

/** What somebody listens to, until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends it. A second time it does nothing. */
    @Override
    void close();
}
