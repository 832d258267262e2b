// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;

/**
 * A file with a flyweight.
 *
 * @param banner first line
 * @param imports sorted
 */
record FlyweightView(String banner, String packageName, List<String> imports, ClassView body) { }
