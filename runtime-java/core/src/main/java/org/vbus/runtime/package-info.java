// SPDX-License-Identifier: Apache-2.0
/**
 * What generated bindings need: exceptions that say which value broke which rule, and the few operations on memory that would
 * otherwise be repeated in every class.
 */
package org.vbus.runtime;
