# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: net-guest.sh TOOLS TREE ROUNDS "CPU CPU" "KIND..."
# The measurements of it/bench/net. Each is a line "@ ROUND KIND NAME name=value ...".
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/*}/../../generated-kernel/tests/net-lib.sh"
rounds=${3:?rounds} kinds=${5:?kinds}
read -r cpu_a cpu_b <<<"${4:?cpus}"
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2?tree}"

# What the pair and the system did; before a measurement into B, and after it told as differences.
declare -A B=()
signals() { # those that reached an end, masked ones do not; when the ends count them
	local name all=0 n
	[ "$KIND" = venet ] || { echo 0; return; }
	for name in "$GNS $G" "$HNS $H"; do
		# shellcheck disable=SC2086
		for n in $(in_ns ${name% *} ethtool -S "${name#* }" | /run/vbus/busybox sed -n 's/^ *[rt]x_signals: //p'); do all=$((all + n)); done
	done
	echo "$all"
}
snapshot() { # sets S_signals S_switches S_polls S_packets
	local line word all=0
	S_signals=$(signals)
	while read -r word line; do [ "$word" != ctxt ] || S_switches=$line; done </proc/stat
	while read -r word line; do
		[ "$word" = NET_RX: ] || continue
		for word in $line; do all=$((all + word)); done
	done </proc/softirqs
	S_polls=$all
	counters "$GNS" "$G"
	S_packets=$((C[tx_packets] + C[rx_packets]))
}
before() { snapshot; B=([signals]=$S_signals [switches]=$S_switches [polls]=$S_polls [packets]=$S_packets); }
# after NAME LINE: the measurement's own words, and the differences
after() {
	snapshot
	echo "@ $round $KIND $1 $2 signals=$((S_signals - B[signals])) polls=$((S_polls - B[polls]))" \
		"switches=$((S_switches - B[switches])) packets=$((S_packets - B[packets]))"
}

# A datagram for nobody is an error for its sender; TCP tries again by itself.
listens() { wait_for 30 in_ns "$1" /run/vbus/busybox grep -qi ":$2 " /proc/net/udp; } # NS PORT-IN-HEX

ends() { in_guest ethtool -S "$G"; in_host ethtool -S "$H"; }

rr() { # udp|tcp COUNT
	local server line
	in_host taskset -c "$cpu_b" nettool echo "$1" 7001 >/dev/null &
	server=$!
	[ "$1" = tcp ] || listens "$HNS" 1B59
	before
	line=$(in_guest taskset -c "$cpu_a" nettool rr "$1" "$HIP" 7001 "$2") || { ends; die "round trips by $1 over $KIND"; }
	after "rr-$1" "$line"
	wait "$server"
}
packets() { # NAME FROM-NS TO-NS TO-IP COUNT SIZE
	local server
	in_ns "$3" taskset -c "$cpu_b" nettool recv 7002 700 >/tmp/recv &
	server=$!
	listens "$3" 1B5A
	before
	in_ns "$2" taskset -c "$cpu_a" nettool send "$4" 7002 "$5" "$6" >/dev/null || die "packets over $KIND"
	wait "$server" || die "packets over $KIND"
	after "$1" "$(</tmp/recv)"
}
stream() { # NAME FROM-NS TO-NS TO-IP MS
	local server line
	in_ns "$3" taskset -c "$cpu_b" nettool sink 7003 >/tmp/sink &
	server=$!
	before
	line=$(in_ns "$2" taskset -c "$cpu_a" nettool stream "$4" 7003 "$5") || die "TCP over $KIND"
	wait "$server"
	after "$1" "${line#connected }"
}

n=0
for kind in $kinds; do
	make_pair "$kind" $n
	n=$((n + 1))
done
for ((round = 1; round <= rounds; round++)); do
	step "round $round"
	for ((pair = 0; pair < n; pair++)); do
		use_pair $pair
		rr udp 400
		rr tcp 400
		packets out-64 "$GNS" "$HNS" "$HIP" 4000 22
		packets in-64 "$HNS" "$GNS" "$GIP" 4000 22
		packets out-1400 "$GNS" "$HNS" "$HIP" 4000 1358
		packets in-1400 "$HNS" "$GNS" "$GIP" 4000 1358
		stream out-tso "$GNS" "$HNS" "$HIP" 1500
		stream in-tso "$HNS" "$GNS" "$GIP" 1500
	done
done
for ((pair = 0; pair < n; pair++)); do
	use_pair $pair
	drop_pair
done
net_unload
