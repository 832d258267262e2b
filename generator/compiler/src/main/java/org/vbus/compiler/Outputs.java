// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import org.vbus.backends.OutputSink;

/** Takes all outputs of a run and brings them where they belong when the last one is there: all, or none. */
public interface Outputs extends OutputSink, AutoCloseable {
    /**
     * Brings what differs to its place.
     *
     * @throws IOException when the disk refuses
     */
    OutputTree.Published publish() throws IOException;

    /** Drops what was not published. */
    @Override
    void close() throws IOException;
}
