// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;

/** The package's own file. */
record PackageView(String banner, String packageName, List<String> doc) { }
