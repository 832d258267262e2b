// SPDX-License-Identifier: Apache-2.0
/**
 * What rules say against what machines do: random specs are edited at random, and the readers and writers that a C compiler makes of both generated headers
 * decide whether the two misread each other. Nothing here asks the compiler of this repository where a field lies.
 */
package org.vbus.compat.proof;
