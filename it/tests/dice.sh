# SPDX-License-Identifier: Apache-2.0
# In the guest: dice.sh KERNEL-TREE
# A device that the tests brought: its spec and two ops files. Two of them, in two containers, at the same time.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1
config=/sys/kernel/config

dmesg_mark
step "load"
for module in lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost devices/dice/dice_table devices/dice/dice_driver; do
	must insmod "$tree/$module.ko"
done

step "attributes, right and wrong"
for n in 1 2; do
	must mkdir $config/vbus/devices/table-$n $config/vbus/instances/room-$n
	must put acme-dice-table $config/vbus/devices/table-$n/type
done
dev=/sys/vbus/devices/table-1
must_see '^20$' get $dev/sides
must put 12 $dev/sides
must_see '^12$' get $dev/sides
must_fail EINVAL put 1 $dev/sides
must_fail EINVAL put many $dev/sides
must_see '^green$' get $dev/label
must put "a longer one" $dev/label
must_see '^a longer one$' get $dev/label
must_fail EINVAL put "much longer than sixteen bytes" $dev/label
must_see '^fair$' get $dev/kind
must_see '^0$' get $dev/open

step "two containers, a guest each"
for n in 1 2; do
	must ln -s $config/vbus/devices/table-$n $config/vbus/instances/room-$n/
	must mkdir $config/vbus-localhost/guest-$n
	must put room-$n $config/vbus-localhost/guest-$n/bus
done
results() { cat /sys/bus/vbus-proxy/devices/*/result 2>/dev/null; }
settled() { [ "$(results | wc -l)" = 2 ] && ! results | grep -q running; }
wait_for 60 settled
results
[ "$(results | grep -c '^done features=3$')" = 2 ] || die "not both games went well"
must_see '^1$' get $dev/open
must_fail EINVAL put 6 $dev/sides
must_see '^5100$' get $dev/rolled
must_see '^loaded$|^fair$' get $dev/kind
must_see '^acme-dice$' get /sys/vbus/instances/room-1/devices/0/type

step "modules are pinned while they are used"
must_fail "in use" rmmod dice_table

step "take everything apart"
for n in 1 2; do
	must put 0 $config/vbus-localhost/guest-$n/bus
	must rmdir $config/vbus-localhost/guest-$n
	must rm $config/vbus/instances/room-$n/table-$n
	must rmdir $config/vbus/instances/room-$n $config/vbus/devices/table-$n
done
for module in dice_driver dice_table vbus_localhost vbus_proxy vbus ioq shm_signal; do
	must rmmod $module
done
dmesg_clean 'refused by the spec'
echo "dice are put away"
