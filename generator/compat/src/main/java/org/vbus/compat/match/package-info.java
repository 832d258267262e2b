// SPDX-License-Identifier: Apache-2.0
/** Which element of one version is which of the other: renames and moves are recognised, so that rules judge changes and not names. */
package org.vbus.compat.match;
