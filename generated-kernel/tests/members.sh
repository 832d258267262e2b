#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Processes on buses: join, leave, fork, threads, exec, exit. Needs the modules
# vbus, vbus_localhost and vbus_test; setpriv and unshare of util-linux.

. "$(dirname "$0")/lib.sh"
needs vbus-test

self=/proc/vbus/self
b0=$vbus/instances/b0
b1=$vbus/instances/b1
m0=$sys/instances/b0/members
m1=$sys/instances/b1/members

# write FILE TEXT: one write call by a process of its own, and its error
write() {
	perl -e 'open(F, ">", $ARGV[0]) && defined(syswrite(F, $ARGV[1])) or die "$!\n"' "$1" "$2"
}
no_cap() { setpriv --bounding-set -sys_admin "$@"; }

fails "a bus called 0" "Invalid argument" mkdir $vbus/instances/0
fails "a bus called <none>" "Invalid argument" mkdir "$vbus/instances/<none>"
ok "two buses" mkdir $b0 $b1
ok "a device that tells who it sees" mkdir $vbus/devices/d0
ok "its type" putn vbus-test $vbus/devices/d0/type
sees=$sys/devices/d0/member

# ---- on no bus ----
is "mode of self" 644 stat -c %a $self
is "mode of join" 200 stat -c %a $b0/join
is "mode of leave" 200 stat -c %a $b0/leave
is "on no bus" "<none>" cat $self
is "nor for connectors" "<none>" cat $sees
is "no members" "" ls $m0
fails "an unknown bus" "No such file or directory" write $self nobus
fails "an empty write" "Invalid argument" write $self ""
fails "just a newline" "Invalid argument" write $self "
"
fails "255 bytes, unknown" "No such file or directory" write $self "$(long 255)"
fails "256 bytes" "Invalid argument" write $self "$(long 256)"
fails "5000 bytes" "Invalid argument" write $self "$(long 5000)"
fails "a zero byte" "Invalid argument" perl -e 'open(F, ">", $ARGV[0]); defined(syswrite(F, "b0\0")) or die "$!\n"' $self
is "still on no bus" "<none>" cat $self
ok "leave what one is not on" write $self 0

# ---- one process ----
# A process that joins, says where it is, and does what the rest says.
alone() {
	perl -e 'sub w { open(F, ">", $ARGV[0]); defined(syswrite(F, $_[0])) or die "$!\n"; close(F) }
		sub r { open(F, "<", $ARGV[0]); my $x = <F>; close(F); chomp($x); print "$x " }
		eval $ARGV[1]; die $@ if $@' $self "$1"
}
is "join and leave" "b0 <none> " alone 'w("b0\n"); r(); w("0\n"); r()'
is "without newlines" "b0 <none> " alone 'w("b0"); r(); w("0"); r()'
is "to another bus" "b0 b1 " alone 'w("b0"); r(); w("b1"); r()'
is "an unknown bus leaves it where it was" "b0 " alone 'w("b0"); eval { w("nobus") }; $@ = ""; r()'
ok "who ended is off b0" soon test -z "$(ls $m0)"
ok "a bus with a name of 255 bytes" mkdir "$vbus/instances/$(long 255)"
is "join it" "$(long 255) " alone "w('$(long 255)'); r()"
ok "remove it" rmdir "$vbus/instances/$(long 255)"

# ---- this shell, and its children ----
ok "join by its number" putn $$ $b0/join
ok "its own entry" [ -d $m0/$$ ]
is "a child inherits" b0 cat $self
is "connectors see it" b0 cat $sees
is "an exec keeps it" b0 sh -c "exec cat $self"
is "a child's child inherits" b0 sh -c "sh -c 'cat $self; :'; :"
sleep 60 &
child=$!
ok "an entry for the child" soon [ -d $m0/$child ]
ok "join again" putn $$ $b0/join
ok "to the other bus" putn $$ $b1/join
is "on one bus only" b1 cat $self
ok "gone from the first" absent $m0/$$
ok "there on the second" [ -d $m1/$$ ]
ok "the child stays where it was born" [ -d $m0/$child ]
fails "leave a bus it is not on" "No such file or directory" putn $$ $b0/leave
ok "the child leaves" putn $child $b0/leave
ok "its entry is gone at once" absent $m0/$child
ok "the child joins" putn $child $b1/join
kill $child
wait $child 2>/dev/null
ok "its entry goes with it" soon absent $m1/$child
fails "join the dead" "No such process" putn $child $b0/join
ok "leave" putn $$ $b1/leave
is "on no bus again" "<none>" cat $self
ok "back to b0" putn $$ $b0/join

# ---- wrong numbers ----
fails "join 0" "Invalid argument" putn 0 $b0/join
fails "join -1" "Invalid argument" putn -1 $b0/join
fails "join what is no number" "Invalid argument" putn init $b0/join
fails "join more than a number" "Invalid argument" putn "$$ 1" $b0/join
fails "join a number out of range" "Numerical result out of range" putn 99999999999 $b0/join
fails "join a number nobody has" "No such process" putn 2147483647 $b0/join
fails "leave of nobody" "No such process" putn 2147483647 $b0/leave
fails "join a thread of the kernel" "Invalid argument" putn 2 $b0/join

