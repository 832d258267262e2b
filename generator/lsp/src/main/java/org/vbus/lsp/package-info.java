// SPDX-License-Identifier: Apache-2.0
/** The language server: what editors ask, answered by the compiler. */
package org.vbus.lsp;
