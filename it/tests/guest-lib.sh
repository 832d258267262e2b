# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Guests inside the VM, each a QEMU under KVM on a bus of the VM's kernel. To be sourced after net-lib.sh, with GUEST_KERNEL and GUEST_INITRD (both of
# it/kvm/guest/pack) and AGENT (runtime-java/agent/run); the folder of tools has kvmkeep as well:
#
#   guest_prepare                             once: KVM
#   guest_start NAME BUS [QEMU-ARGUMENT...]   an agent, a guest, its modules; QEMU's and the agent's process are QEMU[NAME] and AGENT_OF[NAME]
#   guest_boot NAME BUS [QEMU-ARGUMENT...]    the same without modules
#   guest NAME LINE                           runs a line of shell in it; its output, its status
#   guest_must NAME LINE                      the same; its output is in /tmp/guest-said
#   guest_send NAME LINE                      does not wait for it
#   guest_load NAME                           loads the driver of the bus, and those of the network card
#   guest_came_up NAME                        waits until it has booted, as guest_boot does; for one that starts over
#   guest_end NAME                            turns it off, and waits until nothing of it is left
#   guest_gone NAME                           waits for a QEMU that ends by itself or was killed
#   guest_card NAME N                         waits for the guest's network card N, counted from 0 as they came, and prints its name
#   guest_clean NAME                          its kernel has nothing to complain of
#   guests                                    how many are attached here; guests_are N, guests_idle: none, and nothing is held
#
# What a guest's kernel said is in /tmp/guest-NAME.console; die shows it.
# For the word of a guest's end, which may come where nobody listens, as within wait_for.
exec {SAY}>&1
declare -A QEMU=() AGENT_OF=() GUEST_IN=() GUEST_OUT=() GUEST_PART=()
LINE=''
guest_seconds=${guest_seconds-180}
guest_memory=${guest_memory-256M}
guest_vectors=${guest_vectors-4}
guest_modules="shm_signal ioq vbus_proxy vbus_pci vbus_net_driver venet_driver"

guest_prepare() {
	must modprobe kvm_amd
	# A guest's memory in pages of 2 MiB: each time that a guest touches a page for the first time is one more exit that the emulator can get wrong.
	put always /sys/kernel/mm/transparent_hugepage/shmem_enabled 2>/dev/null || echo "  this kernel has no large pages for guests"
	# Not by a guest, lest it ends first.
	"$tools/kvmkeep" >/tmp/kvmkeep 2>&1 &
	wait_for 30 /run/vbus/busybox grep -q ready /tmp/kvmkeep
}

# A guest under emulated KVM now and then hangs while it boots. Nothing of ours is in it then: once more, and said.
guest_boot() { # NAME BUS [QEMU-ARGUMENT...]
	local try
	for try in 1 2; do
		guest_begin "$@"
		! guest_came_up "$1" || break
		[ $try = 1 ] || guest_die "$1" "guest $1 did not boot, twice"
		echo "guest $1 did not boot in $guest_seconds s; starting it again"
		kill -KILL "${QEMU[$1]}" 2>/dev/null
		guest_gone "$1"
	done
	# what it says of the emulated processor's state while it boots is not ours
	guest "$1" "dmesg -c >/dev/null"
}

guest_begin() { # NAME BUS [QEMU-ARGUMENT...]
	local name=$1 bus=$2 line base=/tmp/guest-$1
	shift 2
	rm -f "$base".*
	mkfifo "$base.in" "$base.out"
	"$AGENT" --bus "$bus" --memory "$guest_memory" --name "$name" --vectors "$guest_vectors" >"$base.command" 2>"$base.agent" &
	AGENT_OF[$name]=$!
	wait_for "$guest_seconds" guest_agent_said "$name"
	line=$(<"$base.command")
	[ -n "$line" ] || die "the agent of $name ended: $(<"$base.agent")"
	# The agent's line is for a shell.
	eval "$line"' -name "$name" -cpu host -smp 1 -display none -vga none -nodefaults -nic none -serial "file:$base.console" -chardev "pipe,id=line,path=$base" \
		-serial chardev:line -kernel "$GUEST_KERNEL" -initrd "$GUEST_INITRD" \
		-append "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check tsc=reliable" "$@" >"$base.qemu" 2>&1 &'
	QEMU[$name]=$!
	# so that bash has no word to say when they are killed
	disown "${AGENT_OF[$name]}" "${QEMU[$name]}"
	exec {GUEST_IN[$name]}<>"$base.in" {GUEST_OUT[$name]}<>"$base.out"
}