# ---- rights ----
fails "self without the capability" "Permission denied" no_cap perl -e 'open(F, ">", $ARGV[0]) && defined(syswrite(F, "b1")) or die "$!\n"' $self
fails "leave by self without it" "Permission denied" no_cap perl -e 'open(F, ">", $ARGV[0]) && defined(syswrite(F, "0")) or die "$!\n"' $self
fails "join without it" "Permission denied" no_cap perl -e 'open(F, ">", $ARGV[0]) && defined(syswrite(F, $ARGV[1])) or die "$!\n"' $b1/join $$
fails "leave without it" "Permission denied" no_cap perl -e 'open(F, ">", $ARGV[0]) && defined(syswrite(F, $ARGV[1])) or die "$!\n"' $b0/leave $$
fails "another user" "Permission denied" setpriv --reuid 65534 --clear-groups perl -e 'open(F, ">", $ARGV[0]) or die "$!\n"' $self
is "another user may read" b0 setpriv --reuid 65534 --clear-groups cat $self
is "and this is where it was" b0 cat $self

# ---- threads ----
threads() { perl -Mthreads -e "$1"; }
is "a thread is on its process's bus" b0 threads \
	'print threads->create(sub { open(F, "<", "/proc/vbus/self"); my $x = <F>; chomp($x); $x })->join()'
is "a process has one entry, however many threads" 1 threads \
	'my @t = map { threads->create(sub { select(undef, undef, undef, 1) }) } 1..3; sleep 0;
	opendir(D, "'$m0'"); print scalar(grep { $_ eq $$ || -d "/proc/$$/task/$_" } grep { /^\d+$/ } readdir(D)); $_->join() for @t'
ok "the end of a thread ends no membership" threads \
	'select(undef, undef, undef, 0.2); threads->create(sub { 1 })->join(); select(undef, undef, undef, 0.3);
	-d "'$m0'/$$" or die "left\n"'
ok "nor that of the first one" threads \
	'my $pid = $$; pipe(R, W); unless (fork()) { close(R); $pid = $$; threads->create(sub { select(undef, undef, undef, 0.6);
	open(F, "<", "/proc/vbus/self"); my $x = <F>; syswrite(W, $x . (-d "'$m0'/$pid" ? "there" : "gone")); require POSIX; POSIX::_exit(0) });
	syscall(60, 0) } close(W); my $x = join("", <R>); $x eq "b0\nthere" or die "$x\n"'
is "a thread's number names its process" "b1" threads \
	'my $t = threads->create(sub { select(undef, undef, undef, 0.5); open(F, "<", "/proc/vbus/self"); my $x = <F>; chomp($x); $x });
	opendir(D, "/proc/$$/task"); my ($tid) = grep { /^\d+$/ && $_ != $$ } readdir(D);
	open(F, ">", "'$b1/join'"); syswrite(F, $tid) or die "$!\n"; close(F); print $t->join()'
is "an exec by a thread keeps it" b0 threads 'threads->create(sub { exec("cat", "/proc/vbus/self") })->join()'

# ---- many at once ----
ok "200 children and their entries" perl -e '
	pipe(R, W); for (1..200) { my $p = fork(); if (!$p) { close(W); <R>; exit 0 } push @p, $p }
	for (1..100) { opendir(D, $ARGV[0]); %d = map { $_ => 1 } readdir(D); closedir(D); @m = grep { !$d{$_} } @p; last if !@m;
	select(undef, undef, undef, 0.1) } close(W); 1 while wait() > 0; die scalar(@m), " are missing\n" if @m' $m0
# Who looks is a member too, so: nobody is listed who is not there.
all_live() {
	for m in "$m0"/*; do
		[ -d "/proc/${m##*/}" ] || return 1
	done
}
ok "all entries go" soon all_live
ok "300 short ones after each other" perl -e 'for (1..300) { my $p = fork(); exit 0 if !$p; waitpid($p, 0) }'
ok "all entries go" soon all_live

# ---- numbers come again ----
ok "the next process with a number is another one" perl -e '
	open(L, ">", "/proc/sys/kernel/ns_last_pid") or do { print "not on this kernel"; exit 0 };
	my $p = fork(); if (!$p) { sleep 60; exit } sub put { open(F, ">", $_[0]) or die; syswrite(F, $_[1]) or die "$_[0] $!"; close(F) }
	put("$ARGV[0]/leave", $$); kill(9, $p); waitpid($p, 0);
	for (1..20) { seek(L, 0, 0); syswrite(L, $p - 1); pipe(R, W); my $q = fork();
	if (!$q) { open(F, "<", "/proc/vbus/self"); syswrite(W, <F>); exit } close(W); my $x = <R>; waitpid($q, 0);
	if ($q == $p) { $x eq "<none>\n" or die "on $x"; exit 0 } } print "the number did not come"' $b0

# ---- in other namespaces ----
is "in a namespace of pids, the numbers there" b1 \
	unshare -pf --mount-proc sh -c "printf 1 | cat >$b1/join; cat $self"
ok "who ended is off b1" soon test -z "$(ls $m1)"

# ---- the bus goes ----
fails "rmmod with members" "in use" rmmod vbus
ok "rmdir of a bus with members" rmdir $b0
is "they are on none" "<none>" cat $self
ok "a bus of the same name" mkdir $b0
is "has none of them" "" ls $m0
is "nor does its name come back" "<none>" cat $self
ok "take it down" rmdir $b0 $b1 $vbus/devices/d0
finish
