# SPDX-License-Identifier: Apache-2.0
#
# usage: perl supervise.pl FOLDER SECONDS LIMIT LOG QEMU ARGUMENTS...
#
# Runs one QEMU and watches it: passes the script's output on as it comes, marks the kernel's lines, keeps the bound, and leaves
# in FOLDER what it saw: tail (last console lines), splat (first sign of a kernel bug), panic, timeout, qemu-status. In ARGUMENTS,
# @OUT@ and @CONSOLE@ stand for the files QEMU writes the two streams to. LIMIT is the number of bytes of output passed on.
# Perl because it is on every Debian machine, reads two streams at once and cannot block a deadline.
use strict;
use warnings;
use Fcntl qw(F_SETFD);
use Errno qw(EINTR EAGAIN);
use POSIX ();

my ($folder, $seconds, $limit, $log_path, @command) = @ARGV;
my $tail_lines = 60;
my $longest    = 65536;    # bytes of an unfinished line that are held back

my $stamp = qr/^(?:\[[ \d.]+\])?(?:\[ *[TC]\d+\])? ?/;
my $panic = qr/${stamp}Kernel panic - not syncing/;
my $splat = qr/${stamp}(?:
	WARNING: | BUG: | kernel\ BUG\ at | Oops: | UBSAN: | KASAN: | KCSAN: | INFO:\ task\ .*\ blocked\ for |
	INFO:\ possible | INFO:\ trying\ to\ register\ non-static | rcu:\ INFO:\ .*\ detected\ (?:expedited\ )?stalls |
	unregister_netdevice:\ waiting | list_(?:add|del)\ corruption | kmemleak:\ \d+\ new |
	.*(?:general\ protection\ fault|invalid\ opcode|divide\ error|stack\ segment).*\[\#\d+\]
)/x;

my ($killed, $panicked, $splatted, $qemu) = (0, 0, 0, 0);
my ($passed, $stdout_open) = (0, 1);
my (@tail, $log);

sub note {
	my ($name, $text) = @_;
	open my $file, '>', "$folder/$name" or return;
	print $file $text;
	close $file;
}

sub kill_qemu {
	$killed = 1;
	kill(KILL => $qemu) if $qemu;
}

# Never blocks for long: a reader that sleeps must not hold up the end. A pipe that select calls writable takes 4096 bytes.
sub emit {
	my ($text) = @_;
	syswrite($log, $text) if $log;
	while ($stdout_open && length $text) {
		my $ready = '';
		vec($ready, fileno(STDOUT), 1) = 1;
		if (select(undef, $ready, undef, 0.5) < 1) { last if $killed; next }
		my $n = syswrite(STDOUT, $text, 4096);
		if (defined $n) { substr($text, 0, $n, '') }
		elsif ($! != EINTR && $! != EAGAIN) { $stdout_open = 0 }    # nobody listens any more; the run goes on
	}
}

sub output {
	my ($text) = @_;
	return if $passed > $limit;
	$passed += length $text;
	$text .= "it/vm/run: more than $limit bytes of output, the rest is dropped\n" if $passed > $limit;
	emit($text);
}

my $armed = 0;

sub console {
	my ($line) = @_;
	$line =~ s/[\r\n]+//g;
	return if $line eq '' || $line =~ /sysrq: Resetting$/;    # how guest-init.sh ends every run
	push @tail, $line;
	shift @tail if @tail > $tail_lines;
	if ($line =~ $panic && !$panicked++) {
		note('panic', $line);
		# panic=-1 ends QEMU at once; unless the reboot hangs.
		if (!$armed++) { my $left = alarm(0); alarm($left && $left < 5 ? $left : 5); }
	}
	note('splat', $line) if $line =~ $splat && !$splatted++;
	output("kernel: $line\n");
}

$SIG{PIPE} = 'IGNORE';
$SIG{ALRM} = sub { note('timeout', '') unless $panicked; kill_qemu() };
my $stopped = 0;
$SIG{$_} = sub { $stopped = 1; kill_qemu() } for qw(TERM INT HUP);

if (length $log_path) {
	open $log, '>', $log_path or do { print STDERR "cannot write $log_path: $!\n"; exit 1 };
}
pipe(my $out, my $out_w) && pipe(my $con, my $con_w) or die "pipe: $!";
alarm($seconds);
$qemu = fork() // die "fork: $!";
if (!$qemu) {
	fcntl($_, F_SETFD, 0) for $out_w, $con_w;
	my ($o, $c) = (fileno($out_w), fileno($con_w));
	s{\@OUT\@}{/proc/self/fd/$o}, s{\@CONSOLE\@}{/proc/self/fd/$c} for @command;
	open STDIN,  '<', '/dev/null';
	open STDOUT, '>', "$folder/qemu.log";
	open STDERR, '>&', \*STDOUT;
	# Should this process be killed, so is QEMU.
	exec 'setpriv', '--pdeathsig', 'KILL', @command or POSIX::_exit(127);
}
close $out_w;
close $con_w;

my %buffer = (fileno($out) => '', fileno($con) => '');
my %stream = (fileno($out) => $out, fileno($con) => $con);
while (%stream) {
	my $bits = '';
	vec($bits, $_, 1) = 1 for keys %stream;
	my $ready = $bits;
	# Half a line is shown after a moment of silence.
	my $n = select($ready, undef, undef, length $buffer{fileno $out} ? 0.5 : undef);
	next if $n < 0;
	if (!$n) { output($buffer{fileno $out}); $buffer{fileno $out} = ''; next }
	# The output first: the kernel's lines come after what the script said before them.
	for my $fd (sort { $a == fileno($out) ? -1 : 1 } keys %stream) {
		next unless vec($ready, $fd, 1);
		my $got = sysread($stream{$fd}, my $data, 65536);
		next if !defined $got;
		if (!$got) { delete $stream{$fd}; next }
		$buffer{$fd} .= $data;
		my $end = rindex($buffer{$fd}, "\n") + 1;
		$end = length $buffer{$fd} if !$end && length $buffer{$fd} > $longest;
		next unless $end;
		my $whole = substr($buffer{$fd}, 0, $end, '');
		if ($fd == fileno $out) { output($whole) }
		else { console($_) for split /\n/, $whole }
	}
}
output($buffer{fileno $out}) if length $buffer{fileno $out};
console($buffer{fileno $con}) if length $buffer{fileno $con};
1 while waitpid($qemu, 0) < 0 && $! == EINTR;
note('qemu-status', $? & 127 ? 128 + ($? & 127) : $? >> 8);
note('tail', join '', map { "$_\n" } @tail);
# The runner does this too, unless it was killed, which is how this process came to be stopped.
system('rm', '-rf', $folder) if $stopped;
exit($stopped ? 143 : 0);
