// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.diag;

import org.vbus.model.Origin;

/**
 * An edit that removes a diagnostic. Offered only where the edit is what an author would most likely type; it may bring up the next error.
 *
 * @param span what to replace, within one line; of length 0 to insert before its column
 * @param replacement what to write there; empty to remove
 */
public record Fix(Origin span, String replacement) { }
