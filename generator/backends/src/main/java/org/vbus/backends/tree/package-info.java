// SPDX-License-Identifier: Apache-2.0
/** The hand-written core of the kernel tree, which travels with the compiler so that every output builds by itself. */
package org.vbus.backends.tree;
