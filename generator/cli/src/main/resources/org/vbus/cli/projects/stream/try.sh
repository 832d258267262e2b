# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What `vbusc try` does with this project.

# The program that reads the device, and the one that has a device in Java of its own.
reader=@package@.@Name@Reader
simulation=@package@.Simulated@Name@

# In the VM, for each device before a driver has it: DEVICE is its folder in sysfs. Behind that of Java's driver somebody sends back what comes.
prepare() { # DEVICE
	case $1 in */java*)
		(exec 9<>"/dev/$(<"$1/node")"; exec cat <&9 >&9) &
		echo $! >/tmp/echo.pid
		;;
	esac
}

# In the VM, once the kernel's own driver has one: DEVICE is the driver's folder in sysfs. A line goes from its node to the host's.
bound() { # DEVICE
	local guest host
	guest=/dev/$(cd "$1/vbus-stream" && echo *)
	host=/dev/$(<"$(echo /sys/vbus/devices/driver*)/node")
	cat "$host" >/tmp/back &
	cat "$1/modalias" >"$guest"
	wait $!
	echo "from $guest to $host: $(</tmp/back)"
}

# In the VM, at the end. It has ended by itself, unless the reader never opened the device.
cleanup() {
	kill "$(</tmp/echo.pid)" 2>/dev/null
}
