// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import org.vbus.model.Origin;

/**
 * Something that a spec declares.
 *
 * @param title as {@code call START of device sensor}
 * @param origin where
 * @param precise whether it is more than a whole device or model
 */
public record Named(String title, Origin origin, boolean precise) { }
