#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Network interfaces of a device and of its driver in namespaces, and what
# becomes of them when those go. Needs the modules vbus, vbus_localhost and
# those of venet and its profile; ip, ping, unshare and nsenter.

. "$(dirname "$0")/lib.sh"
needs venet-tap

dev=$sys/devices/eth-a
unshare -n sleep 600 &
host=$!
unshare -n sleep 600 &
guest=$!
apart() { [ "$(readlink /proc/$1/ns/net)" != "$(readlink /proc/self/ns/net)" ]; }
on_host() { nsenter -t $host -n "$@"; }
on_guest() { nsenter -t $guest -n "$@"; }
# The link of a namespace that is not lo; what a fresh one may bring is skipped.
links() { "$@" ip -o link | sed -n 's/^[0-9]*: \(eth[0-9]*\|dev[0-9]*\)[:@].*/\1/p'; }
holds() { [ "$(cat "$1")" = "$2" ]; }
here() { ip -o link show "$1"; }

ok "a network for the device" soon apart $host
ok "one for the driver" soon apart $guest
before=$(ip -o link | wc -l)
ok "a device" mkdir $vbus/devices/eth-a
ok "typed in the first" on_host sh -c "printf venet-tap >$vbus/devices/eth-a/type"
ok "enabled from here" putn 1 $dev/enabled
far=$(cat $dev/ifname)
is "its interface is there" "$far" links on_host
ok "a bus" mkdir $vbus/instances/b0
ok "the device there" ln -s $vbus/devices/eth-a $vbus/instances/b0/
ok "a guest" mkdir $local/g0
ok "attached in the second" on_guest sh -c "printf b0 >$local/g0/bus"
near=$(links on_guest)
ok "the driver's interface is there" [ -n "$near" ]
header=$(dirname "$0")/../include/uapi/linux/venet.h
hash=$(sed -n '/^#define VENET_ABI_HASH /{n;s/[^0-9a-f]//gp;}' "$header")
is "digits of the ABI hash in the header" 64 echo ${#hash}
is "the hash of the device" "$hash" cat $sys/instances/b0/devices/0/abi_hash
is "mode of the hash" 444 stat -c %a $sys/instances/b0/devices/0/abi_hash
is "the hash of the driver" "$hash" cat $proxies/g0.0/driver/abi_hash
is "and none of them here" "$before" sh -c "ip -o link | wc -l"
ok "an address here" on_host ip addr add 10.20.30.1/24 dev "$far"
ok "and there" on_guest ip addr add 10.20.30.2/24 dev "$near"
ok "up" on_host ip link set "$far" up
ok "both" on_guest ip link set "$near" up
reach() { on_guest ping -q -c 3 -i 0.2 -W 10 -w 30 10.20.30.1 >/dev/null; }
ok "they reach each other" reach

# ---- the guest's network goes, under traffic ----
on_host ping -q -i 0.05 -w 60 10.20.30.2 >/dev/null 2>&1 &
ping=$!
sleep 1
kill $guest
wait $guest 2>/dev/null
ok "the guest goes with its network" soon holds $local/g0/bus "<none>"
is "so does its interface, which comes to no other" "$before" sh -c "ip -o link | wc -l"
is "the device's stays" "$far" links on_host
kill $ping
wait $ping 2>/dev/null
ok "the guest is attached from here" putn b0 $local/g0/bus
[ "$(($(ip -o link | wc -l)))" = $((before + 1)) ]
result $? "its interface is here now"

# ---- the device's network goes ----
kill $host
wait $host 2>/dev/null
come() { here "$(cat $dev/ifname)" >/dev/null 2>&1; }
ok "the device's interface comes to the initial one" soon come
ok "it can be disabled" putn 0 $dev/enabled
is "and is gone" "<disabled>" cat $dev/ifname
ok "enabled again" putn 1 $dev/enabled
ok "it is here" come

ok "the guest" rmdir $local/g0
ok "the link" rm $vbus/instances/b0/eth-a
ok "the bus and the device" rmdir $vbus/instances/b0 $vbus/devices/eth-a
is "no interface is left" "$before" sh -c "ip -o link | wc -l"
finish
