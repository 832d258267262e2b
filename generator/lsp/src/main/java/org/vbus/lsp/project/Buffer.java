// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.project;

import java.nio.file.Path;
import org.vbus.lsp.text.Text;

/**
 * A file that an editor has open.
 *
 * @param uri as the editor writes it
 * @param version as the editor counts
 * @param edition grows with each text that any buffer gets
 */
public record Buffer(String uri, Path path, int version, long edition, Text text) { }
