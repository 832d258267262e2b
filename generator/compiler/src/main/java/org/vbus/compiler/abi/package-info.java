// SPDX-License-Identifier: Apache-2.0
/** Frozen releases as files: where they lie, how they are written, and what the working spec is judged against. */
package org.vbus.compiler.abi;
