// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;

/**
 * A flyweight class, of a file or inside another. Lists of at most one stand for what may be absent. A component that names a
 * template is called {@code template}: the kinds of accessors differ, and the template chosen is the decision.
 *
 * @param doc lines of the comment, each with its star
 * @param struct name in messages, as {@code venet_sg}
 * @param pieces of the layout, in order, padding included
 * @param raisedAlign the alignment, if it is more than the members ask for
 * @param constants offsets, counts, strides and fixed values
 * @param handles of memory access
 * @param accessors each a view of the template that it names
 * @param flexible the array at the end, if there is one without a fixed length
 * @param inits what {@code init} does after clearing
 * @param checks steps of {@code check}
 * @param sums private methods that add up over an array
 * @param unchecked conditions that need more than the record
 * @param directed checks of what travels in one direction, if fields say which
 * @param nested classes of structs in place
 */
record ClassView(List<String> doc, String name, String struct, List<PieceView> pieces, List<Long> raisedAlign, long size, long align,
                 List<ConstantView> constants, List<HandleView> handles, List<Accessor> accessors, List<FlexibleView> flexible, List<Step> inits, List<Step> checks,
                 List<SumView> sums, List<String> unchecked, List<DirectedView> directed, List<ClassView> nested) {

    /**
     * A piece of the layout.
     *
     * @param counts of the arrays around it, from the outside in
     * @param layout Java expression
     * @param pieces of a union
     * @param name empty list for padding
     */
    record PieceView(String template, List<Long> counts, String layout, long bytes, List<PieceView> pieces, List<String> name) { }

    /** A constant of the class. */
    record ConstantView(String doc, String type, String name, String value) { }

    /**
     * What reads and writes one field.
     *
     * @param layout Java expression
     * @param offset of the field in the record; absent for elements of arrays, the place of which is computed
     */
    record HandleView(String name, String layout, List<String> offset) { }

    /**
     * An index of an accessor.
     *
     * @param type of the parameter
     * @param value the index as a number
     * @param limit Java expression for the number of elements
     * @param stride constant, bytes
     */
    record DimView(String type, String name, String value, String limit, String stride) { }

    /** A method, or a family of them. */
    interface Accessor {
        String template();
    }

    /**
     * A number.
     *
     * @param setter absent for a fixed value
     * @param read template that turns what memory holds into {@code type}
     * @param write template for the way back
     * @param path for messages, as {@code venet_sg.len}
     * @param loads ordered ways to read, as {@code Acquire}
     * @param stores ordered ways to write
     */
    record NumberView(String template, List<String> doc, String name, String type, String getter, List<String> setter, String carrier,
                      String handle, String offset, List<DimView> dims, String read, String write, String path, List<String> loads,
                      List<String> stores) implements Accessor { }

    /**
     * A number with names, over the accessors of the bare number.
     *
     * @param type the enum
     * @param stores ordered ways to write
     */
    record NamedView(String template, List<String> doc, String name, String type, NumberView number, String getter, List<String> setter,
                     List<String> stores) implements Accessor { }

    /** A struct inside this one. */
    record PartView(String template, List<String> doc, String type, String method, String offset, List<DimView> dims) implements Accessor { }

    /** Text, or bytes to be moved at once. */
    record BlockView(String template, List<String> doc, String name, String getter, String setter, String offset, List<DimView> dims,
                     String bytes, String path) implements Accessor { }

    /** Some bits of a word. */
    record BitsView(String template, List<String> doc, String type, String getter, List<String> setter, String wordGetter,
                    String wordSetter, int shift, String mask, String path) implements Accessor { }

    /** Whether something is valid. */
    record HasView(String template, List<String> doc, String method, String condition) implements Accessor { }

    /** How many elements the array at the end has. */
    record CountView(String template, List<String> doc, String method, String expression) implements Accessor { }

    /** The array at the end. */
    record FlexibleView(String offset, String stride) { }

    /** A statement of {@code check} or {@code init}. */
    interface Step {
        String template();

        /** Java condition, absent when it always applies. */
        List<String> guard();
    }

    /** A value read once. */
    record LocalStep(String template, List<String> guard, String type, String name, String expression) implements Step { }

    /** A rule; {@code value} and {@code rule} are Java strings. */
    record RequireStep(String template, List<String> guard, String condition, String path, String value, String rule) implements Step { }

    /** A call. */
    record CallStep(String template, List<String> guard, String call) implements Step { }

    /**
     * A check of what travels in one direction.
     *
     * @param method with its parentheses
     * @param reader who checks, as {@code device}
     */
    record DirectedView(String method, String reader, List<Step> checks) { }

    /** A call for each element; {@code over} is a count or an enum. */
    record EachStep(String template, List<String> guard, String over, String method, String call) implements Step { }

    /**
     * A rule that every element of an array must keep; {@code over} is a count or an enum.
     *
     * @param locals values of one element, read once
     */
    record EachRuleStep(String template, List<String> guard, String over, List<LocalStep> locals, RequireStep rule) implements Step { }

    /** Adds one member up over an array. */
    record SumView(String method, String element, String array, String count, String getter) { }
}
