# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# One network card for programs that are its driver. To be sourced after net-lib.sh, with `modules` set, in the order of loading, and `node`, the
# device node that the last connector among them makes:
#
#   load, unload         these modules; unload fails if anything is still held
#   card_make, card_drop a card whose host's end is $H with the address 10.9.0.2, on bus0
#   tap PROGRAM WORD...  runs it: no row may be bad, and the plan must be there
#   begin FILE WORD...   starts it, its output in FILE, and waits until it says "ready"; sets begun to its process
#   statistics           of the host's end
self=/proc/vbus/self

load() {
	local module
	for module in $modules; do
		[ -e "$VBUS_TOOLS/$module.ko" ] || tcopy "$(/run/vbus/busybox find "$tree" -name "$module.ko")"
		must /run/vbus/busybox insmod "$VBUS_TOOLS/$module.ko"
	done
	wait_for 10 test -c "$node"
}
unload() {
	local module reverse=
	for module in $modules; do reverse="$module $reverse"; done
	for module in $reverse; do must /run/vbus/busybox rmmod "$module"; done
}

card_make() {
	must mkdir "$config/vbus/devices/tap0" "$config/vbus/instances/bus0"
	must put venet-tap "$config/vbus/devices/tap0/type"
	must put 1 /sys/vbus/devices/tap0/enabled
	H=$(get /sys/vbus/devices/tap0/ifname)
	must ip address add 10.9.0.2/24 dev "$H"
	must ip link set "$H" up
	must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
}
card_drop() {
	[ ! -e "$config/vbus/instances/bus0/tap0" ] || must rm "$config/vbus/instances/bus0/tap0"
	must rmdir "$config/vbus/instances/bus0" "$config/vbus/devices/tap0"
}

tap() {
	local out status
	out=$("$@" 2>&1)
	status=$?
	if [ "$status" != 0 ] || [[ $out != *"1.."* || $out == *"not ok"* ]]; then
		die "ended with $status: $*
$(/run/vbus/busybox grep -Ev '^ok ' <<<"$out")"
	fi
	echo "  ${*}: ${out##*1..} rows"
}

begin() {
	local file=$1
	shift
	# Here, not by who is started: the word of the one before must be gone.
	: >"$file"
	"$@" >"$file" 2>&1 &
	begun=$!
	wait_for 30 /run/vbus/busybox grep -q ready "$file"
}

statistics() { ethtool -S "$H"; }
