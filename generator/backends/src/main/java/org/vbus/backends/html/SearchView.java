// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;

/** What {@code search-index.stg} speaks of: everything that has a name. */
record SearchView(Html banner, List<Line> lines) {
    /** A place; all are literals of JavaScript. {@code page} is a file below {@code specs/}. */
    record Line(Html name, Html kind, Html page, Html id, Html about) { }
}
