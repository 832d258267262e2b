# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run --nested: guests.sh TOOLS TREE AGENT KERNEL INITRD TIMES [STEP...]
#
# Guests under KVM on buses of this kernel, which is their host: g0 is there all the time, others come and go. TOOLS and TREE are those of net-lib.sh,
# the rest those of guest-lib.sh; STEPs are names of the functions below that begin with test_, all of them unless told. TIMES is how often each end
# of a guest is tried, and how often its drivers are loaded anew.
. "$VBUS_VM_LIB"
tests=${BASH_SOURCE[0]%/it/tests/*}/generated-kernel/tests
. "$tests/net-lib.sh"
. "$tests/card-lib.sh"
. "${BASH_SOURCE[0]%/*}/guest-lib.sh"
AGENT=$VBUS_HOST${3:?agent} GUEST_KERNEL=$VBUS_HOST${4:?kernel} GUEST_INITRD=$VBUS_HOST${5:?initrd}
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
tcopy iperf3
steps="plug ping streams mtu flap reload sleep two reset lives"
times=${6:?times}
[ $# -le 6 ] || { shift 6; steps=$*; }
modules="shm_signal ioq vbus vbus_kvm vbus_net_device venet_tap" node=/dev/vbus-kvm
# What the host says of guests that are killed.
said='shm_signal: peer|ioq: peer|vbus|venet|callbacks suppressed|tap[0-9]+|kvm|TSC|clocksource|hrtimer: interrupt took'

# ---- cards: card N is tapN, 10.9.N.2 on the host and 10.9.N.1 in its guest

card_new() { # N BUS
	must mkdir "$config/vbus/devices/tap$1"
	must put venet-tap "$config/vbus/devices/tap$1/type"
	must put 1 "/sys/vbus/devices/tap$1/enabled"
	[ -d "$config/vbus/instances/$2" ] || must mkdir "$config/vbus/instances/$2"
	local h
	h=$(get "/sys/vbus/devices/tap$1/ifname")
	must ip address add "10.9.$1.2/24" dev "$h"
	must ip link set "$h" up
}
card_link() { must ln -s "$config/vbus/devices/tap$1" "$config/vbus/instances/$2/"; }
card_unlink() { must rm "$config/vbus/instances/$2/tap$1"; }
card_host() { get "/sys/vbus/devices/tap$1/ifname"; }

# The guest's end, up, with its address; sets G to its name.
card_up() { # GUEST N [NUMBER ON ITS BUS]
	G=$(guest_card "$1" "${3-0}") || die "no card: $G"
	guest "$1" "ip address replace 10.9.$2.1/24 dev $G && ip link set $G up" || guest_die "$1" "the card of $1 does not come up"
	wait_for 30 guest "$1" "ping -q -c 1 -W 2 10.9.$2.2"
}

devices_of() { guest "$1" "ls /sys/bus/vbus-proxy/devices | wc -l"; }
devices_are() { [ "$(devices_of "$1")" = "$2" ]; }
statistic() { guest "$1" "ethtool -S $G" | /run/vbus/busybox awk -v name="$2:" '$1 == name { print $2 }'; }

# ---- traffic, TCP both ways, while something else is done

traffic_begin() { # GUEST N
	timeout 600 iperf3 -s -p "$((5300 + $2))" >/tmp/traffic-server 2>&1 &
	traffic=$!
	wait_for 30 listening "$((5300 + $2))"
	guest_must "$1" "(iperf3 -c 10.9.$2.2 -p $((5300 + $2)) --bidir -t 500 >/tmp/traffic 2>&1 &)"
	wait_for 30 moving "$2"
}
traffic_end() { # GUEST
	guest_must "$1" "killall iperf3; sleep 0.5; true"
	traffic_stop
}
traffic_stop() {
	kill "$traffic" 2>/dev/null
	{ wait "$traffic"; } 2>/dev/null
}
listening() { /run/vbus/busybox grep -q "$(printf ':%04X 0*:0000 0A' "$1")" /proc/net/tcp /proc/net/tcp6; }
moved() { get "/sys/class/net/$(card_host "$1")/statistics/rx_packets"; }
moving() { # N: a hundred packets more than a moment ago
	local before
	before=$(moved "$1")
	/run/vbus/busybox sleep 1
	[ $(($(moved "$1") - before)) -gt 20 ]
}

iperf() { # OPTION...
	timeout 60 iperf3 -s -1 >/tmp/iperf-server 2>&1 &
	local server=$! report
	wait_for 30 listening 5201
	report=$(guest g0 "iperf3 -c 10.9.0.2 -t 2 -f m $*") || guest_die g0 "iperf3 $*: $report; the server: $(</tmp/iperf-server)"
	wait "$server" || die "the server of iperf3 $*: $(</tmp/iperf-server)"
	report=$(/run/vbus/busybox grep receiver <<<"$report") || die "iperf3 $* has no word of the receiver"
	echo "  iperf3 $*: ${report#*sec  }"
	[[ ! $report =~ [[:space:]]0\.00[[:space:]][KMG]?Bytes ]] || die "iperf3 $*: nothing arrived"
}

# Card 1, on bus1: for guests that come and go.
card_for_others() {
	[ -d "$config/vbus/devices/tap1" ] || { card_new 1 bus1; card_link 1 bus1; }
}

# ---- steps

test_plug() {
	step "a device comes with ln -s, and goes with rm"
	card_unlink 0 bus0
	wait_for 30 devices_are g0 0
	guest_must g0 '! ls /sys/class/net/eth*'
	card_link 0 bus0
	wait_for 30 devices_are g0 1
	card_up g0 0

	step "under traffic too"
	local n
	for n in 1 2 3; do
		traffic_begin g0 0
		card_unlink 0 bus0
		wait_for 30 devices_are g0 0
		card_link 0 bus0
		wait_for 30 devices_are g0 1
		traffic_end g0
		card_up g0 0
	done
}

test_ping() {
	step "ping, sizes 0 to 65000"
	local size
	for size in 0 1 60 1472 1473 8000 32000 65000; do
		must_see ' 0% packet loss' ping -q -c 3 -i 0.05 -W 10 -s "$size" 10.9.0.1
		guest_must g0 "ping -q -c 3 -W 10 -s $size 10.9.0.2"
	done
}

test_streams() {
	step "TCP and UDP, both ways"
	iperf
	iperf -R
	iperf -u -b 10M -l 1400
	iperf -u -b 10M -l 1400 -R
	local name
	for name in tx_gso tx_sg tx_csum_partial rx_gso rx_csum_partial; do
		[ "$(statistic g0 $name)" -gt 0 ] || guest_die g0 "$name of the guest is 0"
		echo "  $name: $(statistic g0 $name)"
	done

	step "without segmentation, without scatter-gather"
	local before
	guest_must g0 "ethtool -K $G tso off"
	before=$(statistic g0 tx_gso)
	iperf
	[ "$(statistic g0 tx_gso)" = "$before" ] || die "segmented all the same"
	guest_must g0 "ethtool -K $G sg off"
	before=$(statistic g0 tx_sg)
	iperf
	[ "$(statistic g0 tx_sg)" = "$before" ] || die "scattered all the same"
	guest_must g0 "ethtool -K $G sg on tso on"
}

test_mtu() {
	step "mtu 1500, 9000, 576, 1500 under load"
	local mtu h before
	h=$(card_host 0)
	traffic_begin g0 0
	for mtu in 9000 576 1500; do
		must ip link set "$h" mtu "$mtu"
		guest_must g0 "ip link set $G mtu $mtu"
		wait_for 30 moving 0
	done
	traffic_end g0
	must ip link set "$h" mtu 9000
	guest_must g0 "ip link set $G mtu 9000"
	before=$(moved 0)
	# in one packet
	guest_must g0 "ping -q -c 10 -W 10 -s 8900 10.9.0.2"
	[ $(($(moved 0) - before)) -lt 20 ] || die "fragmented at mtu 9000"
	must ip link set "$h" mtu 1500
	guest_must g0 "ip link set $G mtu 1500"
}

test_flap() {
	step "links down and up, each end in turn, under load"
	local n h
	h=$(card_host 0)
	traffic_begin g0 0
	for n in 1 2 3; do
		guest_must g0 "ip link set $G down; ip link set $G up"
		must ip link set "$h" down
		must ip link set "$h" up
	done
	traffic_end g0
	wait_for 30 guest g0 "ping -q -c 1 -W 2 10.9.0.2"
}

test_reload() {
	step "drivers of the guest unloaded and loaded under traffic"
	local n module
	for ((n = 0; n < times; n++)); do
		traffic_begin g0 0
		for module in venet_driver vbus_pci vbus_net_driver vbus_proxy ioq shm_signal; do guest_must g0 "rmmod $module"; done
		traffic_end g0
		guest_load g0
		card_up g0 0
	done
	guest_clean g0
}

# As far as devices go to sleep; some seconds later the kernel wakes up by itself.
test_sleep() {
	step "the guest sleeps, and wakes up"
	traffic_begin g0 0
	guest_must g0 "echo devices >/sys/power/pm_test && echo freeze >/sys/power/state; echo none >/sys/power/pm_test"
	traffic_end g0
	must_see 'PM: suspend debug|pm_test|suspend exit' guest g0 "dmesg"
	card_up g0 0
	guest_clean g0
}

test_two() {
	step "two guests, each on a bus of its own; two devices on one bus"
	card_for_others
	guest_start g1 bus1 -smp 2
	card_up g1 1
	[ "$(devices_of g0) $(devices_of g1)" = "1 1" ] || die "each guest should see its own device"
	guest_must g1 "! ping -q -c 1 -W 2 10.9.0.2"
	card_new 2 bus0
	card_link 2 bus0
	wait_for 30 devices_are g0 2
	[ "$(devices_of g1)" = 1 ] || die "g1 sees what is g0's"
	card_up g0 2 1
	guest_must g0 "ping -q -c 3 -W 10 10.9.0.2 && ping -q -c 3 -W 10 10.9.2.2"
	card_unlink 2 bus0
	wait_for 30 devices_are g0 1
	must rmdir "$config/vbus/devices/tap2"
	guest_must g0 "ping -q -c 3 -W 10 10.9.0.2"
	guest_end g1
	wait_for 30 guests_are 1
}

# What goes on beside a guest that is ended.
bystander_begin() {
	guest_must g0 "rm -f /tmp/beside; (ping -i 0.2 -W 10 10.9.0.2 >/tmp/beside &)"
}
bystander_end() {
	guest_must g0 "killall -INT ping; sleep 0.5; grep -q ' 0% packet loss' /tmp/beside"
	echo "  beside it: $(guest g0 "grep transmitted /tmp/beside")"
	# the one that keeps time stamps on
	guest_must g0 "(ping -q -i 3600 127.0.0.1 >/dev/null 2>&1 &)"
}

test_reset() {
	step "a guest starts over, its memory as it was"
	bystander_begin
	card_for_others
	guest_start g1 bus1 -action reboot=reset
	card_up g1 1
	traffic_begin g1 1
	guest_send g1 "echo b >/proc/sysrq-trigger"
	wait_for 60 quiesced
	guest_came_up g1 || guest_die g1 "g1 did not boot again"
	traffic_stop
	guest_load g1
	card_up g1 1
	guest_must g1 "ping -q -c 3 -W 10 10.9.1.2"
	guest_end g1
	bystander_end
}
quiesced() {
	[ "$(get "/sys/class/net/$(card_host 1)/carrier")" = 0 ] && /run/vbus/busybox grep -q 'says RESET' /tmp/guest-g1.agent
}

# Ends g1 in one way, while it has traffic.
life() { # WAY
	guest_start g1 bus1
	card_up g1 1
	traffic_begin g1 1
	case $1 in
	reboot) guest_send g1 "reboot -f" ;;
	panic) guest_send g1 "echo c >/proc/sysrq-trigger" ;;
	kill) kill -KILL "${QEMU[g1]}" ;;
	agent)
		kill -KILL "${AGENT_OF[g1]}"
		wait_for 30 moving 1
		/run/vbus/busybox sleep 1
		kill -KILL "${QEMU[g1]}"
		;;
	esac
	guest_gone g1
	traffic_stop
	wait_for 30 guests_are 1
	echo "  ended by $1, and nothing is left"
}

test_lives() {
	step "ends of guests, under traffic, beside another"
	card_for_others
	bystander_begin
	local way n
	# each vector serves several queues, all of them one, none more than one
	for way in reboot panic kill agent; do
		for ((n = 0; n < times; n++)); do
			case $way in
			panic) guest_vectors=1 life "$way" ;;
			kill) guest_vectors=9 life "$way" ;;
			*) life "$way" ;;
			esac
		done
	done
	bystander_end
}

step "a guest on $(uname -r)"
dmesg_mark
guest_prepare
load
card_new 0 bus0
card_link 0 bus0
guest_start g0 bus0
card_up g0 0
echo "  $(guest g0 "uname -r")"
for one in $steps; do
	declare -F "test_$one" >/dev/null || die "no step '$one'; see the functions test_*"
	"test_$one"
done
step "take it apart"
guest_clean g0
guest_end g0
wait_for 30 guests_idle
for card in 0 1; do
	[ ! -d "$config/vbus/devices/tap$card" ] || {
		[ ! -e "$config/vbus/instances/bus$card/tap$card" ] || card_unlink "$card" "bus$card"
		must rmdir "$config/vbus/instances/bus$card" "$config/vbus/devices/tap$card"
	}
done
unload
leaks
dmesg_clean "$said"
echo "guests: all good"
