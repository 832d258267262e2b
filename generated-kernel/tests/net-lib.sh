# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# A pair of network devices for tests and benchmarks, each end in a network namespace of its own. To be sourced in a guest of it/vm/run:
#
#   net_prepare TOOLS TREE      once: programs into memory, modules; TOOLS holds nettool, TREE the built modules (for venet and virtio)
#   make_pair KIND [N [ATTRIBUTE=VALUE...]]
#                               makes pair N (0 unless told): veth, tap, venet or virtio; sets the variables below; attributes are of virtio's device
#   use_pair N                  sets them
#   drop_pair                   takes the pair at hand apart
#   net_unload                  unloads what make_pair loaded for venet and virtio
#
#   PAIR KIND                   the pair at hand
#   G H                         names of its two ends: the guest's and the host's
#   GNS HNS                     their namespaces: g0 and h0, g1 and h1, ...
#   GIP HIP                     their addresses: 10.9.N.1 and 10.9.N.2
#
#   in_guest, in_host COMMAND   runs it in the one or the other namespace
#   counters NS IF              reads the device's counters into the array of that function's comment
#   account NAME FROM-NS FROM-IF TO-NS TO-IF TO-IP SIZE
#                               datagrams one way, and a packet that is lost must be counted by somebody
#   leaks                       a scan by kmemleak, where there is one
#
# To add a kind: functions KIND_make and KIND_drop (below, they set G and H and move both ends to their namespaces), KIND_lost (packets dropped
# and counted, by direction), and a line in KINDS.

KINDS="veth tap venet virtio"
PAIR=0 KIND='' G='' H='' GNS='' HNS='' GIP='' HIP=''
config=/sys/kernel/config
declare -A pair_kind=() pair_g=() pair_h=() pair_helper=()
declare -A C=()

net_prepare() {
	tools=$1 tree=${2-}
	tlink mkdir rmdir rm ln readlink cat nsenter timeout
	tcopy ip tc bridge ethtool ping taskset "$tools/nettool"
	# Keeps time stamps of packets on for as long as the script runs: else each ping switches them by patching code, which an emulated processor
	# under load has been seen to trip over (int3 in netif_receive_skb).
	must ip link set lo up
	"$VBUS_TOOLS/ping" -q -i 3600 127.0.0.1 >/dev/null 2>&1 &
	local module
	for module in veth tun bridge 8021q dummy; do must modprobe "$module"; done
	[ -c /dev/net/tun ] || die "no /dev/net/tun"
}

# By its path: busybox's nsenter prefers programs of its own, and its ping is another one.
in_ns() {
	local program=$VBUS_TOOLS/$2
	[ -e "$program" ] || program=$2
	nsenter --net="/run/netns/$1" "$program" "${@:3}"
}
in_guest() { in_ns "$GNS" "$@"; }
in_host() { in_ns "$HNS" "$@"; }

use_pair() {
	PAIR=$1 KIND=${pair_kind[$1]} G=${pair_g[$1]} H=${pair_h[$1]} GNS=g$1 HNS=h$1 GIP=10.9.$1.1 HIP=10.9.$1.2
}

make_pair() {
	local kind=$1 n=${2-0}
	[[ " $KINDS " == *" $kind "* ]] || die "no pair of kind '$kind'; there are $KINDS"
	KIND=$kind PAIR=$n GNS=g$n HNS=h$n
	must ip netns add "$GNS"
	must ip netns add "$HNS"
	"${kind}_make" "$n" "${@:3}"
	pair_kind[$n]=$kind pair_g[$n]=$G pair_h[$n]=$H
	use_pair "$n"
	local ns
	for ns in "$GNS" "$HNS"; do
		# Nothing but the test speaks, so that counters can be compared.
		in_ns "$ns" /run/vbus/busybox sh -c 'cd /proc/sys/net/ipv6/conf; echo 0 >default/router_solicitations; echo 0 >all/router_solicitations'
	done
	pair_up
}

# What a new device needs; again after a driver was loaded again.
pair_up() {
	must ip -n "$GNS" -batch - <<<"address replace $GIP/24 dev $G"$'\n'"link set lo up"$'\n'"link set $G up"
	must ip -n "$HNS" -batch - <<<"address replace $HIP/24 dev $H"$'\n'"link set lo up"$'\n'"link set $H up"
	wait_for 30 in_guest /run/vbus/busybox ping -q -c 1 -W 1 "$HIP"
}

