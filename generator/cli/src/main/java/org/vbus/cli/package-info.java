// SPDX-License-Identifier: Apache-2.0
/** The command line: arguments in, text and exit status out; everything else is the compiler's. */
package org.vbus.cli;
