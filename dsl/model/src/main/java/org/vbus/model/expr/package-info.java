// SPDX-License-Identifier: Apache-2.0
/** Conditions and lengths over fields, features and constants, with every name resolved. */
package org.vbus.model.expr;
