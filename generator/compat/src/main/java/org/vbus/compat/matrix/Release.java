// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import org.vbus.compat.abi.Abi;

/**
 * One side's version.
 *
 * @param label what reports call it, unique among those that are compared
 */
public record Release(String label, Abi abi) { }
