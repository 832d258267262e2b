// SPDX-License-Identifier: Apache-2.0
/**
 * The model: what a set of specs says, as immutable records, with every number computed once.
 *
 * <p>It ends the front end. Nothing in it knows a parser, C, Java or a kernel; everything right of it (back ends, compatibility
 * rules, documents) sees nothing else. Names are the spec's own; a type is named by its package and name, as in
 * {@code linux.ioq.ioq_ring_desc}. All collections are immutable and keep the order of the spec.
 */
package org.vbus.model;
