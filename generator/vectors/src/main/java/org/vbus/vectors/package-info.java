// SPDX-License-Identifier: Apache-2.0
/**
 * Byte vectors of specs. {@link org.vbus.vectors.VectorFile} is what {@code vectors.json} holds, {@link org.vbus.vectors.VectorReader} reads it strictly,
 * {@link org.vbus.vectors.Encoder} computes bytes from the model's layouts, {@link org.vbus.vectors.Coverage} says what is missing and
 * {@link org.vbus.vectors.CReplay} writes the C that shows them to a compiler. The format is described in {@code abi-specs/vectors.md}, and
 * why the bytes come from here in {@code docs/decisions/032}.
 */
package org.vbus.vectors;
