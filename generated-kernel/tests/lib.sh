# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For the tests here: . "$(dirname "$0")/lib.sh". They need root, perl and the
# modules that each names; they print TAP and end with `finish`.
# Exit: 0 all good, 1 something failed, 4 skipped.

config=/sys/kernel/config
vbus=$config/vbus
local=$config/vbus-localhost
sys=/sys/vbus
proxies=/sys/bus/vbus-proxy/devices
n=0
failed=0

# needs CLASS: vbus, vbus_localhost and that class, or skip
needs() {
	[ -d "$vbus" ] && [ -d "$local" ] && [ -d "$sys/deviceclass/$1" ] || {
		echo "skip: vbus, vbus_localhost or class $1 is not loaded"
		exit 4
	}
}

result() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n $2"
	else
		echo "not ok $n $2"
		failed=1
	fi
}

finish() {
	echo "1..$n"
	exit $failed
}

# ok NAME COMMAND...: the command succeeds
ok() {
	name=$1
	shift
	out=$("$@" 2>&1)
	result $? "$name${out:+ ($out)}"
}

# fails NAME MESSAGE COMMAND...: it fails, and says so
fails() {
	name=$1
	want=$2
	shift 2
	if out=$("$@" 2>&1); then
		result 1 "$name: succeeded, wanted '$want'"
		return
	fi
	case $out in
	*"$want"*) result 0 "$name: $want" ;;
	*) result 1 "$name: '$out', wanted '$want'" ;;
	esac
}

# is NAME WANT COMMAND...: it prints just this
is() {
	name=$1
	want=$2
	shift 2
	out=$("$@" 2>&1)
	[ "$out" = "$want" ]
	result $? "$name: '$out'"
}

# By cat, which tells the error that a shell's own printf does not.
put() { printf '%s' "$1" | cat >"$2"; }
putn() { printf '%s\n' "$1" | cat >"$2"; }
absent() { ! [ -e "$1" ] && ! [ -L "$1" ]; }
files() { echo $(ls "$1"); }
soon() { # waits for what a worker does
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		"$@" && return 0
		sleep 0.1
	done
	return 1
}
long() { printf "%0$1d" 0; }
