// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

/**
 * A device model.
 *
 * @param name of the struct and the module, as {@code venet_tap}
 * @param upper the name in upper case
 * @param className what an administrator writes into {@code type}
 */
record HostModel(String name, String upper, String className) { }
