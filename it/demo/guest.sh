# SPDX-License-Identifier: Apache-2.0
# In the guest: guest.sh KERNEL-TREE MESSAGES
# A host half and a guest half in one kernel, by mkdir, ln -s and echo alone.
. "$VBUS_VM_LIB"
# a checkout may lie in a folder that is fresh in the guest, as /tmp
tree=$VBUS_HOST$1 messages=$2
config=/sys/kernel/config

dmesg_mark
step "load the bus: $(uname -r)"
for module in lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost devices/venet/venet_tap; do
	must insmod "$tree/$module.ko"
done
must insmod "$tree/devices/venet/venet_driver.ko" messages="$messages" size=256

step "make a device and a container, and put one into the other"
must mkdir $config/vbus/devices/eth-a $config/vbus/instances/demo
must put venet-tap $config/vbus/devices/eth-a/type
must ln -s $config/vbus/devices/eth-a $config/vbus/instances/demo/
echo "attributes: $(cd /sys/vbus/devices/eth-a && echo *)"
echo "client_mac: $(get /sys/vbus/devices/eth-a/client_mac)"

step "attach this kernel as the container's guest; the driver opens the device, asks its address and starts"
must mkdir $config/vbus-localhost/me
must put demo $config/vbus-localhost/me/bus
result=
for ((second = 0; second < 100; second++)); do
	for file in /sys/bus/vbus-proxy/devices/*/result; do
		[ -e "$file" ] && result=$(get "$file")
	done
	case $result in
	done*) break ;;
	failed*) die "the driver says: $result" ;;
	esac
	((second % 5)) || echo "  ${result:-no device yet}"
	/run/vbus/busybox sleep 1
done
case $result in done*) ;; *) die "not done after $second s: ${result:-no device}" ;; esac

for word in ${result#done }; do declare "${word%%=*}=${word#*=}"; done
report() { # DIRECTION MICROSECONDS SIGNALS
	printf '  %-12s %d messages of %d bytes in %d ms: %d messages/s, %d signals to the driver\n' \
		"$1" "$messages" "$size" $(($2 / 1000)) $((messages * 1000000 / ($2 ? $2 : 1))) "$3"
}
step "what happened"
report "to device" "$tx_us" "$tx_signals"
report "to driver" "$rx_us" "$rx_signals"

step "take everything apart"
must put 0 $config/vbus-localhost/me/bus
must rmdir $config/vbus-localhost/me
must rm $config/vbus/instances/demo/eth-a
must rmdir $config/vbus/instances/demo $config/vbus/devices/eth-a
for module in venet_driver venet_tap vbus_localhost vbus_proxy vbus ioq shm_signal; do
	must rmmod $module
done
dmesg_clean
echo "all modules unloaded, the kernel has nothing to complain of"
