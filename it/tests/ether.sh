# SPDX-License-Identifier: Apache-2.0
# In the guest: ether.sh KERNEL-TREE
# A second device on profile net: other names, numbers and depths than venet's, and something of its own.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1
config=/sys/kernel/config
dev=/sys/vbus/devices/port

dmesg_mark
step "load"
modules=(lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost net/vbus_net_device net/vbus_net_driver
	devices/ether/ether_port devices/ether/ether_driver)
for module in "${modules[@]}"; do
	must insmod "$tree/$module.ko"
done

step "the profile's attributes and the port's own"
must mkdir $config/vbus/devices/port $config/vbus/instances/rack
must put acme-ether-port $config/vbus/devices/port/type
[ ! -e $dev/host_mac ] || die "host_mac is not in the spec"
must_see '^<disabled>$' get $dev/ifname
must_see '^uplink$' get $dev/label
must put "to the roof" $dev/label
must_see '^to the roof$' get $dev/label
must put 02:00:00:00:00:17 $dev/client_mac
must_fail EINVAL put 03:00:00:00:00 $dev/client_mac
must_see '^0$' get $dev/blinks
must put 1 $dev/enabled
host=$(get $dev/ifname)

step "a guest: the driver finds the lamp, and makes an interface"
must ln -s $config/vbus/devices/port $config/vbus/instances/rack/
must mkdir $config/vbus-localhost/g
must put rack $config/vbus-localhost/g/bus
has_interface() { set -- /sys/bus/vbus-proxy/devices/*/net/*; [ -e "$1" ]; }
wait_for 20 has_interface
guest=$(cd /sys/bus/vbus-proxy/devices/*/net && echo *)
must_see '^3$' get $dev/blinks
must_see '^02:00:00:00:00:17$' get /sys/class/net/$guest/address
must_fail EINVAL put 02:00:00:00:00:18 $dev/client_mac
must_see 'RX:[[:space:]]+48' ethtool -g "$guest"
must_see 'TX:[[:space:]]+24' ethtool -g "$guest"

step "ping"
must ip netns add yard
must ip link set "$guest" netns yard
must ip addr add 10.9.8.1/24 dev "$host"
must ip link set "$host" up
must ip -n yard addr add 10.9.8.2/24 dev "$guest"
must ip -n yard link set "$guest" up
carrier() { [ "$(cat /sys/class/net/$host/carrier 2>/dev/null)" = 1 ]; }
wait_for 20 carrier
must_see ' 0% packet loss' ping -q -c 3 -i 0.2 -W 5 10.9.8.2
must_see ' 0% packet loss' ip netns exec yard ping -q -c 3 -i 0.2 -s 30000 -W 5 10.9.8.1

step "take everything apart"
must put 0 $config/vbus-localhost/g/bus
must rmdir $config/vbus-localhost/g
must rm $config/vbus/instances/rack/port
must rmdir $config/vbus/instances/rack $config/vbus/devices/port
must ip netns del yard
for ((i = ${#modules[@]} - 1; i >= 0; i--)); do
	must rmmod "${modules[i]##*/}"
done
dmesg_clean
echo "the port is closed"
