// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.source;

import java.nio.file.Path;
import java.util.Optional;
import org.vbus.lang.diag.Reporter;

/** Where the text of a file comes from: the disk, or an editor that has not saved it yet. */
@FunctionalInterface
public interface Sources {
    /** What is on the disk, or in a jar. */
    Sources FILES = SourceReader::read;

    /**
     * The text of a file.
     *
     * @param name what messages call it
     * @return empty if it cannot be had, which has then been reported
     */
    Optional<SourceText> read(Path path, String name, Reporter reporter);
}
