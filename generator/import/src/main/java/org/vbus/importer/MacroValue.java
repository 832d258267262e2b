// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.math.BigInteger;

/**
 * The number that a macro stands for.
 *
 * @param bytes of its C type
 */
record MacroValue(BigInteger value, int bytes) { }
