#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Guests in the same kernel: the addresses that a driver may name, removal of
# what is in use, network namespaces. Needs the modules vbus, vbus_localhost,
# vbus_test and vbus_test_driver; unshare and nsenter of util-linux.

. "$(dirname "$0")/lib.sh"
needs vbus-test

hold=/sys/module/vbus_test_driver/parameters/hold
open=$sys/devices/d0/open
netns() { readlink "/proc/$1/ns/net"; }
holds() { [ "$(cat "$1")" = "$2" ]; }

for name in power uevent; do
	fails "a guest called $name" "Invalid argument" mkdir $local/$name
done
ok "a device" mkdir $vbus/devices/d0
ok "its type" putn vbus-test $vbus/devices/d0/type
ok "a bus" mkdir $vbus/instances/b0
ok "the device there" ln -s $vbus/devices/d0 $vbus/instances/b0/
ok "a guest" mkdir $local/g0
is "its network" "<none>" cat $local/g0/netns
ok "on the bus" putn b0 $local/g0/bus
is "its network" "$(netns self)" cat $local/g0/netns
try=$proxies/g0.0/try

# ---- addresses ----
for case in heap vmalloc constant-read nothing region; do
	ok "address: $case" put $case $try
done
for case in constant-write null-read null-write user-read user-write wrap-read wrap-write vmalloc-end region-constant region-user; do
	fails "address: $case" "Bad address" put $case $try
done
for case in region-empty signal-outside function open-twice; do
	fails "$case" "Invalid argument" put $case $try
done
is "and it is still open" 1 cat $open

# ---- removal ----
ok "the driver will not go" putn 1 $hold
ok "remove the link: that does not wait for it" timeout 60 rm $vbus/instances/b0/d0
ok "the interface is gone at once" absent $sys/instances/b0/devices/0
ok "the driver not yet" [ -d /sys/devices/vbus-localhost/g0/g0.0 ]
is "nor its connection" 1 cat $open
ok "which keeps the device, if not its place" rmdir $vbus/devices/d0
fails "and its module" "in use" rmmod vbus_test
ok "now it does" putn 0 $hold
ok "it goes" soon absent $proxies/g0.0
ok "the device again" mkdir $vbus/devices/d0
ok "its type" putn vbus-test $vbus/devices/d0/type
ok "on the bus" ln -s $vbus/devices/d0 $vbus/instances/b0/
ok "the driver is back" soon holds $open 1
ok "it will not go" putn 1 $hold
later() { (sleep 1 && putn 0 $hold) & }
later
ok "detach" putn 0 $local/g0/bus
ok "the driver is gone when it returns" absent $proxies/g0.1
is "and its connection" 0 cat $open
ok "attach" putn b0 $local/g0/bus
is "the driver is there when it returns" 1 cat $open
ok "it will not go" putn 1 $hold
later
ok "rmdir the guest" rmdir $local/g0
ok "the driver is gone when it returns" absent $proxies/g0.1
is "and its connection" 0 cat $open

# ---- any number of guests ----
ok "ten guests on one bus" sh -c "for i in 0 1 2 3 4 5 6 7 8 9; do mkdir $local/g\$i && printf b0 >$local/g\$i/bus || exit 1; done"
is "a driver for each" 10 cat $open
ok "without the driver" rmmod vbus_test_driver
is "no connection" 0 cat $open
is "the proxies stay" 10 sh -c "ls $proxies | wc -l"
ok "all but one go" rmdir $local/g1 $local/g2 $local/g3 $local/g4 $local/g5 $local/g6 $local/g7 $local/g8 $local/g9
is "one stays" g0.1 files $proxies
[ -z "$VBUS_TEST_DRIVER" ] || {
	ok "the driver again" insmod "$VBUS_TEST_DRIVER"
	is "finds the one that is there" 1 cat $open
}
ok "it goes too" rmdir $local/g0

# ---- networks ----
unshare -n sleep 600 &
holder=$!
other() { ! holds_ns self; }
holds_ns() { [ "$(netns $holder)" = "$(netns "$1")" ]; }
ok "a network of its own" soon other
away=$(netns $holder)
within() { nsenter -t $holder -n "$@"; }
ok "a guest" mkdir $local/g0
ok "attached from within" within sh -c "printf b0 >$local/g0/bus"
is "has that network" "$away" cat $local/g0/netns
[ -d /sys/module/vbus_test_driver ] && is "so do its drivers" "$away" cat $proxies/g0.1/netns
ok "a guest of this one beside it" mkdir $local/g1
ok "attached from here" putn b0 $local/g1/bus
[ -d /sys/module/vbus_test_driver ] && is "has this one" "$(netns self)" cat $proxies/g1.1/netns
ok "a device" mkdir $vbus/devices/d1
ok "typed from within" within sh -c "printf vbus-test >$vbus/devices/d1/type"
is "has that network" "$away" cat $sys/devices/d1/netns
ok "on the bus" ln -s $vbus/devices/d1 $vbus/instances/b0/
ok "both guests see it" soon [ -d $proxies/g0.2 ]
ok "a proxy that comes later" soon [ -d $proxies/g1.2 ]
[ -d /sys/module/vbus_test_driver ] && is "has the network too" "$away" cat $proxies/g0.2/netns
kill $holder
wait $holder 2>/dev/null
ok "the network goes, so does the guest" soon holds $local/g0/bus "<none>"
is "and its proxies" "g1.1 g1.2" files $proxies
is "the other stays" b0 cat $local/g1/bus
is "the device is in the initial network" "$(netns 1)" cat $sys/devices/d1/netns
ok "the guest can be attached again" putn b0 $local/g0/bus
is "from here" "$(netns self)" cat $local/g0/netns

ok "guests" rmdir $local/g0 $local/g1
ok "links" rm $vbus/instances/b0/d0 $vbus/instances/b0/d1
ok "the rest" rmdir $vbus/instances/b0 $vbus/devices/d0 $vbus/devices/d1
finish
