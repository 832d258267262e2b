// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.function.Consumer;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** The qualified names that parts of a declaration speak of. */
final class References {
    private static final Consumer<String> NOBODY = name -> { };

    private References() { }

    static void inType(TypeRef type, Consumer<String> found) {
        if (type instanceof TypeRef.Named named) {
            found.accept(named.name());
        } else if (type instanceof TypeRef.Array array) {
            inType(array.element(), found);
            if (array.length() instanceof Length.ByEnum byEnum) {
                found.accept(byEnum.enumName());
            } else if (array.length() instanceof Length.Counted counted) {
                inExpr(counted.count(), found, NOBODY);
            }
        } else if (type instanceof TypeRef.Inline inline) {
            inBody(inline.body(), found);
        } else if (type instanceof TypeRef.Union union) {
            for (TypeRef.Arm arm : union.arms()) {
                inType(arm.type(), found);
                inFacts(arm.facts(), found);
                arm.tags().forEach(found);
            }
        } else if (type instanceof TypeRef.Bits bits) {
            bits.parts().forEach(part -> part.type().ifPresent(found));
        }
    }

    static void inMember(Member member, Consumer<String> found) {
        if (member instanceof Member.Field field) {
            inType(field.type(), found);
            inFacts(field.facts(), found);
        } else if (member instanceof Member.Overlay overlay) {
            overlay.arms().forEach(arm -> inMember(arm, found));
        }
    }

    private static void inBody(Body body, Consumer<String> found) {
        body.members().forEach(member -> inMember(member, found));
    }

    static void inFacts(FieldFacts facts, Consumer<String> found) {
        facts.address().ifPresent(address -> inType(address.target(), found));
        facts.conditions().forEach(condition -> inExpr(condition, found, NOBODY));
        facts.gate().ifPresent(gate -> inExpr(gate, found, NOBODY));
        facts.otherwise().ifPresent(other -> inType(other, found));
    }

    /**
     * Names in an expression.
     *
     * @param found takes constants and literals, qualified
     * @param feature takes names of features
     */
    static void inExpr(Expr expr, Consumer<String> found, Consumer<String> feature) {
        if (expr instanceof Expr.Num num) {
            if (!num.symbol().isEmpty()) {
                found.accept(num.symbol());
            }
        } else if (expr instanceof Expr.FeatureSet set) {
            feature.accept(set.bit());
        } else if (expr instanceof Expr.Unary unary) {
            inExpr(unary.argument(), found, feature);
        } else if (expr instanceof Expr.Binary binary) {
            inExpr(binary.left(), found, feature);
            inExpr(binary.right(), found, feature);
        } else if (expr instanceof Expr.Between between) {
            inExpr(between.value(), found, feature);
            inExpr(between.low(), found, feature);
            inExpr(between.high(), found, feature);
        }
    }
}