drop_pair() {
	"${KIND}_drop" "$PAIR"
	must ip netns delete "$GNS"
	must ip netns delete "$HNS"
	unset "pair_kind[$PAIR]"
}

# counters NS IF: C[rx_bytes] C[rx_packets] C[rx_errors] C[rx_dropped], and the same with tx
counters() {
	local line
	line=$(in_ns "$1" /run/vbus/busybox grep "^ *$2:" /proc/net/dev) || die "no device $2 in $1"
	# shellcheck disable=SC2086
	set -- ${line#*:}
	C=([rx_bytes]=$1 [rx_packets]=$2 [rx_errors]=$3 [rx_dropped]=$4 [tx_bytes]=$9 [tx_packets]=${10} [tx_errors]=${11} [tx_dropped]=${12})
}

# What a queueing discipline dropped before the device saw it.
queue_drops() { # NS IF
	local all=0 n
	for n in $(tc -n "$1" -s qdisc show dev "$2" | /run/vbus/busybox sed -n 's/.*(dropped \([0-9]*\),.*/\1/p'); do
		all=$((all + n))
	done
	echo "$all"
}

# Datagrams that found a full socket.
socket_drops() { # NS
	local line column=0 words=() values=()
	while read -r line; do
		case $line in
		"Udp: In"*) read -ra words <<<"$line" ;;
		"Udp: "[0-9]*) read -ra values <<<"$line" ;;
		esac
	done < <(in_ns "$1" /run/vbus/busybox cat /proc/net/snmp)
	for ((column = 0; column < ${#words[@]}; column++)); do
		[ "${words[column]}" != RcvbufErrors ] || { echo "${values[column]}"; return; }
	done
	die "no RcvbufErrors in /proc/net/snmp"
}

# ---- veth
veth_make() {
	G=eth0 H=tap0
	must ip link add name "$G" netns "$GNS" type veth peer name "$H" netns "$HNS"
}
veth_drop() { must ip -n "$GNS" link delete "$G"; }
# Of a full backlog both ends count each packet, so only the sender is asked.
veth_lost() { # FROM-NS FROM-IF TO-NS TO-IF
	counters "$1" "$2"
	echo $((C[tx_dropped]))
}

# ---- tap: two of them, and a program that carries frames
tap_make() {
	G=eth0 H=tap0
	must ip -n "$GNS" tuntap add dev "$G" mode tap vnet_hdr
	must ip -n "$HNS" tuntap add dev "$H" mode tap vnet_hdr
	# of the pair before
	: >"/tmp/shuttle$1"
	nettool shuttle -g "/run/netns/$GNS" "$G" "/run/netns/$HNS" "$H" >"/tmp/shuttle$1" &
	pair_helper[$1]=$!
	wait_for 30 /run/vbus/busybox grep -q ready "/tmp/shuttle$1"
}
tap_drop() {
	kill "${pair_helper[$1]}"
	wait "${pair_helper[$1]}"
	must ip -n "$GNS" link delete "$G"
	must ip -n "$HNS" link delete "$H"
}
tap_lost() {
	local lost
	counters "$1" "$2"
	lost=$((C[tx_dropped]))
	counters "$3" "$4"
	echo $((lost + C[rx_dropped]))
}

# ---- devices on a bus of this kernel, which is its own guest

# What is loaded, in that order.
net_loaded=

# Loads MODULE unless it is there. What is in memory loads faster, and a soak does it often.
net_load() { # MODULE [PARAMETER...]
	local module=$1 path
	[[ " $net_loaded " != *" $module "* ]] || return 0
	if [ ! -e "$VBUS_TOOLS/$module.ko" ]; then
		path=$(/run/vbus/busybox find "$tree" -name "$module.ko") && [ -n "$path" ] || die "no $module.ko below $tree"
		tcopy "$path"
	fi
	must /run/vbus/busybox insmod "$VBUS_TOOLS/$module.ko" "${@:2}"
	net_loaded+=" $module"
}

# In its reverse order, so nothing may be in use.
net_unload() {
	local module reverse=
	for module in $net_loaded; do reverse="$module $reverse"; done
	for module in $reverse; do must /run/vbus/busybox rmmod "$module"; done
	net_loaded=
}

# Device tapN of CLASS on bus busN, to which guestN is attached. Sets H.
bus_make() { # N CLASS [ATTRIBUTE=VALUE...]
	local word
	must mkdir "$config/vbus/devices/tap$1" "$config/vbus/instances/bus$1"
	must put "$2" "$config/vbus/devices/tap$1/type"
	for word in "${@:3}"; do must put "${word#*=}" "/sys/vbus/devices/tap$1/${word%%=*}"; done
	must put 1 "/sys/vbus/devices/tap$1/enabled"
	H=$(get "/sys/vbus/devices/tap$1/ifname")
	must ip link set "$H" netns "$HNS"
	must ln -s "$config/vbus/devices/tap$1" "$config/vbus/instances/bus$1/"
	must mkdir "$config/vbus-localhost/guest$1"
	must put "bus$1" "$config/vbus-localhost/guest$1/bus"
}
bus_drop() { # N
	must put 0 "$config/vbus-localhost/guest$1/bus"
	must rmdir "$config/vbus-localhost/guest$1"
	must rm "$config/vbus/instances/bus$1/tap$1"
	must rmdir "$config/vbus/instances/bus$1" "$config/vbus/devices/tap$1"
}
bus_guest_name() { # N FOLDER
	local path
	for path in "/sys/bus/vbus-proxy/devices/guest$1.0/"$2net/*; do [ -e "$path" ] && G=${path##*/} && return; done
	return 1
}
# Sets G once the driver has made it, in the namespace where it is to be.
bus_take_guest() { # N FOLDER-OF-THE-DRIVER'S-DEVICE
	# a worker binds the driver
	wait_for 30 bus_guest_name "$@"
	must ip link set "$G" netns "$GNS"
}

# ---- venet

venet_load() { # [PARAMETER OF THE DRIVER...]
	local module
	for module in shm_signal ioq vbus vbus_proxy vbus_localhost vbus_net_device vbus_net_driver venet_tap; do net_load "$module"; done
	net_load venet_driver "$@"
}
venet_take_guest() { bus_take_guest "$1" ""; } # N
venet_make() { # N
	venet_load
	bus_make "$1" venet-tap
	venet_take_guest "$1"
}
venet_drop() { bus_drop "$1"; }
venet_lost() {
	local lost
	counters "$1" "$2"
	lost=$((C[tx_dropped]))
	counters "$3" "$4"
	echo $((lost + C[rx_dropped]))
}
venet_depth() { # SLOTS
	local n
	must /run/vbus/busybox rmmod venet_driver
	must /run/vbus/busybox insmod "$VBUS_TOOLS/venet_driver.ko" rx_depth="$1" tx_depth="$1"
	for n in "${!pair_kind[@]}"; do
		use_pair "$n"
		[ "$KIND" = venet ] || continue
		venet_take_guest "$n"
		pair_g[$n]=$G
		pair_up
	done
	must_see "RX:[[:space:]]*$1" in_guest ethtool -g "$G"
}
# Lines that say LINE, a pattern of grep -E, and the least number of them.
traced() { # LEAST LINE
	local n
	n=$(/run/vbus/busybox grep -cE ": $2\$" "$tracing/trace")
	[ "$n" -ge "$1" ] || die "in the trace $n times, not $1: $2; there is:
$(/run/vbus/busybox head -n 60 "$tracing/trace")"
}
venet_trace() {
	local tracing=/sys/kernel/tracing half n
	[ -d "$tracing/events" ] || must mount -t tracefs tracing "$tracing"
	put 0 "$tracing/trace"
	# The driver comes anew, which the device's half sees; then events of both.
	put 1 "$tracing/events/venet_tap/enable"
	venet_depth 256
	put 1 "$tracing/events/venet_driver/enable"
	must pings
	both down
	both up
	wait_for 30 pings
	put 0 "$tracing/events/venet_tap/enable"
	put 0 "$tracing/events/venet_driver/enable"

	traced 1 "venet_close: tap$PAIR"
	traced 1 "venet_open: tap$PAIR version=[0-9]+ ret=0"
	traced 1 "venet_call: tap$PAIR DESCRIBE len=[0-9]+ ret=0"
	traced 2 "venet_call: tap$PAIR NEGCAP len=8 ret=0"
	traced 1 "venet_granted_sg: tap$PAIR SG\|TSO4\|TSO6\|ECN(\|UFO)?"
	traced 1 "venet_granted_rx: tap$PAIR HDR\|MRG\|RTSO4\|RTSO6\|RECN"
	traced 1 "venet_shm: tap$PAIR rx ret=0"
	traced 1 "venet_shm: tap$PAIR tx ret=0"
	# both sides of the same calls, signals and rings
	for half in "tap$PAIR" "guest$PAIR\.0"; do
		traced 1 "venet_call: $half LINKDOWN len=0 ret=0"
		traced 1 "venet_call: $half LINKUP len=0 ret=0"
	done
	traced 1 "venet_signal: guest$PAIR\\.0 tx sent"
	traced 1 "venet_signal: tap$PAIR tx heard"
	traced 1 "venet_signal: tap$PAIR rx sent"
	traced 1 "venet_signal: guest$PAIR\\.0 rx heard"
	traced 1 "venet_ring: guest$PAIR\.0 rx pop inuse pos=[0-9]+ used=[0-9]+"
	traced 1 "venet_ring: guest$PAIR\.0 tx push both pos=[0-9]+ used=[0-9]+"
	traced 1 "venet_ring: tap$PAIR rx push inuse pos=[0-9]+ used=[0-9]+"
	traced 1 "venet_ring: tap$PAIR tx pop inuse pos=[0-9]+ used=[0-9]+"

	put 0 "$tracing/trace"
	must pings
	n=$(/run/vbus/busybox grep -c venet_ "$tracing/trace")
	[ "$n" = 0 ] || die "nobody watches, and the trace has $n events"
	# and a driver goes while somebody watches
	put 1 "$tracing/events/venet_driver/enable"
	venet_depth 256
	must pings
}
venet_offloads() {
	local ns name
	for name in "$GNS $G" "$HNS $H"; do
		for counter in tx_gso rx_gso tx_csum_partial rx_csum_partial; do
			# shellcheck disable=SC2086
			[ "$(statistic $name $counter)" -gt 0 ] || die "$name: $counter is 0"
		done
		# shellcheck disable=SC2086
		[ "$(statistic $name broken)" = 0 ] || die "$name is broken"
	done
}

# ---- virtio: the kernel's own driver, virtio_net

virtio_load() {
	local module
	must modprobe virtio_net
	for module in shm_signal ioq vbus vbus_proxy vbus_localhost vbus_net_device vbus_virtio virtio_vbus vbus_virtio_net; do net_load "$module"; done
}
virtio_take_guest() { bus_take_guest "$1" "virtio*/"; } # N
virtio_make() { # N [ATTRIBUTE=VALUE...]
	virtio_load
	bus_make "$1" virtio-net "${@:2}"
	virtio_take_guest "$1"
}
virtio_drop() { bus_drop "$1"; }
virtio_lost() { venet_lost "$@"; }
# Only the host's end has counters of that.
virtio_offloads() {
	local counter
	for counter in tx_gso rx_gso tx_csum_partial rx_csum_partial; do
		[ "$(statistic "$HNS" "$H" $counter)" -gt 0 ] || die "$H: $counter is 0"
	done
	virtio_sound
}
virtio_attribute() { get "/sys/vbus/devices/tap$PAIR/$1"; } # NAME
virtio_sound() {
	[ "$(statistic "$HNS" "$H" broken)" = 0 ] || die "$H is broken"
	[ "$(virtio_attribute faults)" = 0 ] || die "tap$PAIR found faults of a right driver"
}
virtio_link() { ip -n "$GNS" -o link show "$G"; }
virtio_carrier() { # 0|1
	case $(virtio_link) in
	*[\<,]LOWER_UP[\>,]*) [ "$1" = 1 ] ;;
	*) [ "$1" = 0 ] ;;
	esac
}
virtio_host_tso() { in_host ethtool -k "$H" | /run/vbus/busybox grep -q "tcp-segmentation-offload: $1"; } # on|off
virtio_mac() { virtio_link | /run/vbus/busybox sed -n 's,.*link/ether \([^ ]*\).*,\1,p'; }

