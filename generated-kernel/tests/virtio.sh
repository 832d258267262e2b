# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: virtio.sh TREE [LIES [SEED [STEP...]]]
#
# Linux's own drivers of virtio on devices of a bus, both in one kernel. TREE is one with built modules, those of the tests too; LIES how often the driver
# that lies does so, from SEED on; STEPs are names of the functions below that begin with test_, all of them unless told.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST${1:?tree} lies=${2:-2000} seed=${3:-1}
steps="rng disk ranges resize queues reload unplug sleep console errors hostile liar"
[ $# -le 3 ] || { shift 3; steps=$*; }
config=/sys/kernel/config
devices=$config/vbus/devices bus=$config/vbus/instances/bus0 guest=$config/vbus-localhost/g0
proxies=/sys/bus/vbus-proxy/devices
virtio=/sys/bus/virtio/devices
driver=/sys/bus/vbus-proxy/drivers/virtio_vbus
modules="shm_signal ioq vbus vbus_proxy vbus_localhost vbus_net_device vbus_virtio vbus_virtio_rng vbus_virtio_console vbus_virtio_blk vbus_virtio_net virtio_vbus"
tlink mkdir rmdir rm ln readlink cat dd cmp stat mount umount sync head wc sleep truncate mknod
tcopy ip mkfs.ext4 e2fsck blockdev blkdiscard stty sha256sum

load() {
	local module
	for module in virtio virtio_ring ext4; do modprobe -q "$module"; done
	for module in virtio_blk virtio_console virtio_rng; do must modprobe "$module"; done
	for module in $modules; do
		[ -e "$VBUS_TOOLS/$module.ko" ] || tcopy "$(/run/vbus/busybox find "$tree" -name "$module.ko")"
		must /run/vbus/busybox insmod "$VBUS_TOOLS/$module.ko"
	done
	must mkdir "$bus" "$guest"
	must put bus0 "$guest/bus"
}
unload() {
	local module reverse=
	must rmdir "$guest" "$bus"
	for module in $modules; do reverse="$module $reverse"; done
	for module in $reverse; do must /run/vbus/busybox rmmod "$module"; done
}

# add NAME CLASS [ATTRIBUTE=VALUE...]: on the bus; sets proxy and dev, the device of virtio, when a driver of Linux has it
add() {
	local name=$1 class=$2 pair
	shift 2
	must mkdir "$devices/$name"
	must put "$class" "$devices/$name/type"
	for pair; do must put "${pair#*=}" "/sys/vbus/devices/$name/${pair%%=*}"; done
	plug "$name"
}
plug() {
	must ln -s "$devices/$1" "$bus/$1"
	find_virtio "$1"
}
find_virtio() {
	local intf=/sys/vbus/devices/$1/interfaces/0
	proxy=$proxies/g0.$(basename_of "$(readlink "$intf")")
	wait_for 20 has_virtio
	dev=$(echo "$proxy"/virtio*)
	wait_for 20 test -e "$dev/driver"
}
basename_of() { echo "${1##*/}"; }
has_virtio() { local found=("$proxy"/virtio*); [ -e "${found[0]}" ]; }
unplug() {
	must rm "$bus/$1"
	wait_for 20 test ! -e "$proxy"
}
drop() {
	[ ! -e "$bus/$1" ] || unplug "$1"
	must rmdir "$devices/$1"
}
# The status of a driver that runs: acknowledge, driver, ok, features.
running() { [ "$(get "/sys/vbus/devices/$1/status")" = 0x0f ]; }
status() { get "/sys/vbus/devices/$1/status"; }

# file NAME MB: of random bytes, in memory
file() { must dd if=/dev/urandom of="/tmp/$1" bs=1M count="$2" 2>/dev/null; }

disk_add() { # NAME FILE [ATTRIBUTE=VALUE...]; sets disk
	local name=$1 backing=$2
	shift 2
	add "$name" virtio-blk "$@" "backing=$backing"
	disk_find
}
disk_find() {
	wait_for 20 has_disk
	disk=$(echo "$dev"/block/*)
	disk=/dev/${disk##*/}
	wait_for 20 test -b "$disk"
}
has_disk() { local found=("$dev"/block/*); [ -e "${found[0]}" ]; }

test_rng() {
	step "rng: random bytes of the host by hwrng"
	add rng0 virtio-rng
	must running rng0
	wait_for 20 grep -q virtio_rng /sys/class/misc/hw_random/rng_available
	must put "$(grep -o 'virtio_rng[^ ]*' /sys/class/misc/hw_random/rng_available)" /sys/class/misc/hw_random/rng_current
	must dd if=/dev/hwrng of=/tmp/random bs=4096 count=4 iflag=fullblock 2>/dev/null
	[ "$(stat -c %s /tmp/random)" = 16384 ] || die "not 16384 bytes of random"
	must head -c 8192 /tmp/random >/tmp/random.a
	/run/vbus/busybox tail -c 8192 /tmp/random >/tmp/random.b
	! cmp -s /tmp/random.a /tmp/random.b || die "the same bytes twice"
	[ "$(/run/vbus/busybox tr -d '\000' </tmp/random | wc -c)" -gt 16000 ] || die "mostly zeros"
	must_see '0x0000000[0-9a-f]3[0-9a-f]*' get /sys/vbus/devices/rng0/features
	[ "$(get /sys/vbus/devices/rng0/faults)" = 0 ] || die "faults of a driver that is none"
	drop rng0
}

test_disk() {
	step "disk: a file system on it, and what it holds"
	file disk0 64
	disk_add disk0 /tmp/disk0 serial=VBUS-0123456789
	must running disk0
	[ "$(get "/sys/class/block/${disk##*/}/size")" = 131072 ] || die "not 131072 sectors"
	[ "$(get "/sys/class/block/${disk##*/}/serial")" = VBUS-0123456789 ] || die "the serial number is another"
	must cmp /tmp/disk0 "$disk"
	must mkfs.ext4 -q -F "$disk"
	must mount -t ext4 "$disk" /mnt
	file payload 24
	must cp /tmp/payload /mnt/payload
	must mkdir /mnt/many
	local n
	for n in {1..200}; do echo "file $n" >"/mnt/many/$n" || die "cannot write file $n"; done
	sync
	must_fail EBUSY put /tmp/payload /sys/vbus/devices/disk0/backing
	must umount /mnt
	must e2fsck -f -n "$disk"
	drop disk0
	# what the host has is what was written
	must e2fsck -f -n /tmp/disk0
	disk_add disk0 /tmp/disk0 readonly=1
	[ "$(blockdev --getro "$disk")" = 1 ] || die "it can be written"
	must mount -t ext4 -o ro "$disk" /mnt
	must cmp /tmp/payload /mnt/payload
	[ "$(cat /mnt/many/200)" = "file 200" ] || die "file 200 is another one"
	must umount /mnt
	drop disk0
}

test_ranges() {
	step "disk: ranges that are discarded or zeroed"
	file disk1 8
	disk_add disk1 /tmp/disk1
	must blkdiscard -o 1048576 -l 1048576 "$disk"
	must blkdiscard -z -o 4194304 -l 65536 "$disk"
	must dd if="$disk" of=/tmp/range bs=1M skip=1 count=1 iflag=direct 2>/dev/null
	must cmp -n 1048576 /tmp/range /dev/zero
	must dd if="$disk" of=/tmp/range bs=64k skip=64 count=1 iflag=direct 2>/dev/null
	must cmp -n 65536 /tmp/range /dev/zero
	[ "$(stat -c %b /tmp/disk1)" -le $((7 * 2048)) ] || die "nothing was freed"
	drop disk1
}

test_resize() {
	step "disk: it grows while it is used"
	file disk2 4
	disk_add disk2 /tmp/disk2
	must truncate -s 16M /tmp/disk2
	must put 1 /sys/vbus/devices/disk2/rescan
	wait_for 20 grown
	must dd if=/dev/zero of="$disk" bs=1M seek=15 count=1 conv=fsync 2>/dev/null
	drop disk2
}
grown() { [ "$(get "/sys/class/block/${disk##*/}/size")" = 32768 ]; }

test_queues() {
	step "disk: several queues, a block device behind it"
	file disk3 32
	local loop
	modprobe -q loop
	loop=$(/run/vbus/busybox losetup -f) || die "no loop device"
	must /run/vbus/busybox losetup "$loop" /tmp/disk3
	disk_add disk3 "$loop" queues=4
	[ "$(ls "/sys/class/block/${disk##*/}/mq" | wc -l)" -ge 2 ] || die "one queue only"
	local n pids=()
	for n in 0 1 2 3; do
		dd if=/dev/urandom of="$disk" bs=64k seek=$((n * 128)) count=128 conv=notrunc oflag=direct 2>/dev/null &
		pids+=($!)
	done
	for n in "${pids[@]}"; do wait "$n" || die "a writer failed"; done
	sync
	must blockdev --flushbufs "$loop"
	must cmp "$loop" "$disk"
	drop disk3
	must /run/vbus/busybox losetup -d "$loop"
}

test_reload() {
	step "drivers come and go: unbind, bind, and the transport too"
	file disk4 8
	disk_add disk4 /tmp/disk4
	local n
	for n in 1 2 3; do
		must put "${dev##*/}" /sys/bus/virtio/drivers/virtio_blk/unbind
		wait_for 20 reset_done disk4
		must put "${dev##*/}" /sys/bus/virtio/drivers/virtio_blk/bind
		disk_find
		must running disk4
		must cmp /tmp/disk4 "$disk"
	done
	for n in 1 2 3; do
		must put "${proxy##*/}" "$driver/unbind"
		[ "$(status disk4)" = 0x00 ] || die "the device is as the driver left it: $(status disk4)"
		must put "${proxy##*/}" "$driver/bind"
		find_virtio disk4
		disk_find
		must cmp /tmp/disk4 "$disk"
	done
	# while it is read
	for n in 1 2 3 4 5; do
		dd if="$disk" of=/dev/null bs=4k iflag=direct 2>/dev/null &
		local reader=$!
		/run/vbus/busybox sleep 0.1
		must put "${dev##*/}" /sys/bus/virtio/drivers/virtio_blk/unbind
		wait "$reader"
		must put "${dev##*/}" /sys/bus/virtio/drivers/virtio_blk/bind
		disk_find
	done
	must cmp /tmp/disk4 "$disk"
	drop disk4
}
# The core acknowledges it again, for the next one.
reset_done() { [ "$(status "$1")" = 0x01 ]; }

test_unplug() {
	step "disk: unplugged under traffic, again and again"
	file disk5 16
	must mkdir "$devices/disk5"
	must put virtio-blk "$devices/disk5/type"
	must put /tmp/disk5 /sys/vbus/devices/disk5/backing
	local n writer
	for n in 1 2 3 4 5 6; do
		plug disk5
		disk_find
		dd if=/dev/zero of="$disk" bs=16k oflag=direct 2>/dev/null &
		writer=$!
		/run/vbus/busybox sleep 0.2
		unplug disk5
		wait "$writer"
	done
	# by the guest that goes
	plug disk5
	disk_find
	dd if="$disk" of=/dev/null bs=4k iflag=direct 2>/dev/null &
	writer=$!
	must put 0 "$guest/bus"
	wait "$writer"
	[ ! -e "$proxy" ] || die "the proxy is still there"
	must put bus0 "$guest/bus"
	drop disk5
}

# Not the machine's: this one's root is on a device that does not wake up.
test_sleep() {
	step "disk, console and rng: their drivers sleep and wake up"
	local name sleep=/sys/module/sleepy_virtio/parameters/sleep reader
	tcopy "$(/run/vbus/busybox find "$tree" -name sleepy_virtio.ko)"
	must /run/vbus/busybox insmod "$VBUS_TOOLS/sleepy_virtio.ko"
	must_fail ENOENT put nobody "$sleep"
	file disk6 8
	for name in con6:virtio-console rng6:virtio-rng; do
		add "${name%:*}" "${name#*:}"
		must put "${proxy##*/}" "$sleep"
		must running "${name%:*}"
		drop "${name%:*}"
	done
	disk_add disk6 /tmp/disk6
	dd if="$disk" of=/dev/null bs=4k iflag=direct 2>/dev/null &
	reader=$!
	for name in 1 2 3 4; do
		must put "${proxy##*/}" "$sleep"
		must running disk6
	done
	wait "$reader" || die "what was read while it slept was lost"
	must blockdev --flushbufs "$disk"
	must cmp /tmp/disk6 "$disk"
	drop disk6
	must /run/vbus/busybox rmmod sleepy_virtio
}

test_console() {
	step "console: bytes both ways"
	add con0 virtio-console
	must running con0
	local host guest_tty
	host=/dev/$(get /sys/vbus/devices/con0/tty)
	wait_for 20 test -c "$host"
	guest_tty=$(echo "$dev"/virtio-ports/*)
	wait_for 20 test -e "$guest_tty"
	hvc=/dev/hvc$(hvc_number)
	wait_for 20 test -c "$hvc"
	exec 5<>"$host" 6<>"$hvc"
	must stty raw -echo <&5
	must stty raw -echo <&6
	must console_say 5 6 "from the host"
	must console_say 6 5 "from the guest"
	# more than any buffer on the way holds
	must console_bulk 5 6 150000
	# the driver's end has no flow control in one kernel: less than the tty holds, again and again
	local n
	for n in 1 2 3 4 5 6 7 8; do must console_bulk 6 5 20000; done
	[ "$(get /sys/vbus/devices/con0/lost)" = 0 ] || die "bytes were lost"
	must dd if=/dev/zero bs=4096 count=512 >&6 2>/dev/null
	[ "$(get /sys/vbus/devices/con0/lost)" -gt 0 ] || die "nobody reads, and nothing is lost"
	/run/vbus/busybox timeout 2 cat <&5 >/dev/null 2>&1
	must console_bulk 6 5 20000
	must stty rows 33 cols 99 <&5
	wait_for 20 winsize
	exec 5>&- 6>&-
	drop con0

	step "console: its device goes while the tty is open"
	add con0 virtio-console
	host=/dev/$(get /sys/vbus/devices/con0/tty)
	wait_for 20 test -c "$host"
	exec 5<>"$host"
	drop con0
	wait_for 20 not_written
	exec 5>&-
}
not_written() { ! echo lost >&5; } 2>/dev/null
# Port 0 of the newest console; the first one of the machine may be another.
hvc_number() {
	local all=(/sys/class/tty/hvc*) n
	for n in "${all[@]##*hvc}"; do
		[ ! -e "/dev/hvc$n" ] || ! { : >"/dev/hvc$n"; } 2>/dev/null || { echo "$n"; return; }
	done
	echo 0
}
console_say() { # TO FROM TEXT
	local got
	printf '%s\n' "$3" >&"$1"
	IFS= read -r -t 20 got <&"$2" || return
	[ "$got" = "$3" ] || { echo "  '$got' instead of '$3'"; return 1; }
}
console_bulk() { # TO FROM BYTES
	/run/vbus/busybox head -c "$3" /dev/urandom | /run/vbus/busybox base64 -w 76 >/tmp/bulk
	/run/vbus/busybox head -c "$(stat -c %s /tmp/bulk)" <&"$2" >/tmp/bulk.got &
	local reader=$!
	cat /tmp/bulk >&"$1" || return
	wait "$reader"
	cmp /tmp/bulk /tmp/bulk.got
}
winsize() { [ "$(stty size <&6)" = "33 99" ]; }

test_errors() {
	step "what an administrator does wrong"
	must mkdir "$devices/bad"
	must put virtio-blk "$devices/bad/type"
	must_fail ENOENT put /nowhere /sys/vbus/devices/bad/backing
	must_fail EINVAL put /dev/null /sys/vbus/devices/bad/backing
	must_fail EINVAL put 0 /sys/vbus/devices/bad/queues
	must_fail EINVAL put 17 /sys/vbus/devices/bad/queues
	must_fail EINVAL put 123456789012345678901 /sys/vbus/devices/bad/serial
	must_fail EINVAL put perhaps /sys/vbus/devices/bad/readonly
	# nothing is behind it: no driver gets it
	must ln -s "$devices/bad" "$bus/bad"
	local intf
	intf=$(readlink /sys/vbus/devices/bad/interfaces/0)
	wait_for 20 test -e "$proxies/g0.${intf##*/}"
	/run/vbus/busybox sleep 1
	[ ! -e "$proxies/g0.${intf##*/}/driver" ] || die "a disk without anything behind it has a driver"
	must mkdir "$config/vbus/instances/bus1"
	must_fail EBUSY ln -s "$devices/bad" "$config/vbus/instances/bus1/bad"
	must rmdir "$config/vbus/instances/bus1"
	must rm "$bus/bad"
	must rmdir "$devices/bad"
}

# The driver of wrong_virtio takes devices of virtio instead of the transport.
test_hostile() {
	step "a driver that lies: $lies times for each device, from seed $seed on"
	local class run=/sys/module/wrong_virtio/parameters/run wrong=/sys/bus/vbus-proxy/drivers/wrong_virtio faults reader=
	tcopy "$(/run/vbus/busybox find "$tree" -name wrong_virtio.ko)"
	must /run/vbus/busybox rmmod virtio_vbus
	must /run/vbus/busybox insmod "$VBUS_TOOLS/wrong_virtio.ko"
	file disk7 4
	for class in virtio-rng virtio-console virtio-blk virtio-net; do
		must mkdir "$devices/victim"
		must put "$class" "$devices/victim/type"
		case $class in
		virtio-blk)
			must put 2 /sys/vbus/devices/victim/queues
			must put /tmp/disk7 /sys/vbus/devices/victim/backing
			;;
		virtio-net)
			# up, so that its own packets go to the driver as well
			must put 1 /sys/vbus/devices/victim/enabled
			must ip link set "$(get /sys/vbus/devices/victim/ifname)" up
			;;
		virtio-console)
			# somebody reads, so that what the driver says is looked at
			cat "/dev/$(get /sys/vbus/devices/victim/tty)" >/dev/null &
			reader=$!
			;;
		esac
		must ln -s "$devices/victim" "$bus/victim"
		wait_for 20 bound "$wrong"
		must put "$seed $lies" "$run"
		faults=$(get /sys/vbus/devices/victim/faults)
		echo "  $class: $(get "$run"), $faults faults"
		must_see '^done' get "$run"
		[ "$faults" -gt $((lies / 50)) ] || die "most lies were believed"
		must rm "$bus/victim"
		wait_for 20 unbound "$wrong"
		must rmdir "$devices/victim"
		[ -z "$reader" ] || { kill "$reader" 2>/dev/null; wait "$reader"; reader=; }
	done
	must /run/vbus/busybox rmmod wrong_virtio
	dmesg_has "driver's fault in queue"
	must /run/vbus/busybox insmod "$VBUS_TOOLS/virtio_vbus.ko"
	test_rng
}
# The other way round: a device that lies to transport and drivers, and comes and goes meanwhile.
test_liar() {
	local id n rings intf lied=/sys/module/wrong_virtio_device/parameters
	step "a device that lies, $((lies / 80)) times to the driver of each device"
	tcopy "$(/run/vbus/busybox find "$tree" -name wrong_virtio_device.ko)"
	must /run/vbus/busybox insmod "$VBUS_TOOLS/wrong_virtio_device.ko"
	modprobe -q virtio_net
	must mkdir "$devices/liar"
	must put wrong-virtio "$devices/liar/type"
	# net, console, rng; of blk no ring lies, since virtio_blk waits for its requests
	for id in 1:Y 3:Y 4:Y 2:N 0:Y 99:Y; do
		rings=${id#*:} id=${id%:*}
		must put "$id" "$lied/id"
		must put "$rings" "$lied/rings"
		for ((n = 0; n < lies / 80; n++)); do
			must put $((seed + n)) "$lied/seed"
			must ln -s "$devices/liar" "$bus/liar"
			intf=$(readlink /sys/vbus/devices/liar/interfaces/0)
			wait_for 20 test -e "$proxies/g0.${intf##*/}"
			/run/vbus/busybox sleep 0.0$((n % 6 * 2))
			must rm "$bus/liar"
			wait_for 60 test ! -e "$proxies/g0.${intf##*/}"
		done
	done
	echo "  $(get "$lied/lies") lies in $(get "$lied/opened") connections"
	[ "$(get "$lied/lies")" -gt $((lies / 80)) ] || die "few lies"
	must rmdir "$devices/liar"
	must /run/vbus/busybox rmmod wrong_virtio_device
	test_rng
}
bound() { local found=("$1"/g0.*); [ -e "${found[0]}" ]; }
unbound() { ! bound "$1"; }

load
dmesg_mark
for name in $steps; do "test_$name"; done
unbound "$driver" || die "a device is still bound"
step "all modules go"
unload
dmesg_clean "driver's fault in queue|callbacks suppressed|virtio_vbus|virtio[0-9]|virtio_|vd[a-z]|random: |hwrng|I/O error|Buffer I/O|EXT4"
echo "done"
