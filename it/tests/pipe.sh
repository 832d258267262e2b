# SPDX-License-Identifier: Apache-2.0
# In the guest: pipe.sh KERNEL-TREE TOOLS
# A device on profile stream, made of nothing but its spec: both ends in one kernel, used by processes.
. "$VBUS_VM_LIB"
tree=$VBUS_HOST$1 tools=$VBUS_HOST$2
config=/sys/kernel/config
dev=/sys/vbus/devices/hose
tcopy "$tools/pipetool"
tlink cat head wc cmp dd sleep
modules=(lib/shm_signal lib/ioq vbus/vbus proxy/vbus_proxy localhost/vbus_localhost stream/vbus_stream stream/vbus_stream_device
	stream/vbus_stream_driver devices/pipe/pipe_port devices/pipe/pipe_driver)

# Runs a command in the background with its output in a file; says it has begun once it says so itself.
begin() { # NAME COMMAND...
	local name=$1
	shift
	"$@" >"/tmp/$name.out" 2>&1 &
	eval "pid_$name=$!"
}
said() { grep -q "$2" "/tmp/$1.out"; }
started() { begin "$@"; wait_for 20 said "$1" "ready\|mapped"; sleep 0.3; }
# Its status must be 0, and its last line a match; without a PATTERN it says nothing.
ended() { # NAME [PATTERN]
	local pid=pid_$1 line end=$((SECONDS + 60))
	while still "$1"; do
		[ $SECONDS -lt $end ] || die "$1 waits for ever: $(<"/tmp/$1.out") $(cat /proc/[0-9]*/task/*/stack | grep vse_)"
		sleep 0.02
	done
	wait "${!pid}" || die "$1 ended with $?: $(<"/tmp/$1.out")"
	line=$(tail -n 1 "/tmp/$1.out")
	[[ $line =~ ${2-^$} ]] || die "$1 said: $(<"/tmp/$1.out")"
}
still() { local pid=pid_$1; kill -0 "${!pid}" 2>/dev/null; }
plug() { must put shed $config/vbus-localhost/g/bus; wait_for 20 test -c /dev/pipe0; }
unplug() { must put 0 $config/vbus-localhost/g/bus; [ ! -e /dev/pipe0 ] || die "the guest's node is still there"; }

dmesg_mark
step "load"
for module in "${modules[@]}"; do
	must insmod "$tree/$module.ko"
done

step "the host's end is there with its device, the guest's with its driver"
must mkdir $config/vbus/devices/hose $config/vbus/instances/shed
must put acme-pipe-port $config/vbus/devices/hose/type
must_see '^pipe_port0$' get $dev/node
must test -c /dev/pipe_port0
must_see '^600 0 0$' stat -c '%a %u %g' /dev/pipe_port0
must_see '^vbus-stream$' basename "$(readlink -f /sys/class/vbus-stream/pipe_port0/subsystem)"
must_see '^0$' get $dev/connected
must_fail EACCES put 1 $dev/connected
must mkdir $config/vbus/devices/other
must put acme-pipe-port $config/vbus/devices/other/type
must_see '^pipe_port1$' get /sys/vbus/devices/other/node
must rmdir $config/vbus/devices/other
[ ! -e /dev/pipe_port1 ] || die "the second node stayed"
must_see '^EAGAIN$' pipetool try nbread /dev/pipe_port0
must_see '^EAGAIN$' pipetool try nbwrite /dev/pipe_port0
must_see '^\.$' pipetool poll rw /dev/pipe_port0
must_fail "mmap: ENODEV" pipetool store /dev/pipe_port0 1
must ln -s $config/vbus/devices/hose $config/vbus/instances/shed/
must mkdir $config/vbus-localhost/g
plug
must_see '^1$' get $dev/connected
must_see '^OUT \.$' pipetool poll rw /dev/pipe0
must_see '^OUT \.$' pipetool poll rw /dev/pipe_port0

