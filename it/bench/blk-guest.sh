# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run --nested: blk-guest.sh TOOLS TREE AGENT KERNEL INITRD ROUNDS "CPU CPU" MS FIRST
#
# The measurements of it/bench/blk, in one guest of this VM that has all the disks. Each is a line "@ ROUND ROW NAME name=value ...", rounds counted from
# FIRST + 1 on.
. "$VBUS_VM_LIB"
home=${BASH_SOURCE[0]%/it/bench/*}
. "$home/generated-kernel/tests/net-lib.sh"
. "$home/generated-kernel/tests/card-lib.sh"
. "$home/it/tests/guest-lib.sh"
AGENT=$VBUS_HOST${3:?agent} GUEST_KERNEL=$VBUS_HOST${4:?kernel} GUEST_INITRD=$VBUS_HOST${5:?initrd}
rounds=${6:?rounds} ms=${8:?ms} first=${9:?first}
read -r cpu_vcpu cpu_host <<<"${7:?cpus}"
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
modules="shm_signal ioq vbus vbus_kvm vbus_virtio vbus_virtio_blk" node=/dev/vbus-kvm
guest_memory=640M # fio and its libraries are in it too
guest_modules="shm_signal ioq vbus_proxy vbus_pci virtio_vbus"
rows="qemu iothread vbus"
declare -A DISK=()

disks() {
	local row options=()
	for row in $rows; do must dd if=/dev/urandom of="/tmp/$row" bs=1M count=64 2>/dev/null; done
	must mkdir "$config/vbus/instances/bus0" "$config/vbus/devices/disk0"
	must put virtio-blk "$config/vbus/devices/disk0/type"
	must put vbus /sys/vbus/devices/disk0/serial
	must put /tmp/vbus /sys/vbus/devices/disk0/backing
	must ln -s "$config/vbus/devices/disk0" "$config/vbus/instances/bus0/"
	options=(-object iothread,id=thread)
	for row in qemu iothread; do
		options+=(-drive "file=/tmp/$row,if=none,id=$row,format=raw"
			-device "virtio-blk-pci,drive=$row,serial=$row$([ $row = qemu ] || echo ,iothread=thread)")
	done
	guest_start g0 bus0 -name g0,debug-threads=on "${options[@]}"
	guest_must g0 "modprobe -a virtio_pci virtio_blk"
	for row in $rows; do
		wait_for 30 guest g0 "grep -lx $row /sys/block/*/serial"
		DISK[$row]=$(guest g0 "basename \$(dirname \$(grep -lx $row /sys/block/*/serial))")
	done
}
# The guest's processor on one CPU, all that serves it on the other.
pin() {
	local task
	for task in /proc/"${QEMU[g0]}"/task/*; do
		if [ "$(<"$task/comm")" = "CPU 0/KVM" ]; then
			must taskset -p -c "$cpu_vcpu" "${task##*/}" >/dev/null
		else
			must taskset -p -c "$cpu_host" "${task##*/}" >/dev/null
		fi
	done
	must put $((1 << cpu_host)) /sys/devices/virtual/workqueue/cpumask
}

measure() { # NAME RW DEPTH
	local name=$1 before after said
	read -r before <"$kvm/exits"
	# terse: 8 and 49 are requests a second, 6 and 47 KiB
	said=$(guest g0 "fio --name=f --filename=/dev/${DISK[$row]} --rw=$2 --bs=4k --iodepth=$3 --direct=1 --ioengine=libaio --time_based --runtime=${ms}ms --norandommap --randrepeat=0 --output-format=terse --terse-version=3 2>/dev/null | awk -F ';' 'NF > 100 { print \"iops=\" \$8 + \$49 \" requests=\" (\$6 + \$47) / 4 }'")
	read -r after <"$kvm/exits"
	[[ $said == iops=* ]] || die "$name over $row: the guest says '$said'"
	echo "@ $round $row $name $said exits=$((after - before))"
}

guest_prepare
load
step "a guest with all disks"
disks
guest_seconds=60
for kvm in /sys/kernel/debug/kvm/"${QEMU[g0]}"-*; do :; done
[ -e "$kvm/exits" ] || die "no counters of KVM in debugfs"
pin
order=$rows
for ((round = first + 1; round <= first + rounds; round++)); do
	step "round $round"
	for row in $order; do
		measure read1 randread 1
		measure read32 randread 32
		measure write1 randwrite 1
		measure write32 randwrite 32
	done
	order="${order#* } ${order%% *}"
	echo "@ whole $round"
done
[ "$(get /sys/vbus/devices/disk0/faults)" = 0 ] || die "faults of a driver that is none"
guest_end g0
