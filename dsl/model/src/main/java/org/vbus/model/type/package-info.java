// SPDX-License-Identifier: Apache-2.0
/** Types: scalars, arrays, structs, unions, enums, flags, and the facts that hang on a field. */
package org.vbus.model.type;
