# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Helpers for scripts that it/vm/run runs in a guest: . "$VBUS_VM_LIB"
#
#   step TEXT                   says what comes next
#   must COMMAND...             runs it; ends the script when it fails
#   must_fail ERROR COMMAND...  runs it; ends the script unless it fails and says so. ERROR is a name such as EBUSY or a text it prints
#   must_see PATTERN COMMAND... runs it; ends the script unless it succeeds and prints a match (grep -E)
#   put VALUE FILE              writes VALUE into a file of sysfs or configfs, for must and must_fail
#   get FILE                    prints such a file
#   wait_for SECONDS COMMAND... tries it until it succeeds; ends the script when it does not in time
#   tcopy FILE...               copies programs, scripts and modules into memory, in $VBUS_TOOLS, which is first in PATH:
#                               starting a program from the machine's / costs 0.16 s each time
#   dmesg_mark                  forgets the kernel's messages so far, for dmesg_clean and dmesg_has
#   dmesg_clean [PATTERN]...    ends the script when the kernel said anything at warning or worse that no PATTERN (grep -E) allows
#   dmesg_has PATTERN           ends the script unless the kernel said it
#   die TEXT                    ends the script

VBUS_TOOLS=/tmp/.tools
mkdir -p "$VBUS_TOOLS"
PATH=$VBUS_TOOLS:$PATH
export PATH VBUS_TOOLS

# busybox is in memory already and has what these helpers, and most scripts, call again and again.
for _tool in cat cut dmesg grep head insmod ip ls lsmod mkdir mv readlink rm rmdir rmmod sed sleep sort stat tail tr umount uniq wc; do
	[ -e "$VBUS_TOOLS/.noshadow" ] || /run/vbus/busybox true
done
unset _tool

step() { printf '== %s\n' "$*"; }

die() {
	printf 'FAILED: %s (%s line %s)\n' "$*" "${BASH_SOURCE[-1]##*/}" "${BASH_LINENO[-2]-?}"
	exit 1
}
