// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: the rings of {@link org.vbus.shm} and the generated bindings, each beside what else does the same job. */
package org.vbus.bench;
