// SPDX-License-Identifier: Apache-2.0
/** Java as the bindings are written in: JDK 25, {@code java.lang.foreign}. */
package org.vbus.targets.java;
