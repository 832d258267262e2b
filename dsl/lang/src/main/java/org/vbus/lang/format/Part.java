// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

/** A piece of an item. */
sealed interface Part permits Word, Block { }
