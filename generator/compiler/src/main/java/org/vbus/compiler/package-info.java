// SPDX-License-Identifier: Apache-2.0
/** From paths to files: the steps of the compiler, one after the other, and nothing of what they do. */
package org.vbus.compiler;