# What the driver says to the control queue, and what the device says by its configuration.
virtio_control() {
	local mac
	mac=$(virtio_attribute client_mac)
	[ "$(virtio_mac)" = "$mac" ] || die "the driver has address $(virtio_mac), not $mac"
	must_fail "busy" put 02:00:00:00:00:07 "/sys/vbus/devices/tap$PAIR/client_mac"
	must_fail "busy" put 2 "/sys/vbus/devices/tap$PAIR/queues"
	must_fail "busy" put 1500 "/sys/vbus/devices/tap$PAIR/mtu"

	must ip -n "$GNS" link set "$G" address 02:00:00:00:00:07
	must ip -n "$HNS" neighbour flush all
	must pings
	must ip -n "$GNS" link set "$G" promisc on allmulticast on
	must ip -n "$GNS" maddress add 33:33:00:00:00:77 dev "$G"
	must ip -n "$GNS" link set "$G" promisc off allmulticast off
	must pings

	# offloads that are switched off while packets come
	load_begin 3000
	must in_guest ethtool -K "$G" rx-gro-hw off >/dev/null
	wait_for 30 virtio_host_tso off
	must pings -s 30000
	must in_guest ethtool -K "$G" rx-gro-hw on >/dev/null
	load_end
	must in_host ethtool -K "$H" tso on >/dev/null
	wait_for 30 virtio_host_tso on

	# the carrier is the host's interface
	must virtio_carrier 1
	must ip -n "$HNS" link set "$H" down
	wait_for 30 virtio_carrier 0
	must ip -n "$HNS" link set "$H" up
	wait_for 30 virtio_carrier 1
	wait_for 30 pings

	# another driver finds what the administrator said
	virtio_rebind
	[ "$(virtio_mac)" = "$mac" ] || die "the next driver has address $(virtio_mac), not $mac"
	virtio_sound
}

