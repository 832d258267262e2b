// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.diag;

/** How bad a diagnostic is. */
public enum Severity { NOTE, WARNING, ERROR }
