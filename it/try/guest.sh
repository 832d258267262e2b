# SPDX-License-Identifier: Apache-2.0
# In the guest of it/vm/run: guest.sh SHARE CORE JAVA-HOME
#
# Takes job after job from SHARE: loads a project's modules, makes a device for the kernel's own driver and another one for Java, and runs the
# project's reader. What a job prints begins with @ where `vbusc follow` is to translate it. SHARE/done-N has its status, and whether all of
# it could be unloaded.
. "$VBUS_VM_LIB"
share=$1 core=$VBUS_HOST$2 java=$3/bin/java
vbus=/sys/kernel/config/vbus
proxies=/sys/bus/vbus-proxy/devices

tlink cp mkdir rmdir rm ln mv awk sleep insmod rmmod cat
cp -r "$share/jars" /tmp/jars
jars=$(printf ':%s' /tmp/jars/*.jar)
for module in virtio virtio_ring; do
	# in most kernels a module, in some a part
	modprobe "$module" 2>/dev/null || true
done
for module in lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost user/vbus_user net/vbus_net_device net/vbus_net_driver \
	stream/vbus_stream stream/vbus_stream_device stream/vbus_stream_driver virtio/vbus_virtio virtio_vbus/virtio_vbus; do
	[ ! -e "$core/$module.ko" ] || must insmod "$core/$module.ko"
done

# Events of each module in the words of a line: @MODULE EVENT
watch() { # MODULE
	local trace=/sys/kernel/tracing/instances/$1
	[ -d "/sys/kernel/tracing/events/$1" ] || return 0
	mkdir "$trace"
	echo 1 >"$trace/events/$1/enable"
	awk -v name="$1" '{ print "@" name " " $0; fflush() }' "$trace/trace_pipe" &
	watchers+=($!)
}

# A device of virtio is that of its transport: its own driver is one further.
bound_device() {
	local d
	for d in "$proxies"/*/virtio* "$proxies"/*; do
		if [ -e "$d/driver" ] && [ "$(readlink "$d/driver" | awk -F/ '{ print $NF }')" != virtio_vbus ]; then
			echo "$d"
			return
		fi
	done
	return 1
}

# For each class that the project's modules brought: a device on the bus of the kernel's driver, another on that of Java, if Java has one of its own.
devices() {
	local class n=0 side sides="driver java"
	[ "$through" = bus ] || sides=driver
	mkdir "$vbus/instances/driver" "$vbus/instances/java"
	for class in $(ls /sys/vbus/deviceclass); do
		[ "$class" != venet-tap ] || continue
		for side in $sides; do
			must mkdir "$vbus/devices/$side$n"
			must put "$class" "$vbus/devices/$side$n/type"
			prepare "/sys/vbus/devices/$side$n" || die "prepare of try.sh ended with $?"
			must ln -s "$vbus/devices/$side$n" "$vbus/instances/$side/"
		done
		n=$((n + 1))
	done
	[ $n -gt 0 ] || die "the modules brought no class of devices"
}

load() { # JOB: /tmp/loaded has the last one first
	local file name
	for file in "$1"/*.ko; do
		must insmod "$file"
		name=${file##*/}
		modules=("${name%.ko}" "${modules[@]}")
		printf '%s\n' "${modules[@]}" >/tmp/loaded
	done
}

perform() { # JOB: in a subshell, which die ends
	local job=$1 module status
	load "$job"
	for module in "${modules[@]}"; do watch "$module"; done
	printf '%s\n' "${watchers[@]}" >/tmp/watchers
	echo "@ loaded ${modules[*]}"
	devices
	must mkdir /sys/kernel/config/vbus-localhost/try
	must put driver /sys/kernel/config/vbus-localhost/try/bus
	case " ${modules[*]} " in
	*_driver\ *)
		wait_for 20 bound_device
		echo "@ the kernel's driver has bound $(bound_device | awk -F/ '{ print $NF }')"
		bound "$(bound_device)" || die "bound of try.sh ended with $?"
		# its traffic would be between that of a reader with a device of its own
		[ "$through" = driver ] || must put 0 /sys/kernel/config/vbus-localhost/try/bus
		;;
	esac
	echo "@ reader $(<"$job/reader")"
	# whole lines, as the events come between
	(
		echo "$BASHPID" >"$vbus/instances/java/join"
		exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "/tmp/job/classes$jars" "$(<"$job/reader")"
	) > >(awk '{ print; fflush() }') 2>&1 &
	reader=$!
	while kill -0 "$reader" 2>/dev/null; do
		# something was saved: it need not end by itself
		[ ! -e "$share/stop-$n" ] || kill "$reader"
		sleep 0.2
	done
	wait "$reader"
	status=$?
	# events may lag behind
	sleep 0.3
	return $status
}

# Everything of a job away again; false when something stays.
clear_away() {
	local module pid d
	[ ! -d /sys/kernel/config/vbus-localhost/try ] || { put 0 /sys/kernel/config/vbus-localhost/try/bus; rmdir /sys/kernel/config/vbus-localhost/try; }
	for d in "$vbus"/instances/{driver,java}/{driver,java}[0-9]*; do [ ! -L "$d" ] || rm "$d"; done
	for d in "$vbus"/instances/{driver,java} "$vbus"/devices/{driver,java}[0-9]*; do [ ! -d "$d" ] || rmdir "$d"; done
	sleep 0.2
	for pid in $(cat /tmp/watchers 2>/dev/null); do kill "$pid" 2>/dev/null; done
	for d in /sys/kernel/tracing/instances/*/; do [ ! -d "$d" ] || rmdir "$d"; done
	for module in $(cat /tmp/loaded 2>/dev/null); do rmmod "$module" || return 1; done
	rm -rf /tmp/job /tmp/loaded /tmp/watchers
}

echo "@ kernel $(uname -r)"
for ((n = 1; ; n++)); do
	until [ -d "$share/job-$n" ]; do sleep 0.1; done
	cp -r "$share/job-$n" /tmp/job
	modules=() watchers=()
	dmesg_mark
	(
		through=bus
		prepare() { :; }
		bound() { :; }
		. /tmp/job/try.sh
		perform /tmp/job
	)
	status=$?
	clean=clean
	( cleanup() { :; }; . /tmp/job/try.sh; cleanup )
	clear_away || clean=dirty
	( dmesg_clean 'refused by the spec' 'bytes of the configuration at .*: -22$' ) || status=1
	echo "$status $clean" >"$share/done.new"
	mv "$share/done.new" "$share/done-$n"
	echo "@ done"
done
