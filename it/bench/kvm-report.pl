# SPDX-License-Identifier: Apache-2.0
#
# usage: perl kvm-report.pl [--json FILE] [--svg FILE] FIGURES
#
# The table of it/bench/kvm: medians over the rounds, medians of the rounds' ratios, what a trip or a packet costs, and what is aimed at.
use strict;
use warnings;
use Getopt::Long;
use JSON::PP;

GetOptions('json=s' => \my $json, 'svg=s' => \my $svg) && @ARGV == 1 or die "usage: kvm-report.pl [--json FILE] [--svg FILE] FIGURES\n";
my ($file) = @ARGV;

my @rows = qw(floor virtio vhost vbus venet);
my %title = (floor => 'floor', virtio => 'virtio-net', vhost => 'vhost-net', vbus => 'virtio/vbus', venet => 'venet');
my %measured = (
	trip    => ['round trip',                 'us'],
	out_tcp => ['throughput, guest to host',  'Mb/s'],
	in_tcp  => ['throughput, host to guest',  'Mb/s'],
	out_udp => ['packets, guest to host',     '1/s'],
	in_udp  => ['packets, host to guest',     '1/s'],
);
my @order = qw(trip out_tcp in_tcp out_udp in_udp);
my %each = (trip => 'round trip', out_udp => 'packet, guest to host', in_udp => 'packet, host to guest', out_tcp => 'MB of TCP, guest to host', in_tcp => 'MB of TCP, host to guest');
my @counts = qw(exits interrupts hops timer packet);
my %count_title = (exits => 'exits', interrupts => 'interrupts of the card', hops => 'switches of threads', timer => 'ticks of the guest',
	packet => 'bytes a packet that is handed over');

# Ethernet, IPv4, TCP with time stamps: before the payload of each packet.
my $headers = 14 + 20 + 32;

my (%value, %cost, %rounds, %mtus, %explained, @died);

sub median {
	my @sorted = sort { $a <=> $b } grep { defined } @_;
	return undef unless @sorted;
	my $half = int(@sorted / 2);
	return @sorted % 2 ? $sorted[$half] : ($sorted[$half - 1] + $sorted[$half]) / 2;
}
sub ratio { return $_[1] ? $_[0] / $_[1] : undef }

