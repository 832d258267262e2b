// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;

/**
 * What {@code ops-stubs.stg} speaks of: operations that a file lacks.
 *
 * @param prefix of the functions
 * @param ops those that are missing
 */
record OpsStubsView(String prefix, List<Op> ops) { }
