# SPDX-License-Identifier: Apache-2.0
# In the guest: stream.sh KERNEL-TREE TOOLS LIES SEED RELOADS STEP...
# Profile stream, in one boot. STEPs: pipe and chute, the scripts of those names; traffic, ends that go and come RELOADS times while processes use them;
# lies, a guest and a host that lie, LIES times each from SEED on, while processes use the other end.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1 tools=$VBUS_HOST$2 lies=$3 seed=$4 reloads=$5
config=/sys/kernel/config
dev=/sys/vbus/devices/hose
steps="${*:6}"
modules=(lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost stream/vbus_stream stream/vbus_stream_device
	stream/vbus_stream_driver devices/pipe/pipe_port devices/pipe/pipe_driver)

load() {
	local module
	for module in "${modules[@]}"; do must insmod "$tree/$module.ko"; done
}
unload() {
	local i
	for ((i = ${#modules[@]} - 1; i >= 0; i--)); do must rmmod "${modules[i]##*/}"; done
}
make_host() {
	must mkdir $config/vbus/devices/hose $config/vbus/instances/shed $config/vbus-localhost/"$1"
	must put acme-pipe-port $config/vbus/devices/hose/type
	must ln -s $config/vbus/devices/hose $config/vbus/instances/shed/
}
drop_host() {
	must put 0 $config/vbus-localhost/"$1"/bus
	must rm $config/vbus/instances/shed/hose
	must rmdir $config/vbus-localhost/"$1" $config/vbus/instances/shed $config/vbus/devices/hose
}

# Processes that do at random all that can be done with a node, until they are told to end. None of them may wait for ever.
users=()
use() { # NODE
	local n
	for n in 1 2; do
		pipetool use "/dev/$1" $((seed * 100 + ${#users[@]})) >"/tmp/use${#users[@]}" &
		users+=($!)
	done
}
used() {
	local i
	for ((i = 0; i < ${#users[@]}; i++)); do kill -TERM "${users[i]}"; done
	for ((i = 0; i < ${#users[@]}; i++)); do
		wait "${users[i]}" || die "a process that used a node ended with $?: $(<"/tmp/use$i")"
		echo "  $(<"/tmp/use$i")"
	done
	users=()
}

step_traffic() {
	local n
	step "ends that go and come $reloads times under traffic"
	load
	make_host g
	must put shed $config/vbus-localhost/g/bus
	wait_for 20 test -c /dev/pipe0
	use pipe0
	use pipe_port0
	for ((n = 0; n < reloads; n++)); do
		case $((n % 3)) in
		0)
			must put 0 $config/vbus-localhost/g/bus
			/run/vbus/busybox usleep $((RANDOM % 50000))
			must put shed $config/vbus-localhost/g/bus
			;;
		1)
			must rmmod pipe_driver
			/run/vbus/busybox usleep $((RANDOM % 50000))
			must insmod "$tree/devices/pipe/pipe_driver.ko" tx_depth=$((2 + RANDOM % 100)) rx_depth=$((2 + RANDOM % 100)) tx_size=$((1 + RANDOM % 9000)) rx_size=$((1 + RANDOM % 9000))
			;;
		*)
			must rm $config/vbus/instances/shed/hose
			/run/vbus/busybox usleep $((RANDOM % 50000))
			must ln -s $config/vbus/devices/hose $config/vbus/instances/shed/
			;;
		esac
		wait_for 20 test -c /dev/pipe0
		/run/vbus/busybox usleep $((RANDOM % 200000))
	done
	used
	step "and carry bytes as before"
	# what those processes left
	timeout 2 cat /dev/pipe_port0 >/dev/null
	pipetool take /dev/pipe_port0 200000 >/tmp/take &
	must_see '^wrote 200000 bytes$' pipetool write /dev/pipe0 200000 3000
	must wait $!
	drop_host g
	unload
}

# Waits for the end of a liar and shows what it says of itself.
liar() { # MODULE
	local file=/sys/module/$1/parameters/result now end=$((SECONDS + 120 + lies / 20))
	while :; do
		now=$(get "$file")
		case $now in
		done*) break ;;
		failed*) die "$1: $now" ;;
		esac
		[ $SECONDS -lt $end ] || die "$1 is not done in time: $now"
		/run/vbus/busybox sleep 0.5
	done
	echo "  $1: $now"
	[[ $now == *" lies=$lies "* ]] || die "$1 told fewer lies than $lies"
}

step_lies() {
	step "a guest tells $lies lies to a right host, seed $seed"
	load
	must rmmod pipe_driver
	make_host wrong
	must put shed $config/vbus-localhost/wrong/bus
	use pipe_port0
	must insmod "$tree/tests/hostile_stream/wrong_pipe_guest.ko" mutations="$lies" seed="$seed"
	liar wrong_pipe_guest
	must rmmod wrong_pipe_guest
	used
	dmesg_has 'peer broke the ring'

	step "the same device serves a right driver"
	must insmod "$tree/devices/pipe/pipe_driver.ko"
	wait_for 20 test -c /dev/pipe0
	timeout 2 cat /dev/pipe_port0 >/dev/null
	pipetool take /dev/pipe0 200000 >/tmp/take &
	must_see '^wrote 200000 bytes$' pipetool write /dev/pipe_port0 200000 3000
	must wait $!
	drop_host wrong

	step "a host tells $lies lies to a right driver, seed $seed"
	use pipe0
	must insmod "$tree/tests/hostile_stream/wrong_pipe_host.ko" mutations="$lies" seed="$seed"
	must mkdir $config/vbus/devices/liar $config/vbus/instances/shed $config/vbus-localhost/g
	must put wrong-pipe $config/vbus/devices/liar/type
	must put shed $config/vbus-localhost/g/bus
	must ln -s $config/vbus/devices/liar $config/vbus/instances/shed/
	liar wrong_pipe_host
	used
	must rm $config/vbus/instances/shed/liar
	must put 0 $config/vbus-localhost/g/bus
	must rmdir $config/vbus/devices/liar $config/vbus/instances/shed $config/vbus-localhost/g
	must rmmod wrong_pipe_host
	unload
}

tcopy "$tools/pipetool"
tlink cat rm ln mkdir rmdir
for one in $steps; do
	case $one in
	pipe | chute) must bash "${BASH_SOURCE[0]%/*}/$one.sh" "$1" "$2" ;;
	*) dmesg_mark; "step_$one"
		# what both ends say of a wrong peer; bugs and warnings are for it/vm/run
		dmesg_clean 'shm_signal|ioq:|vbus|pipe_driver|wrong_pipe|callbacks suppressed' ;;
	esac
done
echo "streams: all good"
