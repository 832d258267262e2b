# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What `vbusc try` does with this project.

# The program that reads the device, and the one that has a device in Java of its own.
reader=@package@.@Name@Reader
simulation=@package@.Simulated@Name@

# In the VM, for each device before a driver has it: DEVICE is its folder in sysfs.
prepare() { # DEVICE
	echo 250000 >"$1/step"
}

# In the VM, once the kernel's own driver has one: DEVICE is the driver's folder in sysfs.
bound() { # DEVICE
	wait_for 10 has_read "$1"
	echo "the kernel's driver has read samples: see its file last"
}
has_read() { [ "$(<"$1/last")" -gt 0 ]; }