# Takes the driver from the device and gives it back.
virtio_rebind() {
	local path
	for path in "/sys/bus/vbus-proxy/devices/guest$PAIR.0"/virtio*; do path=${path##*/}; done
	must put "$path" /sys/bus/virtio/drivers/virtio_net/unbind
	must put "$path" /sys/bus/virtio/drivers/virtio_net/bind
	virtio_take_guest "$PAIR"
	pair_g[PAIR]=$G
	pair_up
}

# Both ends send as fast as they can while the driver goes and comes.
virtio_reset() {
	local n flood
	for ((n = 0; n < 5; n++)); do
		# not by a function: the signal is for ping, not for a shell around it
		nsenter --net="/run/netns/$HNS" "$VBUS_TOOLS/ping" -q -f -s 8000 "$GIP" >/dev/null 2>&1 &
		flood=$!
		in_guest ping -q -f -c 200 -s 8000 "$HIP" >/dev/null 2>&1
		virtio_rebind
		kill -INT "$flood"
		wait "$flood"
	done
	must pings -s 65000
	virtio_sound
}

# By ip netns exec, which mounts the namespace's own /sys.
virtio_host_queues() { [ "$(ip netns exec "$HNS" /run/vbus/busybox sh -c "ls -d /sys/class/net/$H/queues/tx-* | wc -l")" = "$1" ]; } # N
# Those that the host's interface has sent by its queue N.
virtio_queue_packets() { # N
	in_host tc -s qdisc show dev "$H" | /run/vbus/busybox awk -v parent=":$(($1 + 1))" '$0 ~ " parent " parent " " { here = 1; next } here && $1 == "Sent" { print $4; exit }'
}
virtio_queues() {
	local queue n
	drop_pair
	make_pair virtio "$PAIR" queues=2 mtu=4000
	must ip -n "$HNS" link set "$H" mtu 4000
	must_see 'Combined:[[:space:]]*2' in_guest ethtool -l "$G"
	must_see ' mtu 4000 ' ip -n "$GNS" link show "$G"
	for n in 1 2 1 2; do
		load_begin 2000
		must in_guest ethtool -L "$G" combined "$n"
		wait_for 30 virtio_host_queues "$n"
		load_end
	done
	must_fail "nvalid argument" in_guest ethtool -L "$G" combined 3
	iperf -P 16
	iperf -P 16 -R
	for queue in 0 1; do
		n=$(virtio_queue_packets "$queue")
		echo "  queue $queue: ${n:-none} packets to the driver"
		[ "${n:-0}" -gt 0 ] || die "nothing came by queue $queue: $(in_host tc -s qdisc show dev "$H")"
	done
	account "2 queues, to host" "$GNS" "$G" "$HNS" "$H" "$HIP" 1400
	account "2 queues, to guest" "$HNS" "$H" "$GNS" "$G" "$GIP" 1400
	virtio_sound
	drop_pair
	make_pair virtio "$PAIR"
}

# One of the driver's own counters.
statistic() { # NS IF NAME
	local value
	value=$(in_ns "$1" ethtool -S "$2" | /run/vbus/busybox sed -n "s/^ *$3: //p")
	[ -n "$value" ] || die "$2 has no counter $3"
	echo "$value"
}

# What a command of nettool printed, by name.
value_of() { # NAME LINE
	local word
	for word in $2; do [ "${word%%=*}" != "$1" ] || { echo "${word#*=}"; return; }; done
	die "no $1= in '$2'"
}

# Packets out of the one end and into the other, when nothing is under way: a neighbour that is asked for counts as well.
settled() { # FROM-NS FROM-IF TO-NS TO-IF: sets S_out S_in
	local out in tries
	for ((tries = 0; tries < 50; tries++)); do
		counters "$1" "$2"; out=${C[tx_packets]}
		counters "$3" "$4"; in=${C[rx_packets]}
		[ "$tries" = 0 ] || [ "$out $in" != "${S_out-} ${S_in-}" ] || return 0
		S_out=$out S_in=$in
		/run/vbus/busybox sleep 0.1
	done
	die "packets keep coming from nobody"
}

# One way, account_packets datagrams: what was sent is what arrived, and what did not was counted as dropped by exactly one of those on the way.
# Sets account_frames to what the device counted for them.
account() { # NAME FROM-NS FROM-IF TO-NS TO-IF TO-IP SIZE
	local packets=$account_packets name=$1 from=$2 from_if=$3 to=$4 to_if=$5 ip=$6 size=$7 receiver sent received out in dropped queued full
	settled "$from" "$from_if" "$to" "$to_if"
	out=$S_out in=$S_in
	dropped=$("${KIND}_lost" "$from" "$from_if" "$to" "$to_if") queued=$(queue_drops "$from" "$from_if") full=$(socket_drops "$to")
	in_ns "$to" nettool recv 7003 1500 >/tmp/recv 2>&1 &
	receiver=$!
	wait_for 30 in_ns "$to" /run/vbus/busybox grep -q ':1B5B' /proc/net/udp
	sent=$(in_ns "$from" nettool send "$ip" 7003 "$packets" "$size") || die "$name: $sent"
	wait "$receiver" || die "$name: $(</tmp/recv)"
	received=$(</tmp/recv)
	settled "$from" "$from_if" "$to" "$to_if"
	out=$((S_out - out)) in=$((S_in - in))
	account_frames=$out
	dropped=$(($("${KIND}_lost" "$from" "$from_if" "$to" "$to_if") - dropped))
	queued=$(($(queue_drops "$from" "$from_if") - queued)) full=$(($(socket_drops "$to") - full))
	echo "  $name, $size bytes: $packets sent, $(value_of got "$received") arrived; $queued dropped by the queue, $dropped by the pair, $full by the socket"
	[ "$(value_of sent "$sent")" = "$packets" ] || die "$name: $sent"
	[ "$(value_of twice "$received")$(value_of bad "$received")$(value_of late "$received")" = 000 ] || die "$name: $received"
	[ $(($(value_of got "$received") + queued + dropped + full)) = "$packets" ] || die "$name: a packet is lost that nobody counted"
	[ $((out - in)) -ge 0 ] && [ $((out - in)) -le "$dropped" ] || die "$name: $out packets went out, $in came in, $dropped dropped"
}

# Ends the script when the kernel can tell of leaks and finds one. What the modules held must be gone, so unload them first.
leaks() {
	local kmemleak=/sys/kernel/debug/kmemleak found
	[ -e $kmemleak ] || { echo "  leaks: this kernel cannot tell"; return; }
	# what was freed under RCU; a block must be old, and missed by two scans, to be told of
	/run/vbus/busybox sleep 6
	must put scan $kmemleak
	must put scan $kmemleak
	found=$(/run/vbus/busybox cat $kmemleak)
	[ -z "$found" ] || die "leaked: $found"
	echo "  leaks: none"
}
