// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.math.BigInteger;
import java.util.Optional;
import org.vbus.model.type.Scalar;

/** A named number. */
public record Const(Meta meta, String name, Optional<Scalar> type, BigInteger value) { }