for way in "pipe0 pipe_port0" "pipe_port0 pipe0"; do
	read -r from to <<<"$way"
	step "bytes from $from to $to"
	for chunk in 1000000,65536 7,4096 4096,13 65537,100000; do
		bytes=4000000
		[ "$chunk" = 1000000,65536 ] || bytes=300000
		begin take pipetool read /dev/$to $bytes "${chunk#*,}"
		must_see "^wrote $bytes bytes$" pipetool write /dev/$from $bytes "${chunk%,*}"
		ended take "^read $bytes bytes$"
	done
	begin take pipetool pollread /dev/$to 2000000 5000
	must_see '^wrote 2000000 bytes$' pipetool pollwrite /dev/$from 2000000 9000
	ended take '^read 2000000 bytes$'

	step "a file through it, to its end"
	must sh -c 'head -c 8000000 /dev/urandom >/tmp/file'
	begin take sh -c "cat /dev/$to >/tmp/copy"
	must sh -c "cat /tmp/file >/dev/$from"
	ended take
	must cmp /tmp/file /tmp/copy

	step "written before anybody reads; then the end of the stream"
	must sh -c "printf hello >/dev/$from"
	must_see '^IN \.$' pipetool poll r /dev/$to
	must_see '^hello$' cat /dev/$to
	must_see '^EAGAIN$' pipetool try nbread /dev/$to

	step "who was not there yet is waited for"
	started read pipetool try read /dev/$to hold
	must still read
	must sh -c "printf abc >/dev/$from"
	ended read '^3 bytes$'
	started drain pipetool drain /dev/$to 4096
	must_see '^wrote 100000 bytes$' pipetool write /dev/$from 100000 1000
	ended drain '^read 100000 bytes$'

	step "a full ring: EAGAIN, a writer that waits, room again"
	full=$(pipetool fill /dev/$from)
	case $full in "full at "*) ;; *) die "$full" ;; esac
	echo "  $full"
	must_see '^EAGAIN$' pipetool try nbwrite /dev/$from
	must_see '^\.$' pipetool poll w /dev/$from
	started write pipetool try write /dev/$from hold
	must still write
	must_see "^${full#full at }\$" sh -c "head -c ${full#full at } /dev/$to | wc -c"
	ended write '^4096 bytes$'
	must_see '^4096$' sh -c "head -c 4096 /dev/$to | wc -c"

	step "EPIPE and SIGPIPE once a reader was there and is not"
	started read sh -c "echo ready; exec head -c 10000 /dev/$to >/dev/null"
	started epipe pipetool epipe /dev/$from
	ended read ready
	ended epipe '^EPIPE and SIGPIPE$'
	timeout 2 cat /dev/$to >/dev/null

	step "SIGIO, buffers that are not there, several at once"
	started sigio pipetool sigio /dev/$to
	must sh -c "printf abc >/dev/$from"
	ended sigio '^SIGIO$'
	must_see '^calm$' pipetool bad /dev/$from
	must_see '^96$' sh -c "timeout 2 cat /dev/$to | wc -c"
	# one that is early and done would be the end for the others, before they begin
	exec 8>"/dev/$from" 9<"/dev/$to"
	for n in 1 2 3; do begin w$n sh -c "head -c 600000 /dev/zero >/dev/$from"; done
	for n in 1 2; do begin r$n pipetool take /dev/$to 900000; done
	for n in 1 2 3; do ended w$n; done
	for n in 1 2; do ended r$n '^took 900000 bytes$'; done
	exec 8>&- 9<&-

	step "a reader and a writer that are killed while they wait"
	started read pipetool try read /dev/$to hold
	must kill -KILL "$pid_read"
	wait "$pid_read" 2>/dev/null
	pipetool fill /dev/$from >/dev/null
	started write pipetool try write /dev/$from hold
	must kill -KILL "$pid_write"
	wait "$pid_write" 2>/dev/null
	timeout 2 cat /dev/$to >/dev/null
	must_see '^EAGAIN$' pipetool try nbread /dev/$to
