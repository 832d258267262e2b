#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Which kernels the project builds against and boots. To be sourced, or run as a command:
#
#   kernels.sh release SERIES    the newest release whose headers are installed, such as 6.12.117+deb12-amd64
#   kernels.sh headers SERIES    the header tree of that release (KDIR of a module build)
#   kernels.sh image SERIES      a folder with boot/vmlinuz-RELEASE and lib/modules/RELEASE of exactly the
#                                headers' package version; downloads it on first use (needs no root)
#
# SERIES is 6.1, 6.12, 6.1-rt or 6.12-rt. What is downloaded lands in ${VBUS_CACHE:-$HOME/.cache/vbus}/kernels.
# SERIES can also be debug: the kernel of it/kernel/debug, which is built on first use and not Debian's.

kernels_debug=$(cd "$(dirname "${BASH_SOURCE[0]}")/../kernel" && pwd)/debug

kernels_fail() {
	printf '%s: %s\n' "it/lib/kernels.sh" "$*" >&2
	return 1
}

kernels_cache() {
	printf '%s\n' "${VBUS_CACHE:-${HOME:?HOME or VBUS_CACHE must be set}/.cache/vbus}/kernels"
}

# The pattern of a series' releases: the plain flavour must not match the rt and cloud ones.
kernels_pattern() {
	case $1 in
	6.1) echo '^6\.1\.0-[0-9]+-amd64$' ;;
	6.1-rt) echo '^6\.1\.0-[0-9]+-rt-amd64$' ;;
	6.12) echo '^6\.12\.[0-9]+\+deb12(\.[0-9]+)?-amd64$' ;;
	6.12-rt) echo '^6\.12\.[0-9]+\+deb12(\.[0-9]+)?-rt-amd64$' ;;
	*) kernels_fail "unknown kernel series '$1': one of 6.1, 6.12, 6.1-rt, 6.12-rt, debug" ;;
	esac
}

kernels_release() {
	local pattern tree release
	[ "$1" != debug ] || { "$kernels_debug" --release; return; }
	pattern=$(kernels_pattern "$1") || return
	release=$(for tree in /usr/src/linux-headers-*-amd64; do
		[[ ${tree##*/linux-headers-} =~ $pattern ]] && [ -e "$tree/Makefile" ] && echo "${tree##*/linux-headers-}"
	done | sort -V | tail -n 1)
	[ -n "$release" ] || { kernels_fail "no headers of a $1 kernel under /usr/src; run it/setup kernel"; return; }
	printf '%s\n' "$release"
}

kernels_headers() {
	local release folder
	[ "$1" != debug ] || { folder=$("$kernels_debug") && printf '%s\n' "$folder/build"; return; }
	release=$(kernels_release "$1") || return
	printf '%s\n' "/usr/src/linux-headers-$release"
}

# The folder is named after the package version too: a rebuilt kernel can keep its release name.
kernels_image() {
	local release version cache dir
	[ "$1" != debug ] || { "$kernels_debug"; return; }
	release=$(kernels_release "$1") || return
	version=$(dpkg-query -W -f '${Version}' "linux-headers-$release" 2>/dev/null) ||
		{ kernels_fail "/usr/src/linux-headers-$release belongs to no package: its image cannot be found"; return; }
	cache=$(kernels_cache) || return
	dir=$cache/${release}_$version
	if [ ! -d "$dir" ]; then
		mkdir -p "$cache" || return
		(
			flock 9
			[ -d "$dir" ] || kernels_fetch "$release" "$version" "$dir"
		) 9>"$cache/.lock" || return
	fi
	printf '%s\n' "$dir"
}

# Downloads and unpacks beside DIR and renames at the end, so that DIR is whole or absent.
kernels_fetch() (
	release=$1 version=$2 dir=$3
	temp=$(mktemp -d "$dir.XXXXXX") || exit
	trap 'rm -rf "$temp"' EXIT
	cd "$temp" || exit
	apt-get download -qq -o APT::Sandbox::User=root "linux-image-$release=$version" >apt.log 2>&1 ||
		{ cat apt.log >&2
		  kernels_fail "cannot download linux-image-$release=$version; run apt-get update, and when that kernel left the archive, install newer headers"; exit 1; }
	mkdir image && dpkg -x linux-image-*.deb image && rm linux-image-*.deb || exit
	# An unmerged /lib in the package or a merged one: depmod and modprobe look in lib/modules.
	[ -d image/lib/modules ] || ln -s usr/lib image/lib
	/sbin/depmod -b image "$release" || exit
	# As on an installed machine, so that module builds work inside the guest as well.
	ln -sfn "/usr/src/linux-headers-$release" "image/lib/modules/$release/build"
	chmod -R a+rX image && mv -T image "$dir"
)

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
	case ${1-} in
	release | headers | image)
		[ $# = 2 ] || { kernels_fail "$1 takes one SERIES"; exit 2; }
		"kernels_$1" "$2"
		;;
	*)
		kernels_fail "usage: kernels.sh release|headers|image 6.1|6.12|6.1-rt|6.12-rt|debug"
		exit 2
		;;
	esac
fi
