# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: hostile.sh TOOLS TREE [LIES [SEED [SESSION [SECONDS [WHO]]]]]
#
# A guest that lies to a right host, then a host that lies to a right guest (hostile_net/), beside a pair that pings all the time.
# The other side has to say so and stop, must not crash, hang or touch memory that it has no right to, and goes on serving.
# LIES: how many, each (default 10000). SEED: the same one tells the same lies (default 1). SESSION: most lies between an open and its close
# (default 32). SECONDS: the bound of each (default 240). WHO: guest or host, when only that one is to lie.
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/*}/net-lib.sh"
lies=${3:-10000} seed=${4:-1} session=${5:-32} seconds=${6:-240} who=${7:-guest host}
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
tcopy "$tree"/tests/hostile_net/wrong_guest.ko "$tree"/tests/hostile_net/wrong_host.ko

# What both halves say of a wrong peer, each line at most ten times in five seconds, besides how often they did not say it.
# BUG, WARNING and the like are for it/vm/run, which fails for them.
said='shm_signal|ioq|vbus|venet|wrong|callbacks suppressed|eth[0-9]+|tap[0-9]+'

# The pair in good health: nothing of it may be lost, whatever goes on beside.
bystander_begin() {
	# not by a function: the signal is for ping, not for a shell around it
	nsenter --net="/run/netns/$GNS" "$VBUS_TOOLS/ping" -i 0.2 "$HIP" >/tmp/bystander 2>&1 &
	bystander=$!
}
bystander_end() {
	local sent got
	kill -INT "$bystander"
	wait "$bystander"
	read -r sent got < <(/run/vbus/busybox sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\) received.*/\1 \2/p' /tmp/bystander)
	echo "  bystander: $got answers to $sent pings"
	# the last may have been on its way
	[ "${got:-0}" -gt 0 ] && [ $((sent - got)) -le 1 ] || die "the pair beside it suffered: $(/run/vbus/busybox tail -n 4 /tmp/bystander)"
	must pings
}
pings() { in_guest ping -q -c 3 -W 10 "$HIP" >/dev/null; }

# Waits for the end of a liar and shows what it says of itself.
liar() { # MODULE
	local file=/sys/module/$1/parameters/result end=$((SECONDS + seconds)) now
	while :; do
		now=$(get "$file")
		case $now in
		done*) break ;;
		failed*) die "$1: $now" ;;
		esac
		[ $SECONDS -lt $end ] || die "$1 is not done after $seconds s: $now"
		/run/vbus/busybox sleep 0.5
	done
	echo "  $1: $now"
	[ "$(value_of lies "$now")" = "$lies" ] || die "$1 told fewer lies than $lies"
}

lies_of_guest() {
	local far right broken path near
	step "a guest tells $lies lies to a right host, seed $seed"
	bystander_begin
	must mkdir "$config/vbus/devices/tap1" "$config/vbus/instances/bus1" "$config/vbus-localhost/wrong"
	must put venet-tap "$config/vbus/devices/tap1/type"
	must put 1 /sys/vbus/devices/tap1/enabled
	far=$(get /sys/vbus/devices/tap1/ifname)
	must ip link set "$far" up
	must ln -s "$config/vbus/devices/tap1" "$config/vbus/instances/bus1/"
	must put bus1 "$config/vbus-localhost/wrong/bus"
	# the right driver takes it first, and gives it to the wrong one
	wait_for 30 test -e /sys/bus/vbus-proxy/devices/wrong.0/net
	right=$(readlink /sys/bus/vbus-proxy/devices/wrong.0/driver)
	must put wrong.0 "/sys/bus/vbus-proxy/drivers/${right##*/}/unbind"
	must /run/vbus/busybox insmod "$VBUS_TOOLS/wrong_guest.ko" mutations="$lies" seed="$seed" host_if="$far" per_session="$session"
	liar wrong_guest
	must /run/vbus/busybox rmmod wrong_guest
	broken=$(ethtool -S "$far" | /run/vbus/busybox sed -n 's/^ *broken: //p')
	echo "  the host took a ring for broken $broken times"
	[ "${broken:-0}" -gt 0 ] || die "the host never noticed"

	step "the same device serves a right driver"
	must put wrong.0 "/sys/bus/vbus-proxy/drivers/${right##*/}/bind"
	wait_for 30 test -e /sys/bus/vbus-proxy/devices/wrong.0/net
	for path in /sys/bus/vbus-proxy/devices/wrong.0/net/*; do near=${path##*/}; done
	must ip netns add near
	must ip link set "$near" netns near
	must ip address add 10.7.0.2/24 dev "$far"
	must ip -n near address add 10.7.0.1/24 dev "$near"
	must ip -n near link set "$near" up
	wait_for 30 in_ns near ping -q -c 1 -W 1 10.7.0.2
	must in_ns near ping -q -c 1 -W 10 -s 60000 10.7.0.2 >/dev/null
	must put 0 "$config/vbus-localhost/wrong/bus"
	must rm "$config/vbus/instances/bus1/tap1"
	must rmdir "$config/vbus-localhost/wrong" "$config/vbus/instances/bus1" "$config/vbus/devices/tap1"
	must ip netns delete near
	bystander_end
}

lies_of_host() {
	step "a host tells $lies lies to a right guest, seed $seed"
	bystander_begin
	must /run/vbus/busybox insmod "$VBUS_TOOLS/wrong_host.ko" mutations="$lies" seed="$seed" per_session="$session"
	must mkdir "$config/vbus/devices/wrong" "$config/vbus/instances/bus1" "$config/vbus-localhost/wrong"
	must put wrong-venet "$config/vbus/devices/wrong/type"
	must put bus1 "$config/vbus-localhost/wrong/bus"
	must ln -s "$config/vbus/devices/wrong" "$config/vbus/instances/bus1/"
	liar wrong_host
	dmesg_has 'device broke ring'
	must put 0 "$config/vbus-localhost/wrong/bus"
	must rm "$config/vbus/instances/bus1/wrong"
	must rmdir "$config/vbus-localhost/wrong" "$config/vbus/instances/bus1" "$config/vbus/devices/wrong"
	must /run/vbus/busybox rmmod wrong_host
	bystander_end
}

dmesg_mark
step "a pair in good health, on $(uname -r)"
make_pair venet 0
for one in $who; do "lies_of_$one"; done
step "take it apart"
drop_pair
net_unload
leaks
dmesg_clean "$said"
echo "lies: all good"
