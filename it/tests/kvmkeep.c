// SPDX-License-Identifier: Apache-2.0
/*
 * kvmkeep: keeps a virtual machine with one processor that never runs.
 *
 * KVM patches its own code when the first processor comes whose APIC is off, as it is after a reset, and when the last one goes. Under QEMU's emulation with
 * several threads a processor that runs there meanwhile has been seen to trip over it: a breakpoint of nobody's in __apic_accept_irq. With this one there
 * all the time nothing is patched when guests come and go.
 *
 * Prints "ready", and stays until it is killed.
 */
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(void)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int vm = ioctl(kvm, KVM_CREATE_VM, 0);

	if (ioctl(vm, KVM_CREATE_IRQCHIP, 0) || ioctl(vm, KVM_CREATE_VCPU, 0) < 0) {
		perror("kvmkeep: /dev/kvm");
		return 1;
	}
	puts("ready");
	fflush(stdout);
	for (;;)
		pause();
}
