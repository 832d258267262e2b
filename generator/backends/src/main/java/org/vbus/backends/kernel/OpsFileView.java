// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;

/**
 * What {@code ops-file.stg} speaks of: a file of operations to begin with.
 *
 * @param subject what the operations are of
 * @param header the generated header
 * @param macro that defines the operations
 * @param prefix of the functions
 * @param ops every operation
 */
record OpsFileView(String subject, String header, String macro, String prefix, List<Op> ops) { }
