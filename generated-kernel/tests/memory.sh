#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory contexts of processes: current, and task. Needs the modules vbus,
# vbus_localhost and vbus_test.

. "$(dirname "$0")/lib.sh"
needs vbus-test

dev=$sys/devices/d0
ok "a device" mkdir $vbus/devices/d0
ok "its type" putn vbus-test $vbus/devices/d0/type

# A process with two pages of its own and one that it may only read. $buf and
# $ro are their addresses; put() writes an attribute, get() reads one.
process() {
	perl -e 'use strict; my $dev = shift; my $code = shift;
	sub put { my ($f, $v) = @_; open(my $F, ">", "$dev/$f") or die "$f: $!\n"; defined(syswrite($F, $v)) or die "$f: $!\n"; close($F) }
	sub get { my ($f) = @_; open(my $F, "<", "$dev/$f") or die "$f: $!\n"; my $x = <$F>; chomp($x); $x }
	sub hex_of { sprintf("%x", $_[0]) }
	# mmap, so that what is beside a page is known.
	my $ro = syscall(9, 0, 4096, 1, 0x22, -1, 0);
	my $buf = syscall(9, 0, 12288, 3, 0x22, -1, 0); die "mmap: $!" if $buf == -1;
	syscall(11, $buf + 8192, 4096);
	sub mem { my ($at, $n) = @_; unpack("P$n", pack("J", $at)) }
	eval $code; die $@ if $@' "$dev" "$@"
}

fails "no context" "Invalid argument" process 'put("peek", hex_of($buf) . " 4")'
fails "of nobody" "No such process" process 'put("ctx", 2147483647)'
fails "of a thread of the kernel" "No such process" process 'put("ctx", 2)'

for ctx in current '$$'; do
	is "$ctx: write" hello process "put('ctx', \"$ctx\"); "'put("poke", hex_of($buf + 100) . " hello"); print mem($buf + 100, 5)'
	is "$ctx: read" hello process "put('ctx', \"$ctx\"); "'put("poke", hex_of($buf) . " hello"); put("peek", hex_of($buf) . " 5"); print get("peek")'
	is "$ctx: across pages" 0123456789 process "put('ctx', \"$ctx\"); "'put("poke", hex_of($buf + 4091) . " 0123456789");
		put("peek", hex_of($buf + 4091) . " 10"); print get("peek")'
	fails "$ctx: past the end" "Bad address" process "put('ctx', \"$ctx\"); "'put("poke", hex_of($buf + 8190) . " 0123")'
	fails "$ctx: read past the end" "Bad address" process "put('ctx', \"$ctx\"); "'put("peek", hex_of($buf + 8190) . " 4")'
	fails "$ctx: write what may be read only" "Bad address" process "put('ctx', \"$ctx\"); "'put("poke", hex_of($ro) . " x")'
	ok "$ctx: read it" process "put('ctx', \"$ctx\"); "'put("peek", hex_of($ro) . " 4")'
	fails "$ctx: nothing there" "Bad address" process "put('ctx', \"$ctx\"); put('peek', '10 4')"
	fails "$ctx: the kernel's" "Bad address" process "put('ctx', \"$ctx\"); put('peek', 'ffffffff81000000 4')"
	fails "$ctx: write the kernel's" "Bad address" process "put('ctx', \"$ctx\"); put('poke', 'ffff888000001000 x')"
	fails "$ctx: beyond the last address" "Bad address" process "put('ctx', \"$ctx\"); put('peek', 'fffffffffffffffe 4')"
	ok "$ctx: no bytes at all" process "put('ctx', \"$ctx\"); put('peek', '10 0')"
done

# ---- by a thread of the kernel ----
ok "in a thread" putn 1 $dev/thread
is "task: write" hello process 'put("ctx", $$); put("poke", hex_of($buf + 4094) . " hello"); print mem($buf + 4094, 5)'
is "task: read" hello process 'put("ctx", $$); put("poke", hex_of($buf) . " hello"); put("peek", hex_of($buf) . " 5"); print get("peek")'
fails "task: past the end" "Bad address" process 'put("ctx", $$); put("poke", hex_of($buf + 8190) . " 0123")'
is "a page that is shared since a fork is not the child's" "mine" process 'put("ctx", $$); put("poke", hex_of($buf) . " mine");
	my $p = fork(); if (!$p) { put("poke", hex_of($buf) . " also"); print mem($buf, 4); exit 0 } waitpid($p, 0)'
fails "current: a thread of the kernel has none" "Bad address" process 'put("ctx", "current"); put("peek", hex_of($buf) . " 4")'

# ---- how long a context lives ----
ok "the process ends" process 'put("ctx", $$); put("peek", hex_of($buf) . " 4"); open(F, ">", "/tmp/addr"); print F hex_of($buf); close(F)'
fails "nothing to read there any more" "Bad address" putn "$(cat /tmp/addr) 4" $dev/peek
fails "an exec makes it another's memory" "Bad address" process 'put("ctx", $$); put("peek", hex_of($buf) . " 4");
	exec("perl", "-e", q{open(M, "<", "/proc/self/maps"); my ($s) = map { /^(\w+)-.*\[stack\]/ ? $1 : () } <M>;
	open(F, ">", $ARGV[0]); defined(syswrite(F, "$s 4")) or die "$!\n"}, "$dev/peek")'
rm -f /tmp/addr
sleep 60 &
ok "a context of a sleeper" putn $! $dev/ctx
kill $!
ok "rmdir of a device that holds a context" rmdir $vbus/devices/d0
finish
