// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import org.vbus.model.Origin;

/**
 * Something that a spec declares.
 *
 * @param title as {@code call START of device sensor}
 * @param origin where
 * @param precise whether it is a part of a device or of a model, not the whole
 */
public record Named(String title, Origin origin, boolean precise) { }
