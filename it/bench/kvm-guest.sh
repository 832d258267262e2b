# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run --nested: kvm-guest.sh TOOLS TREE AGENT KERNEL INITRD ROUNDS "CPU CPU" "MTU..." EXPLAIN BUSY
#
# The measurements of it/bench/kvm, in one guest of this VM that has all the cards. Each is a line "@ ROUND ROW MTU NAME name=value ...". What counts for
# one trip or packet is what happened in a window in the middle of the traffic, when nobody else speaks; the guest's interrupts, which cannot be read from
# here, are those of the whole measurement, and so are the packets they are divided by (in the guest_ words).
. "$VBUS_VM_LIB"
home=${BASH_SOURCE[0]%/it/bench/*}
. "$home/generated-kernel/tests/net-lib.sh"
. "$home/generated-kernel/tests/card-lib.sh"
. "$home/it/tests/guest-lib.sh"
AGENT=$VBUS_HOST${3:?agent} GUEST_KERNEL=$VBUS_HOST${4:?kernel} GUEST_INITRD=$VBUS_HOST${5:?initrd}
rounds=${6:?rounds} mtus=${8:?mtus} explain=${9:?explain} busy=${10:?busy}
read -r cpu_vcpu cpu_host <<<"${7:?cpus}"
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
modules="shm_signal ioq vbus vbus_kvm vbus_net_device venet_tap vbus_virtio vbus_virtio_net" node=/dev/vbus-kvm

warm=0.4 # seconds of traffic before the window
window=0.8
slack=600 # ms more that a program goes on, so that the window is inside
# taking the histograms is in it
[ "$explain" = no ] || slack=3000
ms=$((1200 + slack)) # of the traffic

# A row is a card: its two ends, their addresses, and which of the guest's interrupts are the card's.
declare -A CARD_H=() CARD_G=() CARD_HIP=() CARD_GIP=() CARD_IRQ=() CARD_MAC=()

mkfifo /tmp/never
exec {NEVER}<>/tmp/never
pause() { read -rt "$1" -u "$NEVER" || :; }

# ---- what the host's kernel counts
kvm_counters="exits halt_exits io_exits mmio_exits irq_exits irq_window_exits signal_exits insn_emulation irq_injections halt_wakeup"
declare -A S=() D=() THREAD=()
# Threads of the guest by what they are: the processor, the rest of QEMU, vhost's worker (a thread of QEMU, or of the kernel before 6.4), and the one that takes
# streams of venet's packets.
find_threads() {
	local task name pid=${QEMU[g0]}
	for task in /proc/"$pid"/task/* /proc/[0-9]*; do
		{ name=$(<"$task/comm"); } 2>/dev/null || continue
		case $name in
		"CPU 0/KVM") THREAD[vcpu]=${task##*/} ;;
		"vhost-$pid") THREAD[vhost]=${task##*/} ;;
		napi/tap0-*) THREAD[napi]=${task##*/} ;;
		esac
	done
	THREAD[qemu]=$pid
	for name in vcpu vhost napi; do [ -n "${THREAD[$name]-}" ] || die "no thread $name, only ${!THREAD[*]}"; done
}
pin() {
	local task
	for task in /proc/"${QEMU[g0]}"/task/*; do must taskset -p -c "$cpu_host" "${task##*/}" >/dev/null; done
	must taskset -p -c "$cpu_host" "${THREAD[vhost]}" >/dev/null
	must taskset -p -c "$cpu_host" "${THREAD[napi]}" >/dev/null
	must taskset -p -c "$cpu_vcpu" "${THREAD[vcpu]}" >/dev/null
	# the workers of virtio on the bus
	must put $((1 << cpu_host)) /sys/devices/virtual/workqueue/cpumask
}
sample() { # sets S
	local name word rest ran
	S[us]=${EPOCHREALTIME/./}
	for name in $kvm_counters; do read -r "S[$name]" <"$kvm/$name"; done
	while read -r word rest; do [ "$word" != ctxt ] || { S[switches]=$rest; break; }; done </proc/stat
	for name in "${!THREAD[@]}"; do
		read -r ran rest <"/proc/${THREAD[$name]}/schedstat"
		S[${name}_runs]=${rest#* } S[${name}_us]=$((ran / 1000))
	done
	for name in rx_packets tx_packets rx_bytes tx_bytes; do read -r "S[$name]" <"/sys/class/net/$H/statistics/$name"; done
}
# A card goes with its guest.
card_there() { [ -e "/sys/class/net/$H" ] || die "guest g0 is not there any more: over $row"; }
# The middle of what goes on between the ends; D is what happened then. False when the guest was through before its end, or there was no traffic at all.
watch() { # COUNTER of the host's end
	local counter=/sys/class/net/$H/statistics/$1 start now end=$((SECONDS + 20)) name
	declare -A before=()
	card_there
	read -r start <"$counter"
	now=$start
	while [ $((now - start)) -lt 8 ]; do
		[ $SECONDS -lt $end ] || return
		pause 0.02
		card_there
		read -r now <"$counter"
	done
	pause $warm
	card_there
	sample
	for name in "${!S[@]}"; do before[$name]=${S[$name]}; done
	explain_begin
	pause $window
	card_there
	sample
	explain_end
	! read -rt 0 -u "${GUEST_OUT[g0]}" || return
	for name in "${!S[@]}"; do D[$name]=$((S[$name] - before[$name])); done
	[ "${D[$1]}" -gt 0 ]
}
words() { # of D
	local name
	for name in "${!D[@]}"; do printf ' window_%s=%s' "$name" "${D[$name]}"; done
}

# ---- which exits, which interrupts, which threads: only when asked for, as it costs
histograms="kvm/kvm_exit:exit_reason kvm/kvm_msr:ecx.hex kvm/kvm_inj_virq:vector irq_vectors/irq_work_entry:vector irq_vectors/reschedule_entry:vector sched/sched_switch:prev_comm irq/softirq_raise:vec"
tracing=/sys/kernel/tracing
# Before the guest runs: a tracepoint is switched on by patching code, which an emulated processor under load does not always survive.
explain_prepare() { [ "$explain" = no ] || histograms pause; }
explain_begin() { [ "$explain" = no ] || histograms clear continue; }
histograms() { # STATE...
	local h state
	for h in $histograms; do
		# a trigger's file that is opened for anew loses what is there
		for state; do must add "hist:keys=${h#*:}:size=512:$state" "$tracing/events/${h%:*}/trigger"; done
	done
}
add() { printf '%s\n' "$1" >>"$2"; }
explain_end() {
	[ "$explain" = yes ] || return 0
	local h key count
	histograms pause
	EXPLAINED=
	for h in $histograms; do
		while read -r key; do
			[[ $key =~ ^\{\ [a-z_]*:\ *(.*[^ ])\ *\}\ hitcount:\ *([0-9]+) ]] || continue
			key=${BASH_REMATCH[1]} count=${BASH_REMATCH[2]}
			EXPLAINED+=" ${h%:*}:${key//[ =]/_}=$count"
		done <"$tracing/events/${h%:*}/hist"
	done
}

# ---- one measurement: the guest's program between two looks at its interrupts
marks() { echo "irqs '${CARD_IRQ[$row]}' $G"; }
ask() { guest_send g0 "{ $(marks); $1; $(marks); } >/tmp/out 2>&1; cat /tmp/out"; } # LINE
# Sets RESULT to what the program said, and to how much more interrupts and packets there are.
answer() {
	local lines out first last word
	out=$(guest_answer g0)
	mapfile -t lines <<<"$out"
	[ ${#lines[@]} -ge 3 ] && [[ ${lines[-1]} == irqs=* ]] || die "$name over $row: the guest says '$out'"
	read -ra first <<<"${lines[0]}"
	read -ra last <<<"${lines[-1]}"
	RESULT=${lines[1]}
	for word in "${!first[@]}"; do RESULT+=" guest_${first[word]%%=*}=$((${last[word]#*=} - ${first[word]#*=}))"; done
}
# By exec, where it runs in the background: its process is the program's.
here() { exec taskset -c "$cpu_host" nettool "$@"; }

trip() {
	local server
	here echo udp 7001 >/dev/null &
	server=$!
	ask "nettool rr udp $HIP 7001 1000000 $ms"
	watch rx_packets || SPOILT=yes
	answer
	# it would wait for more, for a while
	kill $server 2>/dev/null
	wait $server
}
out_tcp() {
	local server
	here sink 7003 >/dev/null &
	server=$!
	ask "nettool stream $HIP 7003 $ms"
	watch rx_packets || SPOILT=yes
	answer
	wait $server
}
in_tcp() {
	local client
	ask "nettool sink 7003"
	here stream "$GIP" 7003 $ms >/tmp/here 2>&1 &
	client=$!
	watch tx_packets || SPOILT=yes
	wait $client || die "$name over $row: $(</tmp/here)"
	answer
	# the sender's words count
	RESULT+=" $(</tmp/here)"
}
out_udp() {
	local server
	here recv 7002 400 >/tmp/here 2>&1 &
	server=$!
	ask "nettool send $HIP 7002 10000000 $((mtu - 28)) 0 $ms"
	watch rx_packets || SPOILT=yes
	answer
	wait $server || die "$name over $row: $(</tmp/here)"
	RESULT+=" $(</tmp/here)"
}
in_udp() {
	local client
	# It says when it listens: a guest that is flooded before may not get so far.
	ask "nettool recv 7002 400 & for i in \$(seq 500); do grep -q ':1B5A ' /proc/net/udp && break; usleep 20000; done; echo '@@ 0' >/dev/ttyS1; wait \$!"
	guest_answer g0 || die "$name over $row: the guest does not listen"
	here send "$GIP" 7002 10000000 $((mtu - 28)) 0 $ms >/tmp/here 2>&1 &
	client=$!
	watch tx_packets || SPOILT=yes
	wait $client || die "$name over $row: $(</tmp/here)"
	answer
	RESULT="$(</tmp/here) $RESULT"
}
measure() { # NAME
	local try
	name=$1
	for try in 1 2 3; do
		D=() RESULT='' SPOILT=''
		"$name"
		[ -n "$SPOILT" ] || break
		[ $try -lt 3 ] || die "$name over $row: the traffic ended too early, again and again: $RESULT"
	done
	echo "@ $round $row $mtu $name $RESULT$(words)"
	[ -z "$EXPLAINED" ] || echo "@ $round $row $mtu explain $name$EXPLAINED"
}
# Inside of the guest, by loopback.
floor() {
	local out
	out=$(guest g0 "nettool echo udp 7001 >/dev/null & nettool rr udp 127.0.0.1 7001 1000000 600") || die "floor: $out"
	echo "@ $round floor $mtu trip $out"
	out=$(guest g0 "nettool sink 7003 >/dev/null & nettool stream 127.0.0.1 7003 800") || die "floor: $out"
	echo "@ $round floor $mtu out_tcp $out"
}

# ---- the guest and its cards
cards() {
	local number=1 options=() row vhost
	for row in virtio vhost; do
		[ $row = vhost ] && vhost=on || vhost=off
		CARD_H[$row]=tap-$row CARD_HIP[$row]=10.9.$number.2 CARD_GIP[$row]=10.9.$number.1 CARD_MAC[$row]=52:54:00:76:62:0$number
		options+=(-netdev "tap,id=$row,ifname=tap-$row,script=no,downscript=no,vhost=$vhost"
			-device "virtio-net-pci,netdev=$row,mac=${CARD_MAC[$row]},romfile=")
		number=$((number + 1))
	done
	card_make
	CARD_H[venet]=$H CARD_HIP[venet]=10.9.0.2 CARD_GIP[venet]=10.9.0.1
	CARD_HIP[vbus]=10.9.$number.2 CARD_GIP[vbus]=10.9.$number.1 CARD_MAC[vbus]=52:54:00:76:62:0$number
	must mkdir "$config/vbus/devices/net0"
	must put virtio-net "$config/vbus/devices/net0/type"
	must put "${CARD_MAC[vbus]}" /sys/vbus/devices/net0/client_mac
	must put 1 /sys/vbus/devices/net0/enabled
	CARD_H[vbus]=$(get /sys/vbus/devices/net0/ifname)
	must ln -s "$config/vbus/devices/net0" "$config/vbus/instances/bus0/"
	guest_start g0 bus0 -name g0,debug-threads=on "${options[@]}"
	CARD_G[venet]=$(guest_card g0 0)
	CARD_IRQ[venet]=vbus-
	guest g0 "echo $busy >/proc/sys/net/core/busy_read" || die "no sockets that poll"
	guest g0 'modprobe -a virtio_pci virtio_net && insmod /modules/virtio_vbus.ko && echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6' || die "no virtio-net in the guest"
	guest g0 'echo "cat /sys/class/net/\$2/statistics/[rt]x_packets | tr \"\\n\" \" \" | (read r t; awk -v p=\$1 -v r=\$r -v t=\$t '"'"'\$0 ~ p { n += \$2 } /^ *LOC:/ { l = \$2 } END { print \"irqs=\" n+0 \" timer=\" l \" rx=\" r \" tx=\" t }'"'"' /proc/interrupts)" >/bin/irqs; chmod +x /bin/irqs'
	for row in virtio vhost vbus; do
		wait_for 20 guest g0 "grep -l ${CARD_MAC[$row]} /sys/class/net/*/address"
		CARD_G[$row]=$(guest g0 "basename \$(dirname \$(grep -l ${CARD_MAC[$row]} /sys/class/net/*/address))")
		CARD_IRQ[$row]=$(guest g0 "basename \$(readlink /sys/class/net/${CARD_G[$row]}/device)")-
		# vectors are the bus's, and the other card is silent meanwhile
		[ $row != vbus ] || CARD_IRQ[$row]=${CARD_IRQ[venet]}
		must ip address add "${CARD_HIP[$row]}/24" dev "${CARD_H[$row]}"
		must ip link set "${CARD_H[$row]}" up
	done
	for row in $rows; do
		guest g0 "ip address add ${CARD_GIP[$row]}/24 dev ${CARD_G[$row]} && ip link set ${CARD_G[$row]} up" || die "no address for $row"
		wait_for 20 ping -c 1 -W 1 "${CARD_GIP[$row]}"
	done
}
use() { row=$1 H=${CARD_H[$1]} G=${CARD_G[$1]} HIP=${CARD_HIP[$1]} GIP=${CARD_GIP[$1]}; }
use_mtu() {
	local row
	mtu=$1
	for row in $rows; do
		must ip link set "${CARD_H[$row]}" mtu "$mtu"
		guest g0 "ip link set ${CARD_G[$row]} mtu $mtu" || die "$row takes no mtu of $mtu"
	done
	guest g0 "ip link set lo mtu $mtu" || die "lo takes no mtu of $mtu"
	for row in $rows; do
		# the address of the other end is known from here on
		wait_for 20 ping -c 1 -W 1 -s 1000 "${CARD_GIP[$row]}"
	done
}

rows="virtio vhost vbus venet" round=0 EXPLAINED=
echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
guest_prepare
must modprobe vhost_net
load
explain_prepare
step "a guest with all cards"
cards
# none of its answers takes longer
guest_seconds=30
find_threads
# Another machine is kvmkeep's.
for kvm in /sys/kernel/debug/kvm/"${QEMU[g0]}"-*; do :; done
[ -e "$kvm/exits" ] || die "no counters of KVM in debugfs"
for counter in $kvm_counters; do [ -e "$kvm/$counter" ] || die "KVM does not count $counter: $(echo "$kvm"/*)"; done
pin
for row in $rows; do
	use "$row"
	echo "  $row: ${CARD_IRQ[$row]} $G; $(guest g0 "ethtool -k $G | grep -E '^(tcp-seg|generic-receive|tx-checksumming|scatter)'" | tr '\n' ' ')"
done

# The order of rows moves on from round to round, so that none is always the first after a pause.
order="$rows"
for ((round = 1; round <= rounds; round++)); do
	for mtu in $mtus; do
		step "round $round, mtu $mtu"
		use_mtu "$mtu"
		floor
		for row in $order; do
			use "$row"
			for measurement in trip out_tcp in_tcp out_udp in_udp; do measure $measurement; done
		done
		echo "@ whole $round $mtu"
	done
	order="${order#* } ${order%% *}"
done

use venet
echo "@ end venet 0 ends host $(statistics | grep -v ' 0$' | tr '\n' ' ')"
echo "@ end venet 0 ends guest $(guest g0 "ethtool -S $G" | grep -v ' 0$' | tr '\n' ' ')"
guest_end g0
