// SPDX-License-Identifier: Apache-2.0
/**
 * Warnings: what compiles and will hurt later. One class a rule; each looks at the model of one file and says where. Only files that
 * promise something ({@code testing}, {@code stable}) are looked at.
 */
package org.vbus.lang.validation.lint;
