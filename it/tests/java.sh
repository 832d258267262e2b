# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: java.sh TOOLS TREE JAVA JAR
#
# Processes in Java and in C are members of one container, each with a network card of its own, by /dev/vbus: JAR is that of runtime-java/examples,
# TOOLS has usertool. Both exchange frames with the host's end of their cards at the same time; what Java wrote down tshark reads; whoever is no
# member gets nothing; and of a process that is killed nothing is left.
. "$VBUS_VM_LIB"
. "${BASH_SOURCE[0]%/it/tests/*}/generated-kernel/tests/net-lib.sh"
net_prepare "$VBUS_HOST${1:?tools}" "$VBUS_HOST${2:?tree}"
java=${3:?java} jar=$VBUS_HOST${4:?jar}
tcopy "$tools/usertool"
modules="shm_signal ioq vbus vbus_user vbus_net_device venet_tap"
self=/proc/vbus/self

command=("$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" venet-capture --bus kernel --timeout 20000)
capture() { "${command[@]}" --pcap "/tmp/$1.pcap" "${@:2}"; } # NAME ARGUMENT...
idle() { [ "$(get /sys/module/vbus_user/refcnt)" = 0 ]; }

dmesg_mark
for module in $modules; do
	tcopy "$(/run/vbus/busybox find "$tree" -name "$module.ko")"
	must /run/vbus/busybox insmod "$VBUS_TOOLS/$module.ko"
done
wait_for 10 test -c /dev/vbus

step "two cards on a bus"
must mkdir "$config/vbus/instances/bus0"
for n in 0 1; do
	must mkdir "$config/vbus/devices/tap$n"
	must put venet-tap "$config/vbus/devices/tap$n/type"
	must put 1 "/sys/vbus/devices/tap$n/enabled"
	far=$(get "/sys/vbus/devices/tap$n/ifname")
	must ip address add "10.$n.0.2/24" dev "$far"
	must ip link set "$far" up
	must ln -s "$config/vbus/devices/tap$n" "$config/vbus/instances/bus0/"
done

step "Java that is no member"
capture none --ping 10.1.0.2 --address 10.1.0.1 --count 1 >/tmp/none 2>&1 && die "it was let in"
must_see 'EPERM' cat /tmp/none

must put bus0 $self
step "Java and C at the same time"
usertool answer pool event 10.0.0.1 >/tmp/answer 2>&1 &
answer=$!
wait_for 30 /run/vbus/busybox grep -q ready /tmp/answer
"$VBUS_TOOLS/ping" -i 0.2 -s 900 10.0.0.1 >/tmp/pings 2>&1 &
pinger=$!
for features in sg,hdr none; do
	capture "$features" --device 1 --address 10.1.0.1 --ping 10.1.0.2 --count 20 --interval 20 --features "$features" >/tmp/java 2>&1 || die "Java ended with $?: $(</tmp/java)"
	must_see '20 sent, 20 answered' cat /tmp/java
	echo "  features $features: $(/run/vbus/busybox tail -n 1 /tmp/java)"
done
kill -INT "$pinger"
wait "$pinger"
must_see ' 0% packet loss' cat /tmp/pings
echo "  C meanwhile: $(/run/vbus/busybox grep received /tmp/pings)"

step "what Java wrote down"
for features in sg,hdr none; do
	must tshark -r "/tmp/$features.pcap" -Y 'icmp.type == 0 && !_ws.malformed' >/tmp/replies 2>/tmp/tshark
	[ "$(/run/vbus/busybox wc -l </tmp/replies)" = 20 ] || die "tshark: $(</tmp/tshark) $(</tmp/replies)"
done
echo "  20 replies in each"

# or it has ended, which it should not
traffic() { /run/vbus/busybox grep -q 'seq 30' /tmp/java || ! kill -0 "$victim"; }

step "kill -9 under traffic"
for n in 1 2; do
	# not by the function, whose shell would be what is killed
	"${command[@]}" --pcap /tmp/kill.pcap --device 1 --address 10.1.0.1 --ping 10.1.0.2 --count 60000 --interval 1 >/tmp/java 2>&1 &
	victim=$!
	wait_for 120 traffic
	kill -0 "$victim" || die "it has ended: $(/run/vbus/busybox tail -n 3 /tmp/java)"
	kill -KILL "$victim"
	{ wait "$victim"; } 2>/dev/null
done
must kill -KILL "$answer"
{ wait "$answer"; } 2>/dev/null
wait_for 30 idle
capture after --device 1 --address 10.1.0.1 --ping 10.1.0.2 --count 3 >/tmp/java 2>&1 || die "Java ended with $?: $(</tmp/java)"
must_see '3 sent, 3 answered' cat /tmp/java

step "take it apart"
must put 0 $self
for n in 0 1; do
	must rm "$config/vbus/instances/bus0/tap$n"
	must rmdir "$config/vbus/devices/tap$n"
done
must rmdir "$config/vbus/instances/bus0"
wait_for 30 idle
for module in venet_tap vbus_net_device vbus_user vbus ioq shm_signal; do must /run/vbus/busybox rmmod "$module"; done
leaks
dmesg_clean
echo "java: all good"
