# SPDX-License-Identifier: Apache-2.0
# In the guest: tally.sh KERNEL-TREE
# A device of virtio that Linux has no driver for: its spec and two ops files, over virtio_vbus in one kernel.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1
config=/sys/kernel/config

dmesg_mark
step "load"
for module in virtio virtio_ring; do
	# in most kernels a module, in some a part
	modprobe $module 2>/dev/null || true
done
for module in lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost virtio/vbus_virtio virtio_vbus/virtio_vbus \
	devices/tally/tally_sheet devices/tally/tally_driver; do
	must insmod "$tree/$module.ko"
done

step "attributes, right and wrong"
must mkdir $config/vbus/devices/sheet $config/vbus/instances/office
must put acme-tally-sheet $config/vbus/devices/sheet/type
dev=/sys/vbus/devices/sheet
must_see '^2$' get $dev/lanes
must put 3 $dev/lanes
must_see '^3$' get $dev/lanes
must_fail EINVAL put 9 $dev/lanes
must_fail EINVAL put 0 $dev/limit
must_see '^1$' get $dev/scale
must_see '^0x00$' get $dev/status

step "a driver counts"
must ln -s $config/vbus/devices/sheet $config/vbus/instances/office/
must mkdir $config/vbus-localhost/clerk
must put office $config/vbus-localhost/clerk/bus
results() { cat /sys/bus/virtio/devices/*/result 2>/dev/null; }
settled() { results | grep -q -v running; }
wait_for 60 settled
results
must_see '^done queues=4$' results
must_see '^0x0f$' get $dev/status
must_see '^3$' get $dev/scale
# 100 rounds of 1, 2 and 3; 3 times 5 and 3 times the limit
must_see '^3000615$' get $dev/total
must_see '^0$' get $dev/faults
must_fail EINVAL put 2 $dev/lanes

step "unbound and bound again: the device starts anew"
name=$(basename "$(ls -d /sys/bus/virtio/drivers/tally_driver/virtio*)")
must put "$name" /sys/bus/virtio/drivers/tally_driver/unbind
must_see '^0x01$|^0x00$' get $dev/status
must put "$name" /sys/bus/virtio/drivers/tally_driver/bind
wait_for 60 settled
must_see '^done queues=4$' results
must_see '^6001230$' get $dev/total

step "take everything apart"
must put 0 $config/vbus-localhost/clerk/bus
must_see '^0x00$' get $dev/status
must rmdir $config/vbus-localhost/clerk
must rm $config/vbus/instances/office/sheet
must rmdir $config/vbus/instances/office $config/vbus/devices/sheet
for module in tally_driver tally_sheet virtio_vbus vbus_virtio vbus_localhost vbus_proxy vbus ioq shm_signal; do
	must rmmod $module
done
dmesg_clean "refused by the spec's rule: config scale" '2 bytes of the configuration at 6: -22'
echo "the sheet is put away"
