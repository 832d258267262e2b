// SPDX-License-Identifier: Apache-2.0
/** What the back ends of the two kernel halves share: C expressions, checks, the shape of calls, operations and their stubs. */
package org.vbus.backends.kernel;
