// SPDX-License-Identifier: Apache-2.0
/** Files: open ones, those of the workspace, those in jars and in frozen releases, and which of them declares a package. */
package org.vbus.lsp.project;
