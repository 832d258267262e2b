// SPDX-License-Identifier: Apache-2.0
/** A spec beside what a kernel says of its own types. */
package org.vbus.drift;
