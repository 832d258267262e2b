// SPDX-License-Identifier: Apache-2.0
/**
 * Signals and rings in memory that is shared with a peer: what {@code shm_signal.ko} and {@code ioq.ko} do, for either side. The specs are
 * {@code linux.shm_signal} and {@code linux.ioq}.
 *
 * <p>A peer may write anything at any time. What it wrote is read once, checked, and then only the copy is used; a broken ring is a
 * {@link org.vbus.runtime.PeerDataException}. Nothing is allocated per message.
 */
package org.vbus.shm;
