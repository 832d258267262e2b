// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel tree against the headers of each supported series. */
@Needs("kernel")
class KernelBuildIT {
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void theTreeBuildsWithoutAWarning(String series) throws IOException, InterruptedException {
        KernelTree.build(series, Home.KERNEL, "tree");
    }
}
