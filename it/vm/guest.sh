# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Helpers for scripts that it/vm/run runs in a guest: . "$VBUS_VM_LIB"
#
#   step TEXT                   says what comes next
#   must COMMAND...             runs it; ends the script when it fails
#   must_fail ERROR COMMAND...  runs it; ends the script unless it fails and says so: ERROR is a name such as EBUSY, or a text
#   must_see PATTERN COMMAND... runs it; ends the script unless it succeeds and prints a match (grep -E)
#   put VALUE FILE              writes VALUE into a file of sysfs or configfs, for must and must_fail
#   get FILE                    prints such a file
#   wait_for SECONDS COMMAND... tries it until it succeeds; ends the script when it does not in time
#   tcopy FILE...               copies programs and modules into memory, into $VBUS_TOOLS, which is first in PATH:
#                               starting a program from the machine's / is slow
#   tlink PROGRAM...            the same for programs that busybox has too, which starts fastest of all
#   dmesg_mark                  forgets the kernel's messages so far, for dmesg_clean and dmesg_has
#   dmesg_clean [PATTERN]...    ends the script when the kernel said anything at warning or worse that no PATTERN (grep -E) allows
#   dmesg_has PATTERN           ends the script unless the kernel said it
#   die TEXT                    ends the script
#
# The command of must, must_fail and must_see may be a function; it runs in the script's own shell only for must.

VBUS_TOOLS=/tmp/.tools
mkdir -p "$VBUS_TOOLS"
PATH=$VBUS_TOOLS:$PATH
export PATH VBUS_TOOLS

step() { printf '== %s\n' "$*"; }

die() {
	local i=0
	# The line of the script, not of this library.
	while [ "${BASH_SOURCE[i]-}" = "${BASH_SOURCE[0]}" ]; do i=$((i + 1)); done
	printf 'FAILED: %s (%s:%s)\n' "$*" "${BASH_SOURCE[i]##*/}" "${BASH_LINENO[i - 1]}"
	exit 1
}

must() {
	"$@" || die "ended with $?: $*"
}

# The message of an error number, as the C library words it.
errno_text() {
	case $1 in
	EPERM) echo 'Operation not permitted' ;;
	ENOENT) echo 'No such file or directory' ;;
	ESRCH) echo 'No such process' ;;
	EINTR) echo 'Interrupted system call' ;;
	EIO) echo 'Input/output error' ;;
	ENXIO) echo 'No such device or address' ;;
	E2BIG) echo 'Argument list too long' ;;
	EBADF) echo 'Bad file descriptor' ;;
	EAGAIN) echo 'Resource temporarily unavailable' ;;
	ENOMEM) echo 'Cannot allocate memory' ;;
	EACCES) echo 'Permission denied' ;;
	EFAULT) echo 'Bad address' ;;
	EBUSY) echo 'Device or resource busy' ;;
	EEXIST) echo 'File exists' ;;
	EXDEV) echo 'Invalid cross-device link' ;;
	ENODEV) echo 'No such device' ;;
	ENOTDIR) echo 'Not a directory' ;;
	EISDIR) echo 'Is a directory' ;;
	EINVAL) echo 'Invalid argument' ;;
	EFBIG) echo 'File too large' ;;
	ENOSPC) echo 'No space left on device' ;;
	EROFS) echo 'Read-only file system' ;;
	EMLINK) echo 'Too many links' ;;
	EPIPE) echo 'Broken pipe' ;;
	ERANGE) echo 'Numerical result out of range' ;;
	ENAMETOOLONG) echo 'File name too long' ;;
	ENOTEMPTY) echo 'Directory not empty' ;;
	EPROTO) echo 'Protocol error' ;;
	EOVERFLOW) echo 'Value too large for defined data type' ;;
	EMSGSIZE) echo 'Message too long' ;;
	EOPNOTSUPP | ENOTSUP) echo 'Operation not supported' ;;
	ENOBUFS) echo 'No buffer space available' ;;
	ENOTCONN) echo 'Transport endpoint is not connected' ;;
	ESHUTDOWN) echo 'Cannot send after transport endpoint shutdown' ;;
	ETIMEDOUT) echo 'Connection timed out' ;;
	ESTALE) echo 'Stale file handle' ;;
	E[A-Z0-9]*) die "must_fail: unknown error name $1, give its text instead" ;;
	*) printf '%s\n' "$1" ;;
	esac
}

must_fail() {
	local error=$1 text output status
	shift
	text=$(errno_text "$error") || die "$text"
	output=$(LC_ALL=C "$@" 2>&1)
	status=$?
	[ "$status" != 0 ] || die "should have failed with $error: $*"
	[[ $output == *"$text"* ]] || die "should have failed with $error, but said '$output': $*"
}

must_see() {
	local pattern=$1 output
	shift
	output=$("$@" 2>&1) || die "ended with $?: $*, saying '$output'"
	[[ $output =~ $pattern ]] || die "should have shown $pattern, but said '$output': $*"
}

# One write call, and the kernel's error as bash words it.
put() { printf '%s\n' "$1" >"$2"; }
get() { printf '%s\n' "$(<"$1")"; }

wait_for() {
	local seconds=$1 end=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt "$end" ] || die "not so after $seconds s: $*"
		/run/vbus/busybox sleep 0.1
	done
}

tcopy() {
	local file path
	for file; do
		path=$file
		[[ $file == */* ]] || path=$(type -P "$file") || die "no program $file"
		cp "$path" "$VBUS_TOOLS/" || die "cannot copy $path"
	done
	hash -r
}

tlink() {
	local program all
	all=" $(/run/vbus/busybox --list | /run/vbus/busybox tr '\n' ' ')"
	for program; do
		[[ $all == *" $program "* ]] || die "busybox has no $program"
		/run/vbus/busybox ln -sf /run/vbus/busybox "$VBUS_TOOLS/$program" || die "cannot link $program"
	done
	hash -r
}

_vbus_mark=
dmesg_mark() {
	_vbus_mark="vbus-guest-mark-$RANDOM-$SECONDS"
	echo "<6>$_vbus_mark" >/dev/kmsg
}

# Messages since the mark, each with its raw <level>; the kernel's own have no facility, so <0> to <7>. Where the log has gone round and
# lost the mark, all that is left is younger; what was lost the console has shown, if it was a warning.
_vbus_dmesg() {
	/run/vbus/busybox dmesg -r >/tmp/.dmesg
	if _vbus_marked; then /run/vbus/busybox sed "1,/$_vbus_mark/d" /tmp/.dmesg; else cat /tmp/.dmesg; fi
}
_vbus_marked() { [ -n "$_vbus_mark" ] && grep -q "$_vbus_mark" /tmp/.dmesg; }

dmesg_clean() {
	# the last three: of an emulated processor that had to wait for the machine
	local allow='loading out-of-tree module taints kernel|module verification failed|hrtimer: interrupt took|clocksource: |increased min_delta_ns' pattern found
	for pattern; do allow+="|$pattern"; done
	found=$(_vbus_dmesg | grep '^<[0-4]>' | grep -Ev -- "$allow")
	[ -z "$_vbus_mark" ] || _vbus_marked || echo "  the kernel's log has gone round: only its end is looked at"
	[ -z "$found" ] || die "the kernel complained: $found"
}

dmesg_has() {
	_vbus_dmesg | grep '^<[0-7]>' | grep -Eq -- "$1" || die "the kernel did not say: $1"
}
