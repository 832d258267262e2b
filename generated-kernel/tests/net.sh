# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: net.sh KIND TOOLS TREE [PACKETS [STEP...]]
#
# What a pair of network devices must be able to do, whatever carries its frames. KIND is veth, tap, venet or virtio; TOOLS is a folder with nettool,
# TREE one with built modules (for venet and virtio); PACKETS how many datagrams are counted, each way (default 5000); STEPs are names of the functions
# below that begin with test_, all of them unless told.
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/*}/net-lib.sh"
kind=${1:?kind} account_packets=${4:-5000}
net_prepare "$VBUS_HOST${2:?tools}" "$VBUS_HOST${3-}"
steps="sizes tcp udp accounting mtu flap sg offloads rings trace control queues reset vlan bridge"
[ $# -le 4 ] || { shift 4; steps=$*; }

# ---- traffic ----

# TCP through the pair while something else is done to it: load_begin, what is to be done, load_end
load_begin() { # MILLISECONDS
	/run/vbus/busybox rm -f /tmp/stream /tmp/stream-back
	in_host nettool sink 7001 >/tmp/sink 2>&1 &
	load_sink=$!
	in_guest nettool stream "$HIP" 7001 "$1" >/tmp/stream 2>&1 &
	load_stream=$!
	in_guest nettool sink 7002 >/tmp/sink-back 2>&1 &
	load_sink_back=$!
	in_host nettool stream "$GIP" 7002 "$1" >/tmp/stream-back 2>&1 &
	load_stream_back=$!
	wait_for 30 /run/vbus/busybox grep -q connected /tmp/stream
	wait_for 30 /run/vbus/busybox grep -q connected /tmp/stream-back
}
load_end() {
	local failed=
	wait "$load_stream" || failed="guest to host: $(<"/tmp/stream")"
	wait "$load_sink" || failed+=" host's end: $(<"/tmp/sink")"
	wait "$load_stream_back" || failed+=" host to guest: $(<"/tmp/stream-back")"
	wait "$load_sink_back" || failed+=" guest's end: $(<"/tmp/sink-back")"
	[ -z "$failed" ] || die "the load: $failed"
	[ "$(value_of bytes "$(</tmp/stream)")" -gt 0 ] || die "nothing went from guest to host"
	[ "$(value_of bytes "$(</tmp/stream-back)")" -gt 0 ] || die "nothing went from host to guest"
	[ "$(value_of bytes "$(</tmp/stream)")" = "$(value_of bytes "$(</tmp/sink)")" ] || die "guest to host: $(</tmp/stream), but $(</tmp/sink)"
	[ "$(value_of bytes "$(</tmp/stream-back)")" = "$(value_of bytes "$(</tmp/sink-back)")" ] ||
		die "host to guest: $(</tmp/stream-back), but $(</tmp/sink-back)"
	echo "  load: to host $(value_of bytes "$(</tmp/stream)") bytes, to guest $(value_of bytes "$(</tmp/stream-back)") bytes"
}
pings() { in_guest ping -q -c 1 -W 10 "$@" "$HIP" >/dev/null; }
both() { must ip -n "$GNS" link set "$G" "$@"; must ip -n "$HNS" link set "$H" "$@"; }

# ---- steps ----

test_sizes() {
	step "ping of each size, both ways"
	local size
	for size in 0 1 2 14 17 18 45 46 47 63 64 65 100 500 1000 1471 1472 1473 1500 2953 4000 8972 16000 32000 48000 64000 65000; do
		must pings -s "$size"
		must in_host ping -q -c 1 -W 10 -s "$size" "$GIP" >/dev/null
	done
	must_see ' 0% packet loss' in_guest ping -q -i 0.002 -c 200 -W 10 "$HIP"
}

# iperf3 says itself what the other end got.
iperf() { # OPTION...
	in_host timeout 40 iperf3 -s -1 >/tmp/iperf-server 2>&1 &
	local server=$! tries report
	for ((tries = 0; tries < 250; tries++)); do
		# the state too: addresses of connections that are over may begin with zeros
		in_host /run/vbus/busybox grep -q ':1451 0*:0000 0A' /proc/net/tcp /proc/net/tcp6 && break
		/run/vbus/busybox sleep 0.1
	done
	report=$(in_guest timeout 40 iperf3 -c "$HIP" -t 2 -f m "$@" 2>&1) || die "iperf3 $*: $report; the server: $(</tmp/iperf-server)"
	wait "$server" || die "the server of iperf3 $*: $(</tmp/iperf-server)"
	report=$(/run/vbus/busybox grep receiver <<<"$report") || die "iperf3 $* has no word of the receiver"
	echo "  iperf3 $*: ${report#*sec  }"
	[[ ! $report =~ [[:space:]]0\.00[[:space:]][KMG]?Bytes ]] || die "iperf3 $*: nothing arrived"
}
test_tcp() {
	step "TCP, both ways"
	iperf
	iperf -R
}
test_udp() {
	step "UDP, both ways"
	iperf -u -b 10M -l 1400
	iperf -u -b 10M -l 1400 -R
}

test_accounting() {
	step "$account_packets datagrams each way: every one arrives or is counted"
	local size
	for size in 64 1400; do
		account "to host" "$GNS" "$G" "$HNS" "$H" "$HIP" "$size"
		account "to guest" "$HNS" "$H" "$GNS" "$G" "$GIP" "$size"
	done
}

test_mtu() {
	step "mtu 9000, 576 and 1500 again, under load"
	local mtu
	load_begin 6000
	for mtu in 9000 576 1500; do
		both mtu "$mtu"
		must pings -M do -s $((mtu - 28))
		must_fail "essage too long" in_guest ping -c 1 -W 10 -M do -s $((mtu - 27)) "$HIP"
		must pings -s 4000
	done
	load_end
}

test_flap() {
	step "links down and up, each end in turn, under load"
	local n
	load_begin 6000
	for ((n = 0; n < 5; n++)); do
		must ip -n "$GNS" link set "$G" down
		must ip -n "$GNS" link set "$G" up
		must ip -n "$HNS" link set "$H" down
		must ip -n "$HNS" link set "$H" up
	done
	both down
	both up
	wait_for 30 pings
	load_end
	wait_for 30 pings
	must pings -s 65000
}

# ethtool takes what a device has not for no error.
feature() { must_see "$2: $3" in_ns "$1" ethtool -k "$4"; } # NS NAME on|off IF
test_sg() {
	step "scatter-gather off and on, under load"
	load_begin 4000
	must in_guest ethtool -K "$G" sg off >/dev/null
	feature "$GNS" scatter-gather off "$G"
	feature "$GNS" tcp-segmentation-offload off "$G"
	must pings -s 30000
	must in_guest ethtool -K "$G" sg on tso on gso on >/dev/null
	feature "$GNS" scatter-gather on "$G"
	must pings -s 30000
	load_end
}

# Bytes per packet that the device was given during two seconds of TCP.
given() { # NS IF
	local bytes packets
	counters "$1" "$2"; bytes=${C[tx_bytes]} packets=${C[tx_packets]}
	load_begin 2000 >&2
	load_end >&2
	counters "$1" "$2"
	echo $(((C[tx_bytes] - bytes) / (C[tx_packets] - packets)))
}
test_offloads() {
	step "segmentation is left to the pair when it is on, and only then"
	local ns name size
	for ns in "$GNS" "$HNS"; do
		name=$G
		[ "$ns" = "$GNS" ] || name=$H
		feature "$ns" tcp-segmentation-offload on "$name"
		size=$(given "$ns" "$name") || die "$size"
		echo "  $name in $ns: $size bytes a packet"
		# acknowledgements are among them
		[ "$size" -gt 2000 ] || die "$name: packets are small, in spite of segmentation offload"
		must in_ns "$ns" ethtool -K "$name" tso off gso off >/dev/null
		size=$(given "$ns" "$name") || die "$size"
		echo "  $name in $ns, tso off: $size bytes a packet"
		[ "$size" -le 1514 ] || die "$name: packets are larger than the mtu without segmentation offload"
		must in_ns "$ns" ethtool -K "$name" tso on gso on >/dev/null
	done
	! declare -F "${KIND}_offloads" >/dev/null || "${KIND}_offloads"
}

test_rings() {
	step "rings of 1, 2, 3, 64 and 2048"
	if ! declare -F "${KIND}_depth" >/dev/null; then
		echo "  none whose depth can be chosen: $KIND"
		return
	fi
	local depth
	for depth in 1 2 3 64 2048; do
		"${KIND}_depth" "$depth"
		must pings -s 65000
		load_begin 1000
		load_end
		account "depth $depth, to host" "$GNS" "$G" "$HNS" "$H" "$HIP" 1400
		account "depth $depth, to guest" "$HNS" "$H" "$GNS" "$G" "$GIP" 1400
	done
	"${KIND}_depth" 256
}

test_trace() {
	step "trace events of both halves"
	if ! declare -F "${KIND}_trace" >/dev/null; then
		echo "  none of its own: $KIND"
		return
	fi
	"${KIND}_trace"
}

# Of virtio: its control queue, its many queues, its drivers that come and go.
of_kind() { # NAME
	if declare -F "${KIND}_$1" >/dev/null; then "${KIND}_$1"; else echo "  none: $KIND"; fi
}
test_control() {
	step "control queue and configuration"
	of_kind control
}
test_queues() {
	step "several queues"
	of_kind queues
}
test_reset() {
	step "a driver that comes and goes under traffic"
	of_kind reset
}

test_vlan() {
	step "a VLAN over the pair"
	must ip -n "$GNS" link add link "$G" name v7 type vlan id 7
	must ip -n "$HNS" link add link "$H" name v7 type vlan id 7
	must ip -n "$GNS" address add 10.8.0.1/24 dev v7
	must ip -n "$HNS" address add 10.8.0.2/24 dev v7
	must ip -n "$GNS" link set v7 up
	must ip -n "$HNS" link set v7 up
	local size HIP=10.8.0.2 GIP=10.8.0.1
	for size in 0 64 1472 4000 65000; do must pings -s "$size"; done
	must pings -M do -s 1472
	load_begin 2000
	load_end
	must ip -n "$GNS" link delete v7
	must ip -n "$HNS" link delete v7
}

test_bridge() {
	step "the host's end in a bridge, with a third machine behind it"
	must ip netns add far
	must ip -n "$HNS" link add br0 type bridge
	must ip -n "$HNS" link add far0 type veth peer name eth0 netns far
	must ip -n "$HNS" address delete "$HIP/24" dev "$H"
	must ip -n "$HNS" link set "$H" master br0
	must ip -n "$HNS" link set far0 master br0
	must ip -n "$HNS" link set far0 up
	must ip -n "$HNS" link set br0 up
	must ip -n far address add "$HIP/24" dev eth0
	must ip -n far link set eth0 up
	# another machine has the address now
	must ip -n "$GNS" neighbour flush all
	local HNS_WAS=$HNS
	HNS=far
	wait_for 30 pings
	local size
	for size in 0 1472 65000; do must pings -s "$size"; done
	load_begin 2000
	load_end
	HNS=$HNS_WAS
	must ip -n "$HNS" link delete br0
	must ip -n "$HNS" link delete far0
	must ip netns delete far
	must ip -n "$HNS" address add "$HIP/24" dev "$H"
	must ip -n "$GNS" neighbour flush all
	wait_for 30 pings
}

tcopy iperf3
dmesg_mark
step "a $kind pair, on $(uname -r)"
make_pair "$kind"
for name in $steps; do
	declare -F "test_$name" >/dev/null || die "no step '$name'; see the functions test_*"
	"test_$name"
done
step "take it apart"
drop_pair
net_unload
dmesg_clean
echo "$kind pair: all good"