# What the figure is, and by how many units the window's and the guest's counts are divided.
sub figure {
	my ($name, $w) = @_;
	return ($w->{median_ns} / 1000, $w->{window_rx_packets}, $w->{done}) if $name eq 'trip';
	return (stream($w, 'rx'), ($w->{window_rx_bytes} // 0) / 1e6, $w->{bytes} / 1e6) if $name eq 'out_tcp';
	return (stream($w, 'tx'), ($w->{window_tx_bytes} // 0) / 1e6, $w->{bytes} / 1e6) if $name eq 'in_tcp';
	return (arrived($w), $w->{window_rx_packets}, $w->{guest_tx}) if $name eq 'out_udp';
	return (arrived($w), $w->{window_tx_packets}, $w->{guest_rx}) if $name eq 'in_udp';
	die "$file: no measurement $name\n";
}

# Packets in a second; of one, or none, there is no time.
sub arrived { my ($w) = @_; return (ratio($w->{got}, $w->{us}) // 0) * 1e6 }

# Mb/s of the window, in which the connection is past its beginning; a loopback has none.
sub stream {
	my ($w, $way) = @_;
	return $w->{bytes} * 8 / $w->{us} unless defined $w->{window_us};
	return ($w->{"window_${way}_bytes"} - $w->{"window_${way}_packets"} * $headers) * 8 / $w->{window_us};
}

open my $in, '<', $file or die "$file: $!\n";
while (<$in>) {
	push @died, $1 if /^died \d+ (?:FAILED: )?(.*)/;
	my ($round, $row, $mtu, $name, @words) = split ' ';
	next unless $round =~ /^\d+$/;
	my %w = map { split /=/, $_, 2 } grep { /=/ } @words;
	if ($name eq 'explain') {
		my ($of) = grep { !/=/ } @words;
		$explained{$mtu}{$of}{$row}{$_} += $w{$_} for keys %w;
		next;
	}
	my ($value, $in_window, $in_guest) = figure($name, \%w);
	$rounds{$round} = $mtus{$mtu} = 1;
	$value{$mtu}{$name}{$row}{$round} = $value;
	# a loopback has no direction
	$value{$mtu}{in_tcp}{$row}{$round} = $value if $row eq 'floor' && $name eq 'out_tcp';
	next unless exists $w{window_exits};
	my $c = $cost{$mtu}{$name}{$row}{$round} = {};
	my $way = $name =~ /^in/ ? 'tx' : 'rx';
	$c->{exits} = ratio($w{window_exits}, $in_window);
	$c->{hops} = ratio($w{window_switches}, $in_window);
	$c->{interrupts} = ratio($w{guest_irqs}, $in_guest);
	$c->{timer} = ratio($w{guest_timer}, $in_guest);
	$c->{packet} = ratio($w{"window_${way}_bytes"}, $w{"window_${way}_packets"});
}
my @mtus = sort { $a <=> $b } keys %mtus or die "$file: no figures\n";
my @rounds = sort { $a <=> $b } keys %rounds;

# Median of the rounds' ratios; to the better of two in each round when there are two.
sub rounds_ratio {
	my ($by_row, $row, $best, @others) = @_;
	return median(map {
		my $round = $_;
		my @theirs = sort { $best ? $b <=> $a : $a <=> $b } grep { defined } map { $by_row->{$_}{$round} } @others;
		@theirs == @others && defined $by_row->{$row}{$round} ? ratio($by_row->{$row}{$round}, $theirs[0]) : undef;
	} @rounds);
}
sub number { my ($n) = @_; return '-' unless defined $n; return sprintf $n >= 1000 ? '%.0f' : $n >= 100 ? '%.1f' : $n >= 1 || !$n ? '%.2f' : '%.3f', $n }

# ---- the table
my (@table, @aims);
for my $mtu (@mtus) {
	for my $name (grep { $value{$mtu}{$_} } @order) {
		my $v = $value{$mtu}{$name};
		push @table, {
			mtu => $mtu + 0, name => $name, title => $measured{$name}[0], unit => $measured{$name}[1],
			median => { map { $_ => median(values %{ $v->{$_} }) } grep { $v->{$_} } @rows },
			ratio_to_vhost => rounds_ratio($v, 'venet', 0, 'vhost'), ratio_to_virtio => rounds_ratio($v, 'venet', 0, 'virtio'),
			vbus_to_vhost => $v->{vbus} ? rounds_ratio($v, 'vbus', 0, 'vhost') : undef,
			cost => { map { my $row = $_; $row => { map { my $what = $_; $what => median(map { $_->{$what} } values %{ $cost{$mtu}{$name}{$row} }) } @counts } }
				grep { $cost{$mtu}{$name}{$_} } @rows },
		};
		aim($mtu, "$measured{$name}[0], to vhost-net", 'most', 0.9, $table[-1]{ratio_to_vhost}), aim($mtu, "$measured{$name}[0], to virtio-net", 'most', 0.35, $table[-1]{ratio_to_virtio})
			if $name eq 'trip';
		aim($mtu, "$measured{$name}[0], to the better of the two", 'least', 1.2, rounds_ratio($v, 'venet', 1, 'vhost', 'virtio')) if $name =~ /tcp/;
		if ($v->{vbus}) {
			aim($mtu, "$measured{$name}[0] of virtio/vbus, to vhost-net", 'most', 1, $table[-1]{vbus_to_vhost}) if $name eq 'trip';
			aim($mtu, "$measured{$name}[0] of virtio/vbus, to vhost-net", 'least', 1, $table[-1]{vbus_to_vhost}) if $name =~ /tcp/;
		}
		next if $name =~ /tcp/;
		for my $what (qw(exits interrupts hops)) {
			my %by_row = map { my $row = $_; $row => { map { $_ => $cost{$mtu}{$name}{$row}{$_}{$what} } keys %{ $cost{$mtu}{$name}{$row} } } } qw(vhost venet);
			aim($mtu, "$count_title{$what} a $each{$name}, to vhost-net", 'less', 1, rounds_ratio(\%by_row, 'venet', 0, 'vhost'), median(values %{ $by_row{venet} }), median(values %{ $by_row{vhost} }));
		}
	}
}
# @few: both figures; where vhost-net's is 0 there is no ratio, and less is none.
sub aim {
	my ($mtu, $what, $sense, $limit, $got, @few) = @_;
	my $met = !defined $got ? (@few == 2 && defined $few[0] && defined $few[1] && $few[0] == 0 && $few[1] == 0)
		: $sense eq 'most' ? $got <= $limit : $sense eq 'less' ? $got < $limit : $got >= $limit;
	push @aims, { mtu => $mtu + 0, what => $what, sense => $sense, limit => $limit, ratio => $got, met => $met ? JSON::PP::true : JSON::PP::false };
}

printf "%d round%s; medians, and medians of the ratios within a round\n", scalar @rounds, @rounds == 1 ? '' : 's';
for my $mtu (@mtus) {
	my @lines = grep { $_->{mtu} == $mtu } @table;
	printf "\nmtu %d\n%-42s" . ' %11s' x @rows . " %14s %14s %14s\n", $mtu, '', (map { $title{$_} } @rows), 'vbus/vhost', 'venet/vhost', 'venet/virtio';
	printf "%-42s" . ' %11s' x @rows . " %14s %14s %14s\n", "$_->{title}, $_->{unit}",
		map { number($_) } @{ $_->{median} }{@rows}, @{$_}{qw(vbus_to_vhost ratio_to_vhost ratio_to_virtio)} for @lines;
	for my $line (@lines) {
		print "for a $each{$line->{name}}\n";
		for my $what (grep { $_ ne 'packet' || $line->{name} =~ /tcp/ } @counts) {
			printf "  %-40s %11s" . ' %11s' x $#rows . "\n", $count_title{$what}, '', map { number($line->{cost}{$_}{$what}) } @rows[1 .. $#rows];
		}
	}
}
print "\nwhat is aimed at\n";
printf "  %-4s mtu %4d  %-62s %s %-5s %s\n", $_->{met} ? 'met' : 'NOT', $_->{mtu}, $_->{what},
	{ most => 'at most', less => 'below', least => 'at least' }->{ $_->{sense} }, $_->{limit}, defined $_->{ratio} ? 'is ' . number($_->{ratio}) : $_->{met} ? 'none' : 'no ratio' for @aims;

if (@died) {
	printf "\n%d guest%s died or did not answer any more, and the round was begun again in another:\n", scalar @died, @died == 1 ? '' : 's';
	print "  $_\n" for @died;
}

# Kinds of events, of all windows together; for one trip or packet only the sum of the windows counts.
for my $mtu (sort { $a <=> $b } keys %explained) {
	for my $name (@order) {
		my $kinds = $explained{$mtu}{$name} or next;
		my %all = map { map { $_ => 1 } keys %{ $kinds->{$_} } } keys %$kinds;
		my %most = map { my $kind = $_; $kind => (sort { $b <=> $a } map { $kinds->{$_}{$kind} // 0 } keys %$kinds)[0] } keys %all;
		printf "\nmtu %d, %s: events in the windows\n  %-42s" . ' %11s' x $#rows . "\n", $mtu, $measured{$name}[0], '', map { $title{$_} } @rows[1 .. $#rows];
		for my $kind (sort { $a =~ s/:.*//r cmp $b =~ s/:.*//r || $most{$b} <=> $most{$a} } grep { $most{$_} >= 10 } keys %all) {
			printf "  %-42s" . ' %11d' x $#rows . "\n", $kind, map { $kinds->{$_}{$kind} // 0 } @rows[1 .. $#rows];
		}
	}
}

if (defined $json) {
	open my $out, '>', $json or die "$json: $!\n";
	print $out JSON::PP->new->canonical->pretty->encode({ rounds => scalar @rounds, died => \@died, table => \@table, aims => \@aims, figures => \%value, costs => \%cost });
	close $out or die "$json: $!\n";
}
if (defined $svg) {
	open my $out, '>', $svg or die "$svg: $!\n";
	print $out chart();
	close $out or die "$svg: $!\n";
}

# ---- the chart: a column for each mtu, a panel for each measurement and each count
sub chart {
	my ($width, $bar, $gap, $left) = (430, 16, 4, 84);
	my (@parts, $bottom);
	my $column = 0;
	for my $mtu (@mtus) {
		my $x = 20 + $column++ * ($width + 30);
		my $y = 64;
		push @parts, qq(<text class="mtu" x="$x" y="50">mtu $mtu</text>);
		my @panels;
		for my $line (grep { $_->{mtu} == $mtu && $_->{name} !~ /udp/ } @table) {
			push @panels, ["$line->{title}, $line->{unit}", [grep { defined $line->{median}{$_} } @rows], $line->{median}, $line->{name} eq 'trip' ? 'less is better' : 'more is better'];
		}
		for my $line (grep { $_->{mtu} == $mtu && $_->{name} !~ /tcp/ } @table) {
			for my $what (qw(exits interrupts hops)) {
				push @panels, ["$count_title{$what} a $each{$line->{name}}", [grep { $line->{cost}{$_} } @rows], { map { $_ => $line->{cost}{$_}{$what} } grep { $line->{cost}{$_} } @rows }, 'less is better'];
			}
		}
		for my $panel (@panels) {
			my ($title, $bars, $values, $sense) = @$panel;
			my ($max) = sort { $b <=> $a } map { $values->{$_} // 0 } @$bars;
			$y += 18;
			push @parts, qq(<text class="title" x="$x" y="$y">$title</text>), sprintf '<text class="sense" x="%d" y="%d">%s</text>', $x + $width, $y, $sense;
			$y += 6;
			for my $row (@$bars) {
				my $length = $max ? ($values->{$row} // 0) / $max * ($width - $left - 70) : 0;
				push @parts, sprintf('<text x="%d" y="%d">%s</text>', $x, $y + 12, $title{$row}),
					sprintf('<rect class="%s" x="%d" y="%d" width="%.1f" height="%d"/>', $row, $x + $left, $y, $length, $bar),
					sprintf('<text x="%.1f" y="%d">%s</text>', $x + $left + $length + 6, $y + 12, number($values->{$row}));
				$y += $bar + $gap;
			}
			$y += 4;
		}
		$bottom = $y if !defined $bottom || $y > $bottom;
	}
	my ($w, $h) = (20 + @mtus * ($width + 30), $bottom + 16);
	my $n = @rounds . (@rounds == 1 ? ' round' : ' rounds');
	return <<"SVG" . join("\n", @parts) . "\n</svg>\n";
<svg xmlns="http://www.w3.org/2000/svg" width="$w" height="$h" viewBox="0 0 $w $h" role="img" aria-label="venet and virtio over vbus beside virtio-net and vhost-net: medians of $n">
<!-- SPDX-License-Identifier: Apache-2.0 -->
<style>
text { font: 13px sans-serif; fill: #222 } .head { font-size: 17px; font-weight: bold } .mtu, .title { font-weight: bold } .sense { text-anchor: end; fill: #666 }
.paper { fill: #fff } .floor { fill: #999 } .virtio { fill: #d9822b } .vhost { fill: #2f7fbf } .vbus { fill: #7a5fb5 } .venet { fill: #2e8b57 }
\@media (prefers-color-scheme: dark) { text { fill: #ddd } .sense { fill: #999 } .paper { fill: #16181c } }
</style>
<rect class="paper" width="$w" height="$h"/>
<text class="head" x="20" y="26">A guest and its host: medians of $n</text>
SVG
}
