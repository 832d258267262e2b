// SPDX-License-Identifier: Apache-2.0
/** What administrators read: for each device model a file in the form of the kernel's {@code Documentation/ABI}, one entry for each attribute. */
package org.vbus.backends.docs;
