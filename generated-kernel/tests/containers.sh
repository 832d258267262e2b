#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Containers: devices on several buses, several interfaces of a device, classes
# that offer the same type, and what goes wrong with them. Needs the modules
# vbus, vbus_localhost, vbus_test and vbus_test_driver.

. "$(dirname "$0")/lib.sh"
needs vbus-test

rooms=$vbus/instances
devices=$vbus/devices
typed() { mkdir "$devices/$1" && printf '%s\n' "$2" >"$devices/$1/type"; }
netns() { readlink "/proc/$1/ns/net"; }

# ---- classes ----
is "what can be had" "vbus-test vbus-test-bare vbus-test-broken" echo $(ls $sys/deviceclass | grep vbus-test)
ok "a device" mkdir $devices/d0
fails "of a class that cannot make one" "No space left on device" putn vbus-test-broken $devices/d0/type
is "it has no type" "" cat $devices/d0/type
is "nor anything else" interfaces ls $sys/devices/d0
ok "another class" putn vbus-test $devices/d0/type
is "its class" "../../deviceclass/vbus-test" readlink $sys/devices/d0/class
ok "its attributes" [ -f $sys/devices/d0/netns ]
ok "a device without attributes" typed bare vbus-test-bare
is "has its class" "../../deviceclass/vbus-test-bare" readlink $sys/devices/bare/class
is "and nothing else" "class interfaces" files $sys/devices/bare
fails "read of an attribute without show" "Input/output error" cat $sys/devices/d0/hollow
fails "write of one without store" "Input/output error" putn 1 $sys/devices/d0/hollow
fails "rmmod of its class" "in use" rmmod vbus_test
is "its network is that of who typed it" "$(netns self)" cat $sys/devices/d0/netns

# ---- the hash of an interface ----
ok "a bus" mkdir $rooms/b0
for hash in 0 "$(long 63)" "$(long 65)" "A$(long 63)"; do
	ok "what is no hash" putn "$hash" $sys/devices/d0/abi_hash
	fails "an interface with it" "Invalid argument" ln -s $devices/d0 $rooms/b0/
done
hash=0123456789abcdef$(long 48)
ok "what is one" putn "$hash" $sys/devices/d0/abi_hash
ok "an interface with it" ln -s $devices/d0 $rooms/b0/
is "its files" "abi_hash device type" files $sys/instances/b0/devices/0
is "its hash" "$hash" cat $sys/instances/b0/devices/0/abi_hash
ok "none again" putn "" $sys/devices/d0/abi_hash
is "it has its own" "$hash" cat $sys/instances/b0/devices/0/abi_hash
ok "off the bus" rm $rooms/b0/d0
ok "and that goes" rmdir $rooms/b0

# ---- one device, several buses ----
uuid=9f0e6a52-5a0e-4f4e-9a3a-5d8c7b6f1e2d
ok "three buses, one with a name of a uuid" mkdir $rooms/b0 $rooms/b1 $rooms/$uuid
ok "the device on the first" ln -s $devices/d0 $rooms/b0/
ok "and on the second" ln -s $devices/d0 $rooms/b1/d0-too
ok "and on the third" ln -s $devices/d0 $rooms/$uuid/d0
is "its interfaces" "0 1 2" files $sys/devices/d0/interfaces
is "the first" "../../../instances/b0/devices/0" readlink $sys/devices/d0/interfaces/0
is "the second" "../../../instances/b1/devices/0" readlink $sys/devices/d0/interfaces/1
is "the third" "../../../instances/$uuid/devices/0" readlink $sys/devices/d0/interfaces/2
is "one type" vbus-test cat $sys/devices/d0/interfaces/1/type
is "and back" "../../../../devices/d0" readlink $sys/instances/b1/devices/0/device
is "without a spec there is no hash" "device type" files $sys/instances/b1/devices/0
ok "a second device on the first bus" ln -s $devices/bare $rooms/b0/
is "its interfaces" "0 1" files $sys/instances/b0/devices
is "the same type of another class" vbus-test cat $sys/instances/b0/devices/1/type

