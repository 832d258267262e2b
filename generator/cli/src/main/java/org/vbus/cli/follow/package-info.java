// SPDX-License-Identifier: Apache-2.0
/** Trace events of generated modules in the words of their spec, as they come. */
package org.vbus.cli.follow;
