#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The administrator's session: every right step and every wrong one, with the
# trees in configfs and sysfs after each. Needs root, the vbus and
# vbus_localhost modules, and a class of devices whose module is loaded and
# whose devices offer one interface; with the module's name its pinning is
# checked as well.
#
#   trees.sh CLASS [MODULE]

class=${1:?class}
module=${2:-}
. "$(dirname "$0")/lib.sh"
needs "$class"

is "version" 1 cat $sys/version
is "mode of version" 444 stat -c %a $sys/version

# ---- devices and their type ----
ok "mkdir a device" mkdir $vbus/devices/d0
fails "the same name again" "File exists" mkdir $vbus/devices/d0
ok "its mirror" [ -d $sys/devices/d0/interfaces ]
is "only interfaces there" interfaces ls $sys/devices/d0
is "no type yet" "" cat $vbus/devices/d0/type
fails "an unknown class" "No such file or directory" putn foo $vbus/devices/d0/type
fails "257 bytes of class" "Invalid argument" put "$(long 257)" $vbus/devices/d0/type
fails "256 bytes, unknown" "No such file or directory" put "$(long 256)" $vbus/devices/d0/type
fails "256 bytes and a newline" "No such file or directory" putn "$(long 256)" $vbus/devices/d0/type
fails "an empty class" "Invalid argument" putn "" $vbus/devices/d0/type
is "the shell is as before" interfaces ls $sys/devices/d0
ok "the class with a newline" putn "$class" $vbus/devices/d0/type
is "its type" "$class" cat $vbus/devices/d0/type
is "its class link" "../../deviceclass/$class" readlink $sys/devices/d0/class
fails "a second type" "Invalid argument" putn "$class" $vbus/devices/d0/type
ok "a second device" mkdir $vbus/devices/d1
ok "the class without a newline" put "$class" $vbus/devices/d1/type
[ -z "$module" ] || fails "rmmod while a device is there" "in use" rmmod "$module"

# ---- buses and links ----
ok "mkdir a bus" mkdir $vbus/instances/b0
fails "the same name again" "File exists" mkdir $vbus/instances/b0
ok "its mirror" [ -d $sys/instances/b0/devices ]
ok "mkdir an untyped device" mkdir $vbus/devices/d2
fails "link an untyped device" "Invalid argument" ln -s $vbus/devices/d2 $vbus/instances/b0/d2
ok "rmdir it" rmdir $vbus/devices/d2
fails "link what is no device" "Invalid argument" ln -s $vbus/instances/b0 $vbus/instances/b0/self
ok "link a device" ln -s $vbus/devices/d0 $vbus/instances/b0/d0
fails "link it twice" "File exists" ln -s $vbus/devices/d0 $vbus/instances/b0/other
ok "a type for interface 0" [ -n "$(cat $sys/instances/b0/devices/0/type)" ]
is "its device" "../../../../devices/d0" readlink $sys/instances/b0/devices/0/device
link=$(ls $sys/devices/d0/interfaces)
is "the device's interface" "../../../instances/b0/devices/0" \
	readlink "$sys/devices/d0/interfaces/$link"
fails "rmdir a linked device" "Device or resource busy" rmdir $vbus/devices/d0
fails "rmdir a bus with links" "Directory not empty" rmdir $vbus/instances/b0
ok "link the second device" ln -s $vbus/devices/d1 $vbus/instances/b0/d1
ok "remove it" rm $vbus/instances/b0/d1
ok "its interface is gone" absent $sys/instances/b0/devices/1
ok "link it again" ln -s $vbus/devices/d1 $vbus/instances/b0/d1
is "ids are not used twice" "0 2" echo $(ls $sys/instances/b0/devices)

# ---- a guest in the same kernel ----
ok "mkdir a guest" mkdir $local/g0
is "on no bus" "<none>" cat $local/g0/bus
fails "an unknown bus" "No such file or directory" putn nobus $local/g0/bus
fails "an empty bus" "Invalid argument" putn "" $local/g0/bus
ok "attach" putn b0 $local/g0/bus
is "its bus" b0 cat $local/g0/bus
fails "attach again" "Device or resource busy" putn b0 $local/g0/bus
is "proxies of what is there" "g0.0 g0.2" echo $(ls $proxies)
type=$(cat $sys/instances/b0/devices/0/type)
is "modalias" "vbus-proxy:$type" cat $proxies/g0.0/modalias
ok "modalias in uevent" grep -qx "MODALIAS=vbus-proxy:$type" $proxies/g0.0/uevent
ok "unlink under the guest" rm $vbus/instances/b0/d1
ok "its proxy goes" soon absent $proxies/g0.2
ok "link under the guest" ln -s $vbus/devices/d1 $vbus/instances/b0/d1
ok "its proxy comes" soon [ -d $proxies/g0.3 ]
ok "a second guest" mkdir $local/g1
ok "attach it to the same bus" putn b0 $local/g1/bus
is "proxies of both" "g0.0 g0.3 g1.0 g1.3" echo $(ls $proxies)
ok "detach" putn 0 $local/g1/bus
ok "detach what is detached" putn 0 $local/g1/bus
is "proxies of the other" "g0.0 g0.3" echo $(ls $proxies)
ok "attach again" putn b0 $local/g1/bus
ok "rmdir it while attached" rmdir $local/g1
is "its proxies are gone" "g0.0 g0.3" echo $(ls $proxies)
fails "rmmod while a guest is there" "in use" rmmod vbus_localhost

# ---- taking it down ----
ok "remove a link" rm $vbus/instances/b0/d0
ok "remove the other" rm $vbus/instances/b0/d1
ok "all proxies go" soon absent $proxies/g0.3
ok "rmdir the bus under the guest" rmdir $vbus/instances/b0
ok "its mirror is gone" absent $sys/instances/b0
ok "a bus of the same name" mkdir $vbus/instances/b0
is "is not the guest's" "" ls $sys/instances/b0/devices
ok "rmdir it" rmdir $vbus/instances/b0
ok "detach from the bus that was" putn 0 $local/g0/bus
ok "rmdir the guest" rmdir $local/g0
ok "rmdir the devices" rmdir $vbus/devices/d0 $vbus/devices/d1
is "no device is left" "" ls $sys/devices

finish