# A whole line of it in LINE, within a second; half a one is kept for the next time.
guest_line() {
	local status=0
	IFS= read -r -t 1 -u "${GUEST_OUT[$1]}" LINE || status=1
	LINE=${GUEST_PART[$1]-}${LINE%$'\r'}
	[ $status = 0 ] && GUEST_PART[$1]='' || GUEST_PART[$1]=$LINE
	return $status
}
guest_is_there() { kill -0 "${QEMU[$1]}" 2>/dev/null; }

guest_came_up() {
	local end=$((SECONDS + guest_seconds))
	while [ $SECONDS -lt $end ] && guest_is_there "$1"; do
		# behind what it was about to say in a former life
		! guest_line "$1" || [[ $LINE != *"@@ 0" ]] || return 0
	done
	return 1
}

guest_agent_said() { [ -s "/tmp/guest-$1.command" ] || ! kill -0 "${AGENT_OF[$1]}" 2>/dev/null; }

# Its output up to the line with the status.
guest_answer() {
	local end=$((SECONDS + guest_seconds))
	while [ $SECONDS -lt $end ]; do
		if guest_line "$1"; then
			case $LINE in
			"@@ "*) return "${LINE#@@ }" ;;
			*) printf '%s\n' "$LINE" ;;
			esac
		else
			guest_is_there "$1" || guest_die "$1" "guest $1 is not there any more"
		fi
	done
	guest_die "$1" "guest $1 does not answer"
}
guest_send() { printf '%s\n' "$2" >&"${GUEST_IN[$1]}"; }
guest() {
	guest_send "$1" "$2"
	guest_answer "$1"
}

guest_must() { guest "$1" "$2" >/tmp/guest-said || guest_die "$1" "in $1: $2: $(</tmp/guest-said)"; }
guest_clean() {
	local found
	found=$(guest "$1" "dmesg | grep -A 40 -E 'WARNING:|BUG:|Oops|INFO: possible|blocked for'")
	[ -z "$found" ] || die "the kernel of $1 said: $found"
}

guests() { get /sys/class/misc/vbus-kvm/guests; }
guests_are() { [ "$(guests)" = "$1" ]; }
guests_idle() { [ "$(guests) $(get /sys/module/vbus_kvm/refcnt)" = "0 0" ]; }

guest_die() { # NAME TEXT
	{
		echo "--- what its kernel said"
		tail -n 60 "/tmp/guest-$1.console"
		echo "--- its QEMU"
		cat "/tmp/guest-$1.qemu"
		echo "--- its agent"
		cat "/tmp/guest-$1.agent"
	} >&"$SAY"
	die "$2" >&"$SAY"
}

guest_load() {
	local module
	for module in $guest_modules; do
		guest "$1" "insmod /modules/$module.ko" || guest_die "$1" "guest $1 does not load $module"
	done
}

guest_start() {
	guest_boot "$@"
	guest_load "$1"
}

guest_forget() {
	local fd
	for fd in "${GUEST_IN[$1]}" "${GUEST_OUT[$1]}"; do exec {fd}>&-; done
	unset "QEMU[$1]" "AGENT_OF[$1]" "GUEST_IN[$1]" "GUEST_OUT[$1]" "GUEST_PART[$1]"
}

guest_gone() {
	wait_for 60 guest_ended "${QEMU[$1]}"
	wait_for 60 guest_ended "${AGENT_OF[$1]}"
	guest_forget "$1"
}
# A child that is waited for.
guest_ended() { ! kill -0 "$1" 2>/dev/null; }

guest_end() {
	guest_send "$1" "poweroff -f"
	guest_gone "$1"
}

guest_card() {
	wait_for 30 guest_card_is "$1" "$2"
	guest_card_name "$1" "$2"
}
guest_card_is() { [ -n "$(guest_card_name "$1" "$2")" ]; }
# Nothing while the driver has not made it.
guest_card_name() { guest "$1" "ls -d /sys/bus/vbus-proxy/devices/*/net/* 2>/dev/null | sed -n '$(($2 + 1))s,.*/,,p'"; }
