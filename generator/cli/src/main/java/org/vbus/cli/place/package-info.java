// SPDX-License-Identifier: Apache-2.0
/** From what compilers and kernels say of generated code back to the lines of the spec. */
package org.vbus.cli.place;
