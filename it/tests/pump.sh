# SPDX-License-Identifier: Apache-2.0
# In the guest: pump.sh KERNEL-TREE MESSAGES
# Numbered messages both ways at once, each checked: rings and signals at full speed.
. "$VBUS_VM_LIB"
# a checkout may lie in a folder that is fresh in the guest, as /tmp
tree=$VBUS_HOST$1 messages=$2
config=/sys/kernel/config

dmesg_mark
step "load the bus and the pump: $(uname -r)"
for module in lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost devices/pump/pump_well; do
	must insmod "$tree/$module.ko"
done
must insmod "$tree/devices/pump/pump_driver.ko" messages="$messages" size=256

step "a device in a container, and this kernel as its guest"
must mkdir $config/vbus/devices/well $config/vbus/instances/site
must put acme-pump-well $config/vbus/devices/well/type
must ln -s $config/vbus/devices/well $config/vbus/instances/site/
must mkdir $config/vbus-localhost/me
must put site $config/vbus-localhost/me/bus
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
report "to device" "$tx_us" "$tx_signals"
report "to driver" "$rx_us" "$rx_signals"

step "take everything apart"
must put 0 $config/vbus-localhost/me/bus
must rmdir $config/vbus-localhost/me
must rm $config/vbus/instances/site/well
must rmdir $config/vbus/instances/site $config/vbus/devices/well
for module in pump_driver pump_well vbus_localhost vbus_proxy vbus ioq shm_signal; do
	must rmmod $module
done
dmesg_clean
echo "the pump is dry"
