// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which file declares a package. */
public interface Packages {
    /** The file that an import of a package means. */
    Optional<Path> find(String packageName);

    /** Every package that can be found. */
    List<String> names();
}
