// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kbuild;

import java.util.List;

/**
 * What {@code kconfig.stg} speaks of.
 *
 * @param banner in one line, without comment signs
 * @param modules one symbol for each
 */
record KconfigView(String banner, List<KbuildView.Module> modules) { }
