// SPDX-License-Identifier: Apache-2.0
/** What is known of each file, kept as long as it holds, and what is told of it as somebody types. */
package org.vbus.lsp.check;
