// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.List;

/** The file that describes a package. */
record PackageView(String banner, String packageName, List<String> doc) { }
