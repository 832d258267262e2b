# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What `vbusc try` does with this project.

# The program that reads the device, by way of the kernel's driver: a device of virtio has no driver in Java.
reader=@package@.@Name@Reader
through=driver

# In the VM, for each device before a driver has it: DEVICE is its folder in sysfs.
prepare() { # DEVICE
	echo 250000 >"$1/step"
}

# In the VM, once the kernel's own driver has one: DEVICE is the driver's folder in sysfs.
bound() { # DEVICE
	echo 20 >"$1/period"
	echo "the driver has set the period to $(<"$1/period") ms"
	# 0 breaks the rule of the spec; what the device had is kept
	if echo 0 2>/dev/null >"$1/period"; then return 1; fi
	echo "0 is refused, and the period is still $(<"$1/period") ms"
}
