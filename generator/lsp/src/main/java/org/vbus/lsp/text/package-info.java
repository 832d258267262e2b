// SPDX-License-Identifier: Apache-2.0
/** Texts of editors, whose columns count UTF-16 units from 0, and of the compiler, whose columns count code points from 1. */
package org.vbus.lsp.text;
