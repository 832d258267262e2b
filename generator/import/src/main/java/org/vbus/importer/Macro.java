// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

/**
 * A {@code #define}.
 *
 * @param body what it expands to, as written; empty where it expands to nothing
 */
record Macro(String name, boolean takesArguments, String body, String file, int line) { }
