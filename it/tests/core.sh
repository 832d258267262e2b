# SPDX-License-Identifier: Apache-2.0
# In the guest: core.sh KERNEL-TREE GENERATED-KERNEL [SCRIPT...]
# The bus itself: its tests, by the device and the driver that were built for them.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1 kernel=$VBUS_HOST$2
shift 2
[ $# -gt 0 ] || set -- containers members memory localhost networks

# most of the time goes into starting programs
tcopy cat ls mkdir rmdir rm ln readlink sleep perl setpriv

dmesg_mark
modprobe -q ipv6
modules="lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost tests/module/vbus_test tests/module/vbus_test_driver
net/vbus_net_device net/vbus_net_driver devices/venet/venet_tap devices/venet/venet_driver"
for module in $modules; do
	must insmod "$tree/$module.ko"
done
export VBUS_TEST_DRIVER=$tree/tests/module/vbus_test_driver.ko
for script; do
	step "$script"
	must sh "$kernel/tests/$script.sh"
done
for module in venet_driver venet_tap vbus_net_driver vbus_net_device vbus_test_driver vbus_test vbus_localhost vbus_proxy vbus ioq shm_signal; do
	must rmmod $module
done
# an emulated processor on a busy machine is late now and then
dmesg_clean 'is registered already' 'lacks a name' 'ABI hash of an interface is not' 'is not allowed' 'clocksource: .* watchdog' 'hrtimer: interrupt took' 'RT throttling activated'
echo "the bus is whole"
