# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run --nested: virtio-guests.sh TOOLS TREE AGENT KERNEL INITRD TIMES [STEP...]
#
# Devices of virtio on a bus of this kernel, in guests under KVM, which drive them by what Linux has: virtio_blk and the others over virtio_vbus. The words
# are those of guests.sh, the steps the functions below that begin with test_. TIMES is how often a guest is killed while it writes.
. "$VBUS_VM_LIB"
tests=${BASH_SOURCE[0]%/it/tests/*}/generated-kernel/tests
. "$tests/net-lib.sh"
. "$tests/card-lib.sh"
. "${BASH_SOURCE[0]%/*}/guest-lib.sh"
AGENT=$VBUS_HOST${3:?agent} GUEST_KERNEL=$VBUS_HOST${4:?kernel} GUEST_INITRD=$VBUS_HOST${5:?initrd}
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
steps="rng console disk plug reload killed"
times=${6:?times}
[ $# -le 6 ] || { shift 6; steps=$*; }
modules="shm_signal ioq vbus vbus_kvm vbus_virtio vbus_virtio_rng vbus_virtio_console vbus_virtio_blk" node=/dev/vbus-kvm
guest_memory=640M
guest_modules="shm_signal ioq vbus_proxy vbus_pci virtio_vbus"
guest_drivers="virtio_blk virtio-rng virtio_console crc32c_generic ext4"
# What the host says of guests that are killed.
said='shm_signal: peer|vbus|callbacks suppressed|kvm|TSC|clocksource|hrtimer: interrupt took|loop[0-9]|EXT4-fs'
disk=/tmp/disk

device_new() { # NAME CLASS
	must mkdir "$config/vbus/devices/$1"
	must put "$2" "$config/vbus/devices/$1/type"
}
device_link() { must ln -s "$config/vbus/devices/$1" "$config/vbus/instances/${2-bus0}/"; }
device_unlink() { must rm "$config/vbus/instances/${2-bus0}/$1"; }
device_drop() {
	[ ! -e "$config/vbus/instances/bus0/$1" ] || device_unlink "$1"
	must rmdir "$config/vbus/devices/$1"
}
faults_are() { [ "$(get "/sys/vbus/devices/$1/faults")" = "$2" ]; }

there() { guest "$1" "[ -e $2 ]"; }
not_there() { ! there "$@"; }

guest_ready() { # NAME
	guest_start "$1" bus0
	guest_must "$1" "modprobe -a $guest_drivers"
}

# A disk of SIZE, empty.
disk_new() {
	rm -f "$disk"
	must truncate -s "${1-64M}" "$disk"
	device_new disk0 virtio-blk
	must put "$disk" /sys/vbus/devices/disk0/backing
	device_link disk0
}
# The guest's file system is good, says the host, which repairs nothing but the journal.
disk_good() {
	local status=0
	e2fsck -p "$disk" >/tmp/fsck 2>&1 || status=$?
	# 1: it was repaired, here the journal
	[ $status -le 1 ] || die "the file system: $(</tmp/fsck)"
	must e2fsck -fn "$disk" >/tmp/fsck 2>&1
}

# ---- steps

test_rng() {
	step "rng feeds hwrng"
	device_new rng0 virtio-rng
	device_link rng0
	wait_for 30 guest g0 "grep -q virtio_rng /sys/class/misc/hw_random/rng_available"
	guest_must g0 'name=$(tr " " "\n" </sys/class/misc/hw_random/rng_available | grep virtio_rng) && echo $name >/sys/class/misc/hw_random/rng_current'
	guest_must g0 "dd if=/dev/hwrng bs=1024 count=16 iflag=fullblock 2>/dev/null >/tmp/a && dd if=/dev/hwrng bs=1024 count=16 iflag=fullblock 2>/dev/null >/tmp/b"
	guest_must g0 '[ $(wc -c </tmp/a) = 16384 ] && ! cmp -s /tmp/a /tmp/b'
	# what is random does not shrink
	guest_must g0 '[ $(gzip -c /tmp/a | wc -c) -gt 16000 ]'
	device_unlink rng0
	wait_for 30 guest g0 "! grep -q virtio_rng /sys/class/misc/hw_random/rng_available"
	faults_are rng0 0 || die "rng0 has faults"
	device_drop rng0
}

# Until the shell on the console says a line that matches; each with what was asked.
console_says() { # PATTERN
	local line
	while IFS= read -r -t 10 -u "$CONSOLE" line; do
		[[ ! ${line%$'\r'} =~ $1 ]] || return 0
	done
	return 1
}
test_console() {
	step "a getty on the console"
	local tty
	device_new con0 virtio-console
	tty=/dev/$(get /sys/vbus/devices/con0/tty)
	device_link con0
	wait_for 30 there g0 /dev/hvc0
	exec {CONSOLE}<>"$tty"
	guest_must g0 "(setsid getty -n -l /bin/sh -L hvc0 115200 vt100 >/dev/null 2>&1 &)"
	/run/vbus/busybox sleep 1
	printf 'echo the answer is $((6 * 7)) >&2\n' >&"$CONSOLE"
	console_says '^the answer is 42$' || guest_die g0 "no shell on $tty"
	# more than the queues hold, both ways
	printf 'stty -echo; seq 1 20000; echo that was $(seq 1 20000 | md5sum)\n' >&"$CONSOLE"
	console_says "^20000$" || guest_die g0 "the console lost lines"
	console_says "^that was $(seq 1 20000 | md5sum | cut -c 1-32)" || guest_die g0 "no end of it"
	printf 'exit\n' >&"$CONSOLE"
	exec {CONSOLE}>&-
	device_unlink con0
	# the node stays as long as hvc's driver
	wait_for 30 guest g0 "! ls -d /sys/bus/virtio/drivers/virtio_console/virtio*"
	faults_are con0 0 || die "con0 has faults"
	device_drop con0
}

test_disk() {
	step "a file system on a disk: mkfs, fio with verify, fsck"
	disk_new 192M
	wait_for 30 there g0 /dev/vda
	guest_must g0 "mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 /dev/vda && mkdir -p /mnt && mount /dev/vda /mnt"
	guest_must g0 "fio --name=v --directory=/mnt --size=24M --rw=randwrite --bsrange=512-64k --bs_unaligned --ioengine=psync --verify=crc32c --fsync=64 --end_fsync=1 --output-format=terse >/tmp/fio"
	guest_must g0 "umount /mnt"
	guest_must g0 "fio --name=d --filename=/dev/vda --offset=128M --size=48M --rw=randrw --bs=4k --ioengine=libaio --iodepth=16 --direct=1 --number_ios=3000 --verify=crc32c --output-format=terse >/tmp/fio"
	guest_must g0 "e2fsck -fn /dev/vda"
	device_unlink disk0
	wait_for 30 not_there g0 /dev/vda
	disk_good
	faults_are disk0 0 || die "disk0 has faults"
	device_drop disk0
}

# Reads and writes in the guest until they fail or are stopped.
io_begin() {
	guest_must "$1" "(fio --name=io --filename=/dev/vda --size=48M --rw=randrw --bs=4k --ioengine=libaio --iodepth=16 --direct=1 --time_based --runtime=600 >/tmp/io 2>&1 &)"
	wait_for 30 io_moves "$1"
}
io_moves() { [ "$(guest "$1" "awk '{ print (\$5 > 200) }' /sys/block/vda/stat")" = 1 ]; }
io_end() { guest_must "$1" 'killall fio 2>/dev/null; while pidof fio >/dev/null; do sleep 0.2; done'; }

test_plug() {
	step "a disk comes with ln -s, and goes with rm, under reads and writes"
	local n
	disk_new
	for n in 1 2 3; do
		wait_for 30 there g0 /dev/vda
		io_begin g0
		device_unlink disk0
		wait_for 60 not_there g0 /dev/vda
		io_end g0
		device_link disk0
	done
	wait_for 30 there g0 /dev/vda
	guest_must g0 "dd if=/dev/vda of=/dev/null bs=1M count=8 2>/dev/null"
	guest_clean g0
	device_drop disk0
	wait_for 30 not_there g0 /dev/vda
}

test_reload() {
	step "drivers of the guest unloaded and loaded under reads and writes"
	local module
	disk_new
	wait_for 30 there g0 /dev/vda
	io_begin g0
	# the transport has a device, and stays with it
	guest_must g0 "! rmmod virtio_vbus 2>/dev/null"
	guest_must g0 "rmmod vbus_pci"
	io_end g0
	for module in virtio_vbus vbus_proxy; do guest_must g0 "rmmod $module"; done
	for module in vbus_proxy vbus_pci virtio_vbus; do guest_must g0 "insmod /modules/$module.ko"; done
	wait_for 30 there g0 /dev/vda
	guest_must g0 "dd if=/dev/vda of=/dev/null bs=1M count=8 2>/dev/null"
	guest_clean g0
	device_drop disk0
	wait_for 30 not_there g0 /dev/vda
}

# The guest says a number when a file of that name is on its disk for good, as sync says.
records_last() { /run/vbus/busybox awk '/^kept / { n = $2 } END { print n + 0 }' /tmp/records; }
# Reads as long as the guest says something.
records_are() {
	while [ "$(records_last)" -lt "$1" ]; do
		guest_line g1 || return 1
		printf '%s\n' "$LINE" >>/tmp/records
	done
}
test_killed() {
	step "a guest is killed while it writes; what it was told is on the disk is there"
	local n last kept
	for ((n = 1; n <= times; n++)); do
		guest_end g0
		wait_for 30 guests_are 0
		disk_new
		guest_ready g1
		wait_for 30 there g1 /dev/vda
		guest_must g1 "mkfs.ext4 -q /dev/vda && mkdir -p /mnt && mount /dev/vda /mnt"
		: >/tmp/records
		guest_send g1 'n=0; while :; do n=$((n + 1)); dd if=/bin/busybox of=/mnt/$n bs=16k count=1 conv=fsync 2>/dev/null && sync /mnt && echo kept $n; done'
		wait_for 120 records_are $((10 + RANDOM % 20))
		kill -KILL "${QEMU[g1]}"
		# what was on its way
		while guest_line g1; do printf '%s\n' "$LINE"; done >>/tmp/records
		last=$(records_last)
		guest_gone g1
		wait_for 30 guests_are 0
		disk_good
		must mkdir -p /tmp/mnt
		must mount -o loop,ro "$disk" /tmp/mnt
		for ((kept = 1; kept <= last; kept++)); do
			cmp -s -n 16384 "/tmp/mnt/$kept" "$VBUS_HOST/bin/busybox" || die "record $kept of $last is not what was written"
		done
		must umount /tmp/mnt
		echo "  killed after record $last: all are there"
		device_drop disk0
		guest_ready g0
	done
}

step "a guest on $(uname -r)"
dmesg_mark
guest_prepare
must modprobe -a loop ext4
load
must mkdir "$config/vbus/instances/bus0"
guest_ready g0
echo "  $(guest g0 "uname -r")"
for one in $steps; do
	declare -F "test_$one" >/dev/null || die "no step '$one'; see the functions test_*"
	"test_$one"
done
step "take it apart"
guest_clean g0
guest_end g0
wait_for 30 guests_idle
must rmdir "$config/vbus/instances/bus0"
unload
leaks
dmesg_clean "$said"
echo "virtio in guests: all good"
