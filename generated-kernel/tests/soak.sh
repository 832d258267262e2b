# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: soak.sh TOOLS TREE [PACKETS [RELOADS]]
#
# A venet pair for long: PACKETS (default 4000) as the devices count them, each of which arrives or is counted, then everything unloaded
# and loaded again RELOADS times (default 4) while traffic runs, in four orders; in the end nothing has leaked, where the kernel can tell.
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/*}/net-lib.sh"
packets=${3:-4000} reloads=${4:-4}
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"

# Both ways, of all sizes, so that each size has its share; in rounds that a receive buffer can hold for a while.
soak_packets() {
	local most=5000 sent=0 n=0 sizes=(8 64 511 1400 1472 4000 16000 65000) size
	while [ "$sent" -lt "$packets" ]; do
		size=${sizes[n % 8]}
		account_packets=$((packets / 16 / ((size + 8 + 1479) / 1480) + 1))
		[ "$account_packets" -le "$most" ] || account_packets=$most
		account "to host" "$GNS" "$G" "$HNS" "$H" "$HIP" "$size"
		sent=$((sent + account_frames))
		account "to guest" "$HNS" "$H" "$GNS" "$G" "$GIP" "$size"
		sent=$((sent + account_frames))
		n=$((n + 1))
	done
	echo "  $sent packets"
}

traffic_begin() {
	# not by functions, whose shells would be what is killed
	nsenter --net="/run/netns/$HNS" nettool sink 7001 >/dev/null 2>&1 &
	traffic=($!)
	nsenter --net="/run/netns/$GNS" nettool stream "$HIP" 7001 60000 >/tmp/traffic 2>&1 &
	traffic+=($!)
	nsenter --net="/run/netns/$HNS" nettool send "$GIP" 7009 4000000 1000 >/dev/null 2>&1 &
	traffic+=($!)
	nsenter --net="/run/netns/$GNS" nettool send "$HIP" 7009 4000000 1000 >/dev/null 2>&1 &
	traffic+=($!)
	# it takes all that is left, and what unloads need not wait for it
	must /run/vbus/busybox renice -n 10 -p "${traffic[@]}"
	wait_for 30 /run/vbus/busybox grep -q connected /tmp/traffic
	rm -f /tmp/traffic
}
# What sends over a device that is gone ends by itself, or is ended.
traffic_end() {
	kill -KILL "${traffic[@]}" 2>/dev/null
	wait "${traffic[@]}" 2>/dev/null
}

# The ways in which a pair can go while it is used; all of it is unloaded after each.
go_driver() { must /run/vbus/busybox rmmod venet_driver; must /run/vbus/busybox insmod "$VBUS_TOOLS/venet_driver.ko"; }
go_device() { must rm "$config/vbus/instances/bus0/tap0"; must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"; }
go_disabled() { must put 0 /sys/vbus/devices/tap0/enabled; }
go_guest() { :; }

soak_reloads() {
	local n ways=(guest driver device disabled) way
	for ((n = 0; n < reloads; n++)); do
		way=${ways[n % 4]}
		traffic_begin
		"go_$way"
		drop_pair
		net_unload
		traffic_end
		make_pair venet 0
		((n % 10 != 9)) || echo "  $((n + 1)) times"
	done
}

dmesg_mark
step "a venet pair, on $(uname -r)"
make_pair venet 0
step "$packets packets"
soak_packets
step "unloaded and loaded again $reloads times, with traffic"
soak_reloads
must in_guest ping -q -c 3 -W 10 "$HIP" >/dev/null
step "take it apart"
drop_pair
net_unload
leaks
dmesg_clean
echo "soak: all good"
