// SPDX-License-Identifier: Apache-2.0
/** Where bytes lie, on each ABI class, and the placer that computes it. */
package org.vbus.model.layout;
