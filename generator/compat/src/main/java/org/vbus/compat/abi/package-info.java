// SPDX-License-Identifier: Apache-2.0
/**
 * An ABI as a tree of elements with facts: what a snapshot keeps and what rules compare. It is made from the model, and nothing in it depends on
 * how the model's records look, so that a release frozen by one version of the tool is judged by the next.
 */
package org.vbus.compat.abi;
