// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Layouts;
import org.vbus.model.type.Scalar;

/**
 * A call of a device.
 *
 * @param number on the wire
 * @param args the argument block is a struct of these, under the same rules
 * @param result type of a non-negative result, if the call has one
 * @param after rings, regions or calls that must have been set up or made before
 * @param errors names of errno that the call may return beside those of the transport
 * @param layouts of the argument block; size 0 without arguments
 */
public record Call(Meta meta, String name, long number, List<Arg> args, Optional<Scalar> result, List<String> after,
                   List<String> errors, Optional<Expr> gate, Layouts layouts) {
    public Call {
        args = List.copyOf(args);
        after = List.copyOf(after);
        errors = List.copyOf(errors);
    }
}