# ---- who sees what ----
ok "a guest on each" sh -c "for g in 0 1; do mkdir $local/g\$g; printf b\$g >$local/g\$g/bus || exit 1; done"
is "each sees its own bus" "g0.0 g0.1 g1.0" files $proxies
is "one driver for both classes" "g0.0 g0.1 g1.0 " sh -c "cd $proxies; for p in *; do [ -d \$p/driver ] && printf '%s ' \$p; done"
ok "which has no hash either" absent $proxies/g0.0/driver/abi_hash
is "connections of the device" 2 cat $sys/devices/d0/open
ok "off the second bus" rm $rooms/b1/d0-too
ok "its driver there goes" soon absent $proxies/g1.0
is "not the other's" "g0.0 g0.1" files $proxies
is "connections of the device" 1 cat $sys/devices/d0/open
is "the device's other interfaces" "0 2" files $sys/devices/d0/interfaces
ok "on it again" ln -s $devices/d0 $rooms/b1/d0
is "the name is free again" "0 1 2" files $sys/devices/d0/interfaces
is "the number on the bus is not" 1 files $sys/instances/b1/devices
ok "the guests go" rmdir $local/g0 $local/g1
is "no connection is left" 0 cat $sys/devices/d0/open

# ---- handles ----
ok "no number but a handle is one" putn b0 $sys/devices/d0/handles
ok "again" putn b0 $sys/devices/d0/handles
is "no connection is left" 0 cat $sys/devices/d0/open

# ---- several interfaces ----
ok "a device with three" typed many vbus-test
ok "it is told so" putn 3 $sys/devices/many/interfaces_per_bus
ok "on the second bus" ln -s $devices/many $rooms/b1/
is "all of them" "1 2 3 4" files $sys/instances/b1/devices
is "of three types" "vbus-test vbus-test-1 vbus-test-2" echo $(cat $sys/instances/b1/devices/[234]/type)
ok "off the bus" rm $rooms/b1/many
is "all of them" 1 files $sys/instances/b1/devices
ok "one too many" putn 9 $sys/devices/many/interfaces_per_bus
fails "is refused" "No space left on device" ln -s $devices/many $rooms/b1/
is "and nothing stays" "" files $sys/devices/many/interfaces
is "on the bus neither" 1 files $sys/instances/b1/devices
ok "there is no link" absent $rooms/b1/many
ok "a device that is busy" putn 16 $sys/devices/many/refuse
fails "says so" "Device or resource busy" ln -s $devices/many $rooms/b1/
ok "and can be removed" rmdir $devices/many

# ---- a bus that changes while its event is reported ----
ok "the driver asks for one more" putn 1 /sys/module/vbus_test_driver/parameters/spawn
ok "a guest" mkdir $local/g0
ok "attach" timeout 60 sh -c "printf $uuid >$local/g0/bus"
ok "it comes" soon [ -d $proxies/g0.1 ]
is "with the next type" vbus-test-1 cat $proxies/g0.1/type
ok "off it" timeout 60 rm $rooms/$uuid/d0
ok "both go" soon absent $proxies/g0.1
ok "no more of that" putn 0 /sys/module/vbus_test_driver/parameters/spawn
ok "the guest goes" rmdir $local/g0

# ---- down ----
fails "rmdir of a device that is on a bus" "Device or resource busy" rmdir $devices/d0
fails "rmdir of a bus with a device" "Directory not empty" rmdir $rooms/b0
ok "links" rm $rooms/b0/d0 $rooms/b0/bare $rooms/b1/d0
fails "rmmod of the class" "in use" rmmod vbus_test
ok "buses" rmdir $rooms/b0 $rooms/b1 $rooms/$uuid
ok "devices" rmdir $devices/d0 $devices/bare
is "nothing is left" "" files $sys/devices
finish
