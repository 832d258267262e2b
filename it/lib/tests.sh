# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What the commands share that run generated-kernel/tests in a VM (net/run, user/run, kvm/run, and bench/kvm). To be sourced with `home` set:
#
#   tests_options "$@"   --kernel, --timeout, --log; sets series, seconds, log, and words to what is left. Needs a function usage STATUS
#   tests_tree           builds all modules for the series, those of the tests too, in tree
#   tests_tool NAME [GCC-ARGUMENT...]   compiles NAME.c of generated-kernel/tests or it/tests in tools
#   tests_guest SERIES TREE [PROGRAM...]  makes what a guest inside the VM needs; sets agent, and guest to its kernel and its initramfs
#   tests_vm SCRIPT [WORD...]           runs it; does not return
series=6.12 seconds=900 log=() words=()

tests_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--kernel) series=${2:?SERIES}; shift 2 ;;
		--timeout) seconds=${2:?SECONDS}; shift 2 ;;
		--log) log=(--log "${2:?FILE}"); shift 2 ;;
		-h | --help) usage 0 ;;
		*) break ;;
		esac
	done
	[ $# -gt 0 ] || usage 2
	words=("$@")
	# one tree for all, as each is made of the same sources
	tree=$home/it/target/kernel/net-$series
	tools=$home/it/target/net
}

tests_tree() {
	local options=()
	# two runs of one series share the tree
	mkdir -p "${tree%/*}"
	exec 8>"$tree.lock"
	flock 8
	# Debian's trees are checked; this one's headers make sparse warn
	[ "$series" != debug ] || options=(--no-sparse)
	"$home/it/kernel/build" "${options[@]}" "$series" "$home/generated-kernel" "$tree" VBUS_TESTS=1 8>&-
	exec 8>&-
}

# Static: the guest's loader would have to look for libraries over 9p.
tests_tool() {
	local name=$1 source=$home/generated-kernel/tests/$1.c program=$tools/${tool_name-$1}
	[ -e "$source" ] || source=$home/it/tests/$1.c
	shift
	mkdir -p "$tools"
	# its headers are few: any that is newer counts
	if [ ! -e "$program" ] || [ -n "$(find "$source" "$home/generated-kernel/include/uapi" "$home/generated-kernel/user/lib" "$home/generated-kernel/tests/"*.h -newer "$program" -print -quit)" ]; then
		# a name of its own, as two runs may come here together
		gcc -O2 -Wall -Wextra -static "$@" -o "$program.$$" "$source"
		mv "$program.$$" "$program"
	fi
}

tests_guest() {
	local packed
	agent=$home/runtime-java/agent/run
	# builds what is stale
	"$agent" --help >/dev/null
	tests_tool kvmkeep
	packed=$("$home/it/kvm/guest/pack" "$1" "$2" "$home/it/target/guest" "$tools/nettool" "${@:3}")
	mapfile -t guest <<<"$packed"
}

# Each script begins with nothing, so it can be run again.
tests_vm() { exec "$home/it/vm/run" --again --kernel "$series" --timeout "$seconds" "${log[@]}" "$@"; }
