// SPDX-License-Identifier: Apache-2.0
/** Every number that may be reported, whoever reports it, and the page that explains it. */
package org.vbus.compiler.explain;
