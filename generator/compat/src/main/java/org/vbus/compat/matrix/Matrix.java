// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every driver on every device.
 *
 * @param releases labels, the oldest first
 * @param cells by driver, device, subject, then the base before its features; no cell where the driver's release has no such device
 */
public record Matrix(List<String> releases, List<Cell> cells) {
    public Matrix {
        releases = List.copyOf(releases);
        cells = List.copyOf(cells);
    }

    /** What drivers and devices meet over. */
    public List<String> subjects() {
        return cells.stream().map(Cell::subject).distinct().sorted().toList();
    }

    /** All configurations of one meeting, the base first. */
    public Stream<Cell> of(String subject, String driver, String device) {
        return cells.stream().filter(cell -> cell.subject().equals(subject) && cell.driver().equals(driver) && cell.device().equals(device));
    }
}
