// SPDX-License-Identifier: Apache-2.0
/** The compiler as goals of a Maven build: parameters in, log and files out; everything else is the compiler's. */
package org.vbus.maven;
