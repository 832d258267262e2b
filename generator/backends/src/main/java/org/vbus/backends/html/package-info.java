// SPDX-License-Identifier: Apache-2.0
/**
 * Pages for people who read an ABI: one for each spec, with tables, links and pictures, and an index with a search over all of them. They need
 * nothing but themselves, from a disk or a server (decision 034).
 *
 * <p>{@link org.vbus.backends.html.Html} is the only text that views hold, so that nothing reaches a page without being escaped. Sections turn
 * elements of the model into {@code PageView.Entry}; {@code Canvas} and the classes {@code …Picture} compute where everything of a picture lies.
 */
package org.vbus.backends.html;
