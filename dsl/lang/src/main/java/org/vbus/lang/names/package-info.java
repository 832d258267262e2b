// SPDX-License-Identifier: Apache-2.0
/** Beside the steps: which declaration each written name means, for tools that go from one to the other. */
package org.vbus.lang.names;
