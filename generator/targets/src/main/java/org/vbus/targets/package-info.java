// SPDX-License-Identifier: Apache-2.0
/**
 * Facts about the languages that outputs are written in: one small class for the reserved words, one for the symbols and one for
 * the type names of each.
 */
package org.vbus.targets;
