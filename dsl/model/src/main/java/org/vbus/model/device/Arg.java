// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import org.vbus.model.Meta;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.TypeRef;

/** One argument of a call, or what a ring's slot carries. A choice of layouts is in the facts' gate and other type. */
public record Arg(Meta meta, Direction direction, String name, TypeRef type, FieldFacts facts) { }