done

step "users of the host's end"
started drain pipetool drain /dev/pipe_port0 100
must_see '^1$' get $dev/readers
must_see '^0$' get $dev/writers
must_see '^wrote 10 bytes$' pipetool write /dev/pipe0 10 10
ended drain '^read 10 bytes$'
must_see '^0$' get $dev/readers

step "the region: both sides see each other's bytes, at once"
must_see '^refused$' pipetool maps /dev/pipe0
must_see '^refused$' pipetool maps /dev/pipe_port0
must_see '^stored$' pipetool store /dev/pipe0 5
must_see '^loaded$' pipetool load /dev/pipe_port0 5
must_see '^stored$' pipetool store /dev/pipe_port0 99
must_see '^loaded$' pipetool load /dev/pipe0 99
must_see '^zeroed$' pipetool zero /dev/pipe0
begin pong pipetool pong /dev/pipe_port0 2000
must_see '^took 2000 turns$' pipetool ping /dev/pipe0 2000
ended pong '^took 2000 turns$'

step "the guest goes while both sides wait and have mapped"
for f in pipe0 pipe_port0; do
	started read_$f pipetool try read /dev/$f hold
	started hold_$f pipetool hold /dev/$f
done
unplug
ended read_pipe0 '^ENODEV$'
ended read_pipe_port0 '^0 bytes$'
ended hold_pipe0 '^SIGBUS$'
ended hold_pipe_port0 '^SIGBUS$'
must_see '^0$' get $dev/connected

step "and while both have written: what the guest wrote is read all the same, once"
plug
pipetool fill /dev/pipe0 >/tmp/filled
pipetool fill /dev/pipe_port0 >/dev/null
for f in pipe0 pipe_port0; do started write_$f pipetool try write /dev/$f hold; done
exec 7<>/dev/pipe0
unplug
ended write_pipe0 '^ENODEV$'
ended write_pipe_port0 '^EPIPE$'
must_fail ENODEV sh -c '/bin/echo x >&7'
exec 7>&-
must_see "^$(sed 's/full at //' /tmp/filled)\$" sh -c 'cat /dev/pipe_port0 | wc -c'
must_see '^EAGAIN$' pipetool try nbread /dev/pipe_port0

step "a driver's module goes while its node is open, and comes again"
plug
exec 7<>/dev/pipe0
must rmmod pipe_driver
must_fail ENODEV sh -c 'dd bs=1 count=1 <&7'
must_fail "in use" rmmod vbus_stream
must insmod "$tree/devices/pipe/pipe_driver.ko" tx_depth=2 rx_depth=2 rx_size=1 tx_size=100
wait_for 20 test -c /dev/pipe0
exec 7>&-
begin take pipetool read /dev/pipe_port0 50000 1000
must_see '^wrote 50000 bytes$' pipetool write /dev/pipe0 50000 999
ended take '^read 50000 bytes$'
begin take pipetool read /dev/pipe0 3000 1000
must_see '^wrote 3000 bytes$' pipetool write /dev/pipe_port0 3000 999
ended take '^read 3000 bytes$'

step "the device goes while its end is open"
started read pipetool try read /dev/pipe_port0 hold
exec 7<>/dev/pipe_port0
must rm $config/vbus/instances/shed/hose
ended read '^0 bytes$'
wait_for 20 test ! -e /dev/pipe0
must put 0 $config/vbus-localhost/g/bus
must rmdir $config/vbus-localhost/g $config/vbus/instances/shed
started read pipetool try read /dev/pipe_port0 hold
must rmdir $config/vbus/devices/hose
ended read '^ENODEV$'
must_fail ENODEV sh -c 'dd bs=1 count=1 <&7'
exec 7>&-

step "take everything apart"
for ((i = ${#modules[@]} - 1; i >= 0; i--)); do
	must rmmod "${modules[i]##*/}"
done
dmesg_clean
echo "the pipe is dry"
