// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.List;
import java.util.Optional;

/**
 * One driver on one device, in one configuration.
 *
 * @param driver label of the driver's release; of a character device, the program's
 * @param device label of the device's release; of a character device, the kernel's
 * @param subject what they meet over, as {@code device linux.venet.venet}, by its newest name
 * @param feature what is asked for, as {@code SG.TSO4}; empty for the base without any
 * @param negotiated what is on then: the feature and what it requires; none when it is not granted
 * @param reason rule and path of the worst finding, or what is refused or lacking; empty when there is nothing to say
 */
public record Cell(String driver, String device, String subject, Optional<String> feature, List<String> negotiated, Outcome outcome, String reason) {
    public Cell {
        negotiated = List.copyOf(negotiated);
    }
}
