// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file that we have made, and take away once: what has its name later is somebody else's. Any thread. */
final class OwnFile {
    private static final System.Logger LOG = System.getLogger(OwnFile.class.getName());

    private final Path path;
    private final AtomicBoolean removed = new AtomicBoolean();

    OwnFile(Path path) {
        this.path = path;
    }

    /** Takes it away, if we have not yet. What cannot be removed is logged: it is no reason for anything else to fail. */
    void remove() {
        if (!removed.compareAndSet(false, true)) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove " + path + ": " + e);
        }
    }
}
