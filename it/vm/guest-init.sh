#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Process 1 of the VM: runs one script and reports its status through the job folder, which the machine shares.
# The job file in there says what to run. Whatever is printed here goes to the guest's console.

job=/run/vbus/job
mark="guest-init: the script starts"
bb=/run/vbus/busybox # in memory: a program started over 9p costs 0.16 s
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 TERM=dumb

finish() { # STATUS
	local tainted
	# What the kernel said to itself since the script began; the console only shows warnings.
	[ "$1" = 0 ] || "$bb" dmesg | "$bb" awk -v mark="$mark" '{ all[NR] = $0 } index($0, mark) { from = NR } END { while (from < NR) print all[++from] }' |
		"$bb" tail -n 200 >"$job/dmesg"
	read -r tainted </proc/sys/kernel/tainted
	echo "$1 $tainted" >"$job/status.new" && "$bb" mv "$job/status.new" "$job/status"
	# Real-time kernels print from a thread; leave it a moment.
	case $release in *-rt-*) "$bb" sleep 0.3 ;; esac
	# QEMU does not restart but ends, faster than a shutdown through ACPI. The kernel's word on it is no news.
	echo 1 >/proc/sys/kernel/printk
	echo b >/proc/sysrq-trigger
	"$bb" sleep 60
}

# Paths of the machine that the guest's own file systems hide are below /mnt/host.
visible() {
	case $1 in
	/tmp | /tmp/* | /run | /run/* | /mnt | /mnt/* | /dev | /dev/* | /proc | /proc/* | /sys | /sys/*) printf '%s\n' "/mnt/host$1" ;;
	*) printf '%s\n' "$1" ;;
	esac
}

. "$job/job" || finish 125

if [ -d "/lib/modules/$release" ]; then
	"$bb" mount --bind "$(visible "$modules")" "/lib/modules/$release"
else
	"$bb" mount -t tmpfs modules /lib/modules && "$bb" ln -s "$(visible "$modules")" "/lib/modules/$release"
fi
index=0
for share in "${shares[@]}"; do
	[ -d "$share" ] || "$bb" mkdir -p "$share"
	"$bb" mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,cache=mmap "vbusshare$index" "$share" || finish 125
	index=$((index + 1))
done

for ((tries = 0; tries < 100; tries++)); do
	[ -c /dev/vport0p1 ] && break
	"$bb" sleep 0.1
done

# Warnings and worse from here on; more when the command line asked for it.
read -r level rest </proc/sys/kernel/printk
[ "$level" -ge 5 ] || echo 5 >/proc/sys/kernel/printk

echo "<6>$mark" >/dev/kmsg
: >/run/vbus/job/began

export VBUS_VM=1 VBUS_HOST=/mnt/host VBUS_VM_LIB
VBUS_VM_LIB=$(visible "$library")
script=$(visible "$script")
directory=$(visible "$directory")
for ((i = 0; i < ${#shares[@]}; i++)); do
	# A shared folder has its own path again.
	case ${script#/mnt/host} in "${shares[i]}"/*) script=${script#/mnt/host} ;; esac
	case ${directory#/mnt/host} in "${shares[i]}" | "${shares[i]}"/*) directory=${directory#/mnt/host} ;; esac
done

# A pipe before the port: the port allows one opener, and scripts open /dev/stderr again.
exec {out}> >(exec "$bb" cat >/dev/vport0p1)
printer=$!
(
	cd "$directory" 2>/dev/null || cd /
	exec bash "$script" "${arguments[@]}"
) </dev/null >&"$out" 2>&1 {out}>&- &
wait $!
status=$?
exec {out}>&-
# All output is out when the printer ends; what the script left running may hold it up.
for ((tries = 0; tries < 20; tries++)); do
	kill -0 "$printer" 2>/dev/null || break
	"$bb" sleep 0.05
done
finish "$status"
