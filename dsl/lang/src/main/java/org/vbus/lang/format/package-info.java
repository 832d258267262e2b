// SPDX-License-Identifier: Apache-2.0
/**
 * One way to write a spec: the text of a file as it is, with other blanks and line breaks. See docs/decisions/014.
 *
 * <p>{@link org.vbus.lang.format.TreeBuilder} cuts the parsed text into words, comments, items and blocks, {@link org.vbus.lang.format.BlockPrinter}
 * and {@link org.vbus.lang.format.ItemPrinter} write them again. Which words belong together is read from the grammar, so that a new construct
 * needs no line here.
 */
package org.vbus.lang.format;
