# SPDX-License-Identifier: Apache-2.0
# In the guest: all.sh KERNEL-TREE MESSAGES TESTS-FOLDER GENERATED-KERNEL
# Everything that one kernel can show, one after the other in one boot.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1 messages=$2 tests=$VBUS_HOST$3 kernel=$VBUS_HOST$4

must bash "$tests/../demo/guest.sh" "$1"
must bash "$tests/pump.sh" "$1" "$messages"
must bash "$tests/dice.sh" "$1"
must bash "$tests/ether.sh" "$1"
must bash "$tests/tally.sh" "$1"

step "the administrator's session, each wrong step included"
dmesg_mark
for module in lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost net/vbus_net_device net/vbus_net_driver devices/venet/venet_tap devices/venet/venet_driver; do
	must insmod "$tree/$module.ko"
done
must sh "$kernel/tests/trees.sh" venet-tap venet_tap
for module in venet_driver venet_tap vbus_net_driver vbus_net_device vbus_localhost vbus_proxy vbus ioq shm_signal; do
	must rmmod $module
done
dmesg_clean 'name of a class has' 'open of version 1 failed: -16' 'failed with error -16'
echo "all of it"
