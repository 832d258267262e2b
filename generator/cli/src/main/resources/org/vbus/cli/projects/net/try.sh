# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What `vbusc try` does with this project.

# The program that reads the device, and the one that has a device in Java of its own.
reader=@package@.@Name@Reader
simulation=@package@.Simulated@Name@

# In the VM, for each device before a driver has it: DEVICE is its folder in sysfs. The host's end of its cable gets an address.
prepare() { # DEVICE
	local net=10.9.2
	case $1 in */java*) net=10.9.1 ;; esac
	echo 1 >"$1/enabled"
	ip address add "$net.1/24" dev "$(<"$1/ifname")"
	ip link set "$(<"$1/ifname")" up
}

# In the VM, once the kernel's own driver has one: DEVICE is the driver's folder in sysfs. Its interface goes to a network of its own, and pings.
bound() { # DEVICE
	local card
	card=$(cd "$1/net" && echo *)
	ip netns add guest
	ip link set "$card" netns guest
	ip -n guest address add 10.9.2.2/24 dev "$card"
	ip -n guest link set "$card" up
	ip netns exec guest ping -q -c 3 -i 0.2 -W 5 10.9.2.1 | sed -n '/received/s/, time.*//p'
	[ "${PIPESTATUS[0]}" = 0 ]
}

# In the VM, at the end.
cleanup() {
	ip netns del guest
}
