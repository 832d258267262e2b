// SPDX-License-Identifier: Apache-2.0
/** One class for each thing that an editor asks. */
package org.vbus.lsp.feature;
