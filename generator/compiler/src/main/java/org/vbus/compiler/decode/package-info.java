// SPDX-License-Identifier: Apache-2.0
/** Bytes of a device as a tree of named values, by the model alone: for dumped regions, rings, messages and argument blocks. */
package org.vbus.compiler.decode;
