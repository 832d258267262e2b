# SPDX-License-Identifier: Apache-2.0
# In the guest: packages.sh FOLDER
#
# Installs the packages that lie in FOLDER on a Debian system, as an administrator would: the machine's own, read-only, with a file system in
# memory over it. DKMS builds the modules for the kernel that runs, which takes minutes on an emulated processor; modprobe finds them by
# their aliases; then all of it is removed.
. "$VBUS_VM_LIB"
packages=$VBUS_HOST$1 release=$(uname -r) root=/run/debian written=/run/written

step "a Debian system to write to"
must modprobe overlay
must mkdir -p "$root" "$written"
must mount -t tmpfs -o size=1g written "$written"
must mkdir "$written/root" "$written/root.work"
must mount -t overlay -o "lowerdir=$VBUS_HOST/,upperdir=$written/root,workdir=$written/root.work" root "$root"
# only what is built in and where its headers are: DKMS has all modules of a kernel indexed again, which takes minutes here
must mkdir "$written/modules"
must cp "/lib/modules/$release"/modules.builtin* "/lib/modules/$release/modules.order" "$written/modules/"
must ln -s "$(readlink "$VBUS_HOST/lib/modules/$release/build")" "$written/modules/build"
must mount --bind "$written/modules" "$root/lib/modules/$release"
# for what the kernel asks of modprobe by itself
must mount --bind "$root/lib/modules/$release" "/lib/modules/$release"
for folder in proc sys dev; do must mount --bind "/$folder" "$root/$folder"; done
# DKMS also builds for the newest kernel in /boot: not here, where that takes as long again
for folder in tmp run boot; do must mount -t tmpfs none "$root/$folder"; done
must cp "$packages"/*.deb "$root/tmp/"
debian() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

step "dpkg -i"
debian sh -c 'dpkg -i /tmp/vbusc_*.deb /tmp/vbus-dkms_*.deb' 2>&1 || {
	/run/vbus/busybox tail -n 30 "$root"/var/lib/dkms/vbus/*/build/make.log
	die "dpkg ended with an error"
}
must_see ": installed" debian dkms status -m vbus -k "$release"

step "the compiler"
must debian vbusc check /usr/share/vbus/abi-specs/venet
must_see "VB0501" debian vbusc explain VB0501

step "modprobe"
config=/sys/kernel/config
must modprobe vbus_localhost
must modprobe venet_tap
must modprobe vbus_user
wait_for 30 test -c /dev/vbus
must mkdir "$config/vbus/devices/tap0" "$config/vbus/instances/bus0" "$config/vbus-localhost/guest"
must put venet-tap "$config/vbus/devices/tap0/type"
must ln -s "$config/vbus/devices/tap0" "$config/vbus/instances/bus0/"
must put bus0 "$config/vbus-localhost/guest/bus"
device=$(echo /sys/bus/vbus-proxy/devices/*)
echo "  $(get "$device/modalias")"
must modprobe "$(get "$device/modalias")"
wait_for 30 test -e "$device/driver"
echo "  by $(readlink "$device/driver"): $(ls "$device/net")"

step "both ends of guests"
must modprobe vbus_kvm
wait_for 30 test -c /dev/vbus-kvm
must_see vbus_pci modprobe --resolve-alias pci:v00001AF4d00001110sv00001AF4sd00001100bc05sc00i00
must modprobe vbus_pci

step "dpkg -r"
must put 0 "$config/vbus-localhost/guest/bus"
must rm "$config/vbus/instances/bus0/tap0"
must rmdir "$config/vbus-localhost/guest" "$config/vbus/instances/bus0" "$config/vbus/devices/tap0"
must modprobe -r venet_driver venet_tap vbus_localhost vbus_user vbus_pci vbus_kvm
must debian dpkg -r vbus-dkms vbusc
! modprobe -q vbus || die "the modules are still there"
[ -z "$(debian dkms status -m vbus)" ] || die "DKMS still has them"
[ ! -e "$root/usr/bin/vbusc" ] && [ ! -e "$root/usr/share/vbus" ] || die "files of the compiler are left"
echo "the packages are good"
