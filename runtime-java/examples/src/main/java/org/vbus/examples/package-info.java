// SPDX-License-Identifier: Apache-2.0
/** Examples for newcomers: {@link org.vbus.examples.Examples} starts each by its name. The walk is in the module's README. */
package org.vbus.examples;
