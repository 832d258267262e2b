// SPDX-License-Identifier: Apache-2.0
/** Messages in and out: what is malformed is answered, not followed. */
package org.vbus.lsp.rpc;
