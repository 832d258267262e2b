# SPDX-License-Identifier: Apache-2.0
# In the guest: guest.sh KERNEL-TREE
# A host half and a guest half in one kernel, by mkdir, ln -s and echo alone; then they ping each other.
. "$VBUS_VM_LIB"
# a checkout may lie in a folder that is fresh in the guest, as /tmp
tree=$VBUS_HOST$1
config=/sys/kernel/config
dev=/sys/vbus/devices/eth-a

dmesg_mark
step "load the bus, and both halves of venet: $(uname -r)"
modules=(lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost net/vbus_net_device net/vbus_net_driver
	devices/venet/venet_tap devices/venet/venet_driver)
modprobe -q ipv6
for module in "${modules[@]}"; do
	must insmod "$tree/$module.ko"
done

step "make a device and a container, and put one into the other"
must mkdir $config/vbus/devices/eth-a $config/vbus/instances/demo
must put venet-tap $config/vbus/devices/eth-a/type
must ln -s $config/vbus/devices/eth-a $config/vbus/instances/demo/
must put 1 $dev/enabled
host=$(get $dev/ifname)
echo "attributes: $(cd $dev && echo *)"
echo "the host's end of the cable is $host, $(get $dev/host_mac); the guest's will have $(get $dev/client_mac)"

step "attach this kernel as the container's guest; the driver opens the device, negotiates and makes an interface"
must mkdir $config/vbus-localhost/me
must put demo $config/vbus-localhost/me/bus
driver_has_interface() { set -- /sys/bus/vbus-proxy/devices/*/net/*; [ -e "$1" ]; }
wait_for 20 driver_has_interface
guest=$(cd /sys/bus/vbus-proxy/devices/*/net && echo *)
echo "the guest's end is $guest, $(get /sys/class/net/$guest/address)"
[ "$(get /sys/class/net/$guest/address)" = "$(get $dev/client_mac)" ] || die "that is not the address that the device said"

step "a network namespace for the guest's end"
must ip netns add guest
must ip link set "$guest" netns guest
must ip addr add 10.11.12.1/24 dev "$host"
must ip link set "$host" up
must ip -n guest addr add 10.11.12.2/24 dev "$guest"
must ip -n guest link set "$guest" up
carrier() { [ "$(cat /sys/class/net/$host/carrier 2>/dev/null)" = 1 ]; }
wait_for 20 carrier

step "ping, small and large"
# not piped: a failure in a pipe's subshell would end nothing
answers() { # COUNT PING...
	local count=$1 said
	shift
	said=$("$@") || die "$* ended with $?: $said"
	[[ $said == *" $count received, 0% packet loss"* ]] || die "$*: $said"
	sed -n '/received\|rtt/s/^/  /p' <<<"$said"
}
answers 5 ip netns exec guest ping -q -c 5 -i 0.2 -W 5 10.11.12.1
answers 3 ping -q -c 3 -i 0.2 -s 60000 -W 5 10.11.12.2
answers 2000 ip netns exec guest ping -q -f -c 2000 -W 5 10.11.12.1

step "take everything apart"
must put 0 $config/vbus-localhost/me/bus
must rmdir $config/vbus-localhost/me
must rm $config/vbus/instances/demo/eth-a
must rmdir $config/vbus/instances/demo $config/vbus/devices/eth-a
must ip netns del guest
for ((i = ${#modules[@]} - 1; i >= 0; i--)); do
	must rmmod "${modules[i]##*/}"
done
dmesg_clean
echo "all modules unloaded, the kernel has nothing to complain of"
