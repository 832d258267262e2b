#!/bin/busybox sh
# SPDX-License-Identifier: Apache-2.0
#
# /init of the VM's initramfs: makes the machine's own / the root, read-only, and hands over to guest-init.sh.
# Depends on nothing but the kernel, so that one initramfs serves every run.

bb=/bin/busybox
for applet in mkdir mount cat insmod cp ifconfig switch_root; do alias "$applet=$bb $applet"; done

mkdir -p /proc /sys /dev /root
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
$bb ln -s /proc/self/fd /dev/fd # bash's <( ) and the like
for n in 0,stdin 1,stdout 2,stderr; do $bb ln -s /proc/self/fd/${n%,*} /dev/${n#*,}; done
while read -r module; do insmod "/modules/$module"; done </modules/order

mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,cache=loose,ro vbusroot /root || exec $bb poweroff -f
for dir in tmp run mnt; do mount -t tmpfs -o mode=755 "$dir" /root/$dir; done
$bb chmod 1777 /root/tmp
mkdir -p /root/mnt/host /root/run/vbus/job
# What the fresh file systems hide stays within reach.
mount --bind /root /root/mnt/host
cp $bb /root/run/vbus/busybox
mount -t 9p -o trans=virtio,version=9p2000.L,cache=none vbusjob /root/run/vbus/job

mkdir -p /dev/shm /dev/pts
mount -t tmpfs -o mode=1777 shm /dev/shm
mount -t devpts devpts /dev/pts
mount -t configfs configfs /sys/kernel/config
mount -t debugfs debugfs /sys/kernel/debug
mount -t tracefs tracefs /sys/kernel/tracing
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ifconfig lo 127.0.0.1 up

for dir in proc sys dev; do mount --move /$dir /root/$dir; done
exec $bb switch_root /root /bin/bash /run/vbus/job/guest-init
