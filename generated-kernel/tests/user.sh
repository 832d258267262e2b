# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: user.sh TOOLS TREE [CALLS [SEED [STEP...]]]
#
# /dev/vbus: a program, of 64 and of 32 bits, is a network card's driver, and does each thing wrong that can be done wrong. TOOLS is a folder with
# usertool and usertool32, TREE one with built modules; CALLS how many each of them makes at random, from SEED on; STEPs are names of the functions
# below that begin with test_, all of them unless told.
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/*}/net-lib.sh"
. "${BASH_SOURCE[0]%/*}/card-lib.sh"
calls=${3:-10000} seed=${4:-1}
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
tcopy setpriv "$tools/usertool" "$tools/usertool32"
steps="members errors limits ping answer tie orphan unplug kill fuzz"
[ $# -le 4 ] || { shift 4; steps=$*; }
programs=usertool
"$VBUS_TOOLS/usertool32" help 2>/dev/null
if [ $? = 126 ]; then echo "this kernel runs no programs of 32 bits"; else programs+=" usertool32"; fi
modules="shm_signal ioq vbus vbus_user vbus_net_device venet_tap" node=/dev/vbus

# What the two halves say of what a program does wrong.
said='shm_signal: peer|ioq: peer|vbus|venet|callbacks suppressed|tap[0-9]+'

# Nobody has it open, and nothing is left of who had.
idle() { [ "$(get /sys/module/vbus_user/refcnt)" = 0 ]; }

test_members() {
	step "only members of a bus get in"
	must_see '666|crw-rw-rw-' /run/vbus/busybox ls -l /dev/vbus
	must put 0 $self
	local program
	for program in $programs; do
		must_fail EPERM "$program" join
		must put bus0 $self
		must "$program" join >/dev/null
		must put 0 $self
	done
	must put bus0 $self
	# a user without rights is as good as any
	must setpriv --reuid 65534 --regid 65534 --clear-groups usertool join >/dev/null
}

test_errors() {
	step "each wrong call, and its error"
	local program
	for program in $programs; do tap "$program" errors; done
}

test_limits() {
	step "the limit of locked memory"
	local program
	for program in $programs; do tap "$program" limits; done
}

test_ping() {
	step "a program asks the host"
	local program mem wake
	for program in $programs; do
		for mem in pool virtual; do
			for wake in event eventfd; do
				must "$program" ping $mem $wake 10.9.0.1 10.9.0.2 100 >/tmp/ping
				echo "  $program, $mem, $wake: $(</tmp/ping)"
			done
		done
	done
	must_see "tx_errors: 0" statistics
}

# answer_begin PROGRAM MEM WAKE
answer_begin() {
	begin /tmp/answer "$1" answer "$2" "$3" 10.9.0.1
	answer=$begun
}

test_answer() {
	step "the host asks a program"
	local program mem
	for program in $programs; do
		for mem in pool virtual; do
			answer_begin "$program" $mem event
			must_see ' 0% packet loss' ping -q -i 0.01 -c 100 -W 20 -s 900 10.9.0.1
			must kill -TERM "$answer"
			wait "$answer"
		done
	done
}

test_tie() {
	step "a signal changes over to an eventfd and back"
	"$VBUS_TOOLS/ping" -i 0.2 10.9.0.1 >/dev/null 2>&1 &
	local pinger=$!
	tap usertool tie
	kill "$pinger"
	wait "$pinger"
}

test_orphan() {
	step "a child is left with the file, and the parent's memory is gone"
	local program
	for program in $programs; do tap "$program" orphan; done
	wait_for 30 idle
}

test_unplug() {
	step "the card goes while a program has it open"
	local program
	for program in $programs; do
		answer_begin "$program" pool event
		must_see ' 0% packet loss' ping -q -c 2 -W 20 10.9.0.1
		must rm "$config/vbus/instances/bus0/tap0"
		wait "$answer" || die "the program: $(</tmp/answer)"
		must_see 'dropped closed=2 call=2 signal=2 close=2' cat /tmp/answer
		must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
	done
	echo "  $(/run/vbus/busybox tail -n 1 /tmp/answer)"

	step "the card comes and goes, and nobody reads"
	local n
	begin /tmp/answer usertool answer pool event 10.9.0.1
	answer=$begun
	kill -STOP "$answer"
	for n in 1 2 3 4 5 6 7 8; do
		must rm "$config/vbus/instances/bus0/tap0"
		must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
	done
	kill -CONT "$answer"
	wait "$answer" || die "the program: $(</tmp/answer)"

	step "the bus goes under a program"
	answer_begin usertool pool eventfd
	must rm "$config/vbus/instances/bus0/tap0"
	must rmdir "$config/vbus/instances/bus0"
	wait "$answer" || die "the program: $(</tmp/answer)"
	must_fail EPERM usertool join
	must mkdir "$config/vbus/instances/bus0"
	must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
	must put bus0 $self
}

# Nothing is left of a program that was killed at any time: the next one has the card, the module can go.
test_kill() {
	step "kill -9 under traffic"
	local program mem wake n=0
	"$VBUS_TOOLS/ping" -i 0.01 -s 1000 10.9.0.1 >/dev/null 2>&1 &
	local pinger=$!
	for program in $programs; do
		for mem in pool virtual pool virtual; do
			for wake in event eventfd; do
				begin /tmp/flood "$program" flood $mem $wake
				flood=$begun
				kill -KILL "$flood"
				# not bash's word that it was killed
				{ wait "$flood"; } 2>/dev/null
				n=$((n + 1))
			done
		done
	done
	kill "$pinger"
	wait "$pinger"
	wait_for 30 idle
	echo "  $n programs killed"
	must usertool ping pool event 10.9.0.1 10.9.0.2 3 >/dev/null
	must put 0 $self
	card_drop
	unload
	load
	card_make
	must put bus0 $self
}

test_fuzz() {
	step "calls at random, seed $seed"
	local program
	for program in $programs; do
		must "$program" fuzz "$calls" "$seed" >/tmp/fuzz
		echo "  $program: $(</tmp/fuzz)"
	done
	wait_for 30 idle
	must usertool ping pool event 10.9.0.1 10.9.0.2 3 >/dev/null
}

dmesg_mark
load
card_make
must put bus0 $self
for one in $steps; do "test_$one"; done
step "take it apart"
must put 0 $self
card_drop
unload
leaks
dmesg_clean "$said"
echo "user: all good"
