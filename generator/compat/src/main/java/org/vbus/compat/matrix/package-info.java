// SPDX-License-Identifier: Apache-2.0
/** Which release's driver works with which release's device, and with which features: computed from comparisons and findings, no file is read. */
package org.vbus.compat.matrix;
