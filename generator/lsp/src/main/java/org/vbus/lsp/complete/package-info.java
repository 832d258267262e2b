// SPDX-License-Identifier: Apache-2.0
/** What may be typed at a place. */
package org.vbus.lsp.complete;
