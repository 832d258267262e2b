// SPDX-License-Identifier: Apache-2.0
/**
 * Puts guests of an unmodified QEMU on buses of this kernel.
 *
 * <p>A guest's memory is a file that QEMU and the kernel both map; its bus is a PCI function, QEMU's {@code ivshmem-doorbell}, that speaks to a
 * server: the agent. The agent makes the memory and the eventfds, gives them to {@code /dev/vbus-kvm}, gets the control page, and passes that with
 * the eventfds to QEMU. From then on guest and kernel need nobody; what is left to do is to listen at QEMU's monitor, because a reset of the guest
 * is seen nowhere else. {@link org.vbus.agent.Agent} is where to begin.
 *
 * <p>Bytes are bytes, addresses are the guest's physical ones. What an operator can set right is an {@link org.vbus.agent.AgentException}, whose
 * message says what.
 */
package org.vbus.agent;
