// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import org.vbus.model.type.Member;

/**
 * A member that is said in the language already, and where each machine has it.
 *
 * @param offsets bytes from the start of the struct, one for each machine
 * @param paths what is in it, on both sides
 */
record Part(Member member, long[] offsets, List<Mapping.Path> paths) { }
