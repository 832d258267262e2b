# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: kvm.sh TOOLS TREE [STEPS [SEED [STEP...]]]
#
# /dev/vbus-kvm without a VMM: a program, of 64 and of 32 bits, is agent and guest in one, a network card's driver, and does each thing wrong that can be
# done wrong. So this tests the host's half alone. TOOLS is a folder with kvmtool and kvmtool32, TREE one with built modules; STEPS how many steps each of
# them makes at random, from SEED on; STEPs are names of the functions below that begin with test_, all of them unless told.
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/*}/net-lib.sh"
. "${BASH_SOURCE[0]%/*}/card-lib.sh"
count=${3:-10000} seed=${4:-1}
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
tcopy "$tools/kvmtool" "$tools/kvmtool32"
steps="errors limits requests life reset ping answer unplug kill fuzz"
[ $# -le 4 ] || { shift 4; steps=$*; }
programs=kvmtool
"$VBUS_TOOLS/kvmtool32" help 2>/dev/null
if [ $? = 126 ]; then echo "this kernel runs no programs of 32 bits"; else programs+=" kvmtool32"; fi
modules="shm_signal ioq vbus vbus_kvm vbus_net_device venet_tap" node=/dev/vbus-kvm

# What the two halves say of what a guest does wrong.
said='shm_signal: peer|ioq: peer|vbus|venet|callbacks suppressed|tap[0-9]+'

# No guest is attached, nobody has the node open, and no file of a control page is left.
idle() { [ "$(get /sys/class/misc/vbus-kvm/guests) $(get /sys/module/vbus_kvm/refcnt)" = "0 0" ]; }

each() { # COMMAND: of each program, as TAP
	local program
	for program in $programs; do
		tap "$program" "$1" bus0
		wait_for 30 idle
	done
}

test_errors() {
	step "each wrong call of an agent, and its error"
	must_see 'crw-------' /run/vbus/busybox ls -l /dev/vbus-kvm
	each errors
}

test_limits() {
	step "an agent without rights, and the limit of locked memory"
	must put bus0 $self
	each limits
	must put 0 $self
}

test_requests() {
	step "each wrong request of a guest, and its error"
	each requests
}

test_life() {
	step "what ends a guest, and what does not"
	each life
}

test_reset() {
	step "guests that start over, take no events, break a ring"
	each reset
}

test_ping() {
	step "a guest asks the host"
	local program
	for program in $programs; do
		must "$program" ping bus0 10.9.0.1 10.9.0.2 100 >/tmp/ping
		echo "  $program: $(</tmp/ping)"
	done
	must_see "tx_errors: 0" statistics
	wait_for 30 idle
}

# answer_begin PROGRAM
answer_begin() {
	begin /tmp/answer "$1" answer bus0 10.9.0.1
	answer=$begun
}

test_answer() {
	step "the host asks a guest"
	local program
	for program in $programs; do
		answer_begin "$program"
		must_see ' 0% packet loss' ping -q -i 0.01 -c 100 -W 20 -s 900 10.9.0.1
		must kill -TERM "$answer"
		wait "$answer"
		wait_for 30 idle
	done
}

test_unplug() {
	step "the card goes while a guest has it open"
	local program
	for program in $programs; do
		answer_begin "$program"
		must_see ' 0% packet loss' ping -q -c 2 -W 20 10.9.0.1
		must rm "$config/vbus/instances/bus0/tap0"
		wait "$answer" || die "the guest: $(</tmp/answer)"
		must_see 'dropped closed=2 dropped=1 call=2 close=2' cat /tmp/answer
		must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
	done

	step "the card comes and goes, and the guest takes no events"
	local n
	answer_begin kvmtool
	kill -STOP "$answer"
	for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		must rm "$config/vbus/instances/bus0/tap0"
		must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
	done
	kill -CONT "$answer"
	wait "$answer" || die "the guest: $(</tmp/answer)"

	step "the bus goes under a guest"
	answer_begin kvmtool
	must rm "$config/vbus/instances/bus0/tap0"
	must rmdir "$config/vbus/instances/bus0"
	wait "$answer" || die "the guest: $(</tmp/answer)"
	must_fail ENOENT kvmtool join bus0
	must mkdir "$config/vbus/instances/bus0"
	must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
	wait_for 30 idle
}

# Nothing is left of a guest that was killed at any time: the next one has the card, the module can go.
test_kill() {
	step "kill -9 under traffic"
	local program n=0
	"$VBUS_TOOLS/ping" -i 0.01 -s 1000 10.9.0.1 >/dev/null 2>&1 &
	local pinger=$!
	for program in $programs $programs $programs $programs; do
		begin /tmp/flood "$program" flood bus0
		flood=$begun
		/run/vbus/busybox rmmod vbus_kvm 2>/dev/null && die "unloaded under a guest"
		kill -KILL "$flood"
		# not bash's word that it was killed
		{ wait "$flood"; } 2>/dev/null
		n=$((n + 1))
	done
	kill "$pinger"
	wait "$pinger"
	wait_for 30 idle
	echo "  $n guests killed"
	must kvmtool ping bus0 10.9.0.1 10.9.0.2 3 >/dev/null
	wait_for 30 idle
	card_drop
	unload
	load
	card_make
}

test_fuzz() {
	step "a guest that lies at random, seed $seed"
	local program
	for program in $programs; do
		must "$program" fuzz bus0 "$count" "$seed" >/tmp/fuzz
		echo "  $program: $(</tmp/fuzz)"
	done
	wait_for 30 idle
	must kvmtool ping bus0 10.9.0.1 10.9.0.2 3 >/dev/null
}

dmesg_mark
load
card_make
for one in $steps; do "test_$one"; done
step "take it apart"
wait_for 30 idle
card_drop
unload
leaks
dmesg_clean "$said"
echo "kvm: all good"
