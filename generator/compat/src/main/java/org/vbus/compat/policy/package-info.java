// SPDX-License-Identifier: Apache-2.0
/** What counts of what was found, and who decided it. */
package org.vbus.compat.policy;
