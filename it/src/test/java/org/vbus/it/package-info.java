// SPDX-License-Identifier: Apache-2.0
/** Tests of the whole: what {@code vbusc} writes is compiled, measured, loaded and run. */
package org.vbus.it;
