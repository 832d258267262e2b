# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# A pair of network devices for tests and benchmarks, each end in a network namespace of its own. To be sourced in a guest of it/vm/run:
#
#   net_prepare TOOLS TREE      once: programs into memory, modules; TOOLS holds nettool, TREE the built modules (for venet)
#   make_pair KIND [N]          makes pair N (0 unless told): veth, tap or venet; sets the variables below
#   use_pair N                  sets them
#   drop_pair                   takes the pair at hand apart
#   net_unload                  unloads what net_prepare and make_pair loaded for venet
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

KINDS="veth tap venet"
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
	"${kind}_make" "$n"
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

# ---- venet: device and driver in this kernel, over the bus

# In the order of loading. What is in memory loads faster, and a soak does it often.
venet_modules="shm_signal ioq vbus vbus_proxy vbus_localhost vbus_net_device vbus_net_driver venet_tap venet_driver"
venet_loaded=

venet_load() { # [PARAMETER OF THE DRIVER...]
	[ -z "$venet_loaded" ] || return 0
	local module path
	for module in $venet_modules; do
		if [ ! -e "$VBUS_TOOLS/$module.ko" ]; then
			path=$(/run/vbus/busybox find "$tree" -name "$module.ko") && [ -n "$path" ] || die "no $module.ko below $tree"
			tcopy "$path"
		fi
		case $module in
		venet_driver) must /run/vbus/busybox insmod "$VBUS_TOOLS/$module.ko" "$@" ;;
		*) must /run/vbus/busybox insmod "$VBUS_TOOLS/$module.ko" ;;
		esac
	done
	venet_loaded=yes
}

# Unloads all that venet_load loaded; in its reverse order, so nothing may be in use.
net_unload() {
	[ -n "$venet_loaded" ] || return 0
	local module reverse=
	for module in $venet_modules; do reverse="$module $reverse"; done
	for module in $reverse; do must /run/vbus/busybox rmmod "$module"; done
	venet_loaded=
}

# Sets G once the driver has made it, in the namespace where it is to be.
venet_take_guest() { # N
	local path
	# a worker binds the driver
	wait_for 30 test -e "/sys/bus/vbus-proxy/devices/guest$1.0/net"
	for path in "/sys/bus/vbus-proxy/devices/guest$1.0/net"/*; do G=${path##*/}; done
	must ip link set "$G" netns "$GNS"
}
venet_make() { # N
	venet_load
	must mkdir "$config/vbus/devices/tap$1" "$config/vbus/instances/bus$1"
	must put venet-tap "$config/vbus/devices/tap$1/type"
	must put 1 "/sys/vbus/devices/tap$1/enabled"
	H=$(get "/sys/vbus/devices/tap$1/ifname")
	must ip link set "$H" netns "$HNS"
	must ln -s "$config/vbus/devices/tap$1" "$config/vbus/instances/bus$1/"
	must mkdir "$config/vbus-localhost/guest$1"
	must put "bus$1" "$config/vbus-localhost/guest$1/bus"
	venet_take_guest "$1"
}
venet_drop() {
	must put 0 "$config/vbus-localhost/guest$1/bus"
	must rmdir "$config/vbus-localhost/guest$1"
	must rm "$config/vbus/instances/bus$1/tap$1"
	must rmdir "$config/vbus/instances/bus$1" "$config/vbus/devices/tap$1"
}
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
