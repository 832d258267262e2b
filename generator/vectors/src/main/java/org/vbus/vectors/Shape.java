// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import org.vbus.model.layout.Layouts;
import org.vbus.model.type.Body;

/**
 * What a vector may be of: a declared struct, the block of a call, or an alias of a number.
 *
 * @param name C tag, or the alias
 * @param alias its only member is {@code value}, and C has no struct for it
 */
public record Shape(String name, Body body, Layouts layouts, boolean alias) { }
