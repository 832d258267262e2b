# SPDX-License-Identifier: Apache-2.0
# In the guest: chute.sh KERNEL-TREE TOOLS
# A second device on profile stream: other numbers and depths than the pipe's, no memory to map, and something of its own.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1
config=/sys/kernel/config
dev=/sys/vbus/devices/laundry
tcopy "$VBUS_HOST$2/pipetool"

dmesg_mark
step "load"
modules=(lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost stream/vbus_stream stream/vbus_stream_device
	stream/vbus_stream_driver devices/chute/chute_top devices/chute/chute_driver)
for module in "${modules[@]}"; do
	must insmod "$tree/$module.ko"
done

step "the profile's attribute and the chute's own"
must mkdir $config/vbus/devices/laundry $config/vbus/instances/house
must put acme-chute-top $config/vbus/devices/laundry/type
must_see '^chute_top0$' get $dev/node
[ ! -e $dev/connected ] || die "connected is not in the spec"
must_see '^laundry$' get $dev/label
must put "to the cellar" $dev/label
must_see '^to the cellar$' get $dev/label
must_see '^0$' get $dev/rings

step "a guest: the driver rings the bell, and has a node"
must ln -s $config/vbus/devices/laundry $config/vbus/instances/house/
must mkdir $config/vbus-localhost/g
must put house $config/vbus-localhost/g/bus
wait_for 20 test -c /dev/chute0
must_see '^2$' get $dev/rings

step "bytes both ways; nothing to map"
for way in "chute0 chute_top0" "chute_top0 chute0"; do
	read -r from to <<<"$way"
	pipetool read /dev/$to 200000 5000 >/tmp/read &
	must_see '^wrote 200000 bytes$' pipetool write /dev/$from 200000 7000
	must wait $!
	must_fail "mmap: ENODEV" pipetool store /dev/$from 1
done

step "take everything apart"
must put 0 $config/vbus-localhost/g/bus
must rmdir $config/vbus-localhost/g
must rm $config/vbus/instances/house/laundry
must rmdir $config/vbus/instances/house $config/vbus/devices/laundry
for ((i = ${#modules[@]} - 1; i >= 0; i--)); do
	must rmmod "${modules[i]##*/}"
done
dmesg_clean
echo "the chute is shut"
