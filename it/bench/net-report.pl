# SPDX-License-Identifier: Apache-2.0
#
# usage: perl net-report.pl "KIND..." FILE
#
# Medians of the figures of it/bench/net, and of their ratios to the first kind's in the same round.
use strict;
use warnings;

my ($kinds, $file) = @ARGV;
my @kinds = split ' ', $kinds;
my (%value, %cost, @order, %seen, $rounds);

sub median {
	my @sorted = sort { $a <=> $b } grep { defined } @_;
	return @sorted ? $sorted[int(@sorted / 2)] : undef;
}

open my $in, '<', $file or die "$file: $!\n";
while (<$in>) {
	my ($round, $kind, $name, @words) = split ' ';
	my %w = map { split /=/, $_, 2 } grep { /=/ } @words;
	push @order, $name unless $seen{$name}++;
	$rounds = $round if !defined $rounds || $round > $rounds;
	# us a round trip; packets/s that arrived; MB/s
	$value{$name}{$kind}{$round} =
		$name =~ /^rr/  ? $w{median_ns} / 1000 :
		$name =~ /tso$/ ? $w{us} && $w{bytes} / $w{us} :
		                  $w{us} && $w{got} / $w{us} * 1e6;
	next unless $w{packets};
	push @{ $cost{$name}{$kind}{$_} }, $w{$_} / $w{packets} for qw(signals polls switches);
	push @{ $cost{$name}{$kind}{bytes} }, ($w{bytes} // 0) / $w{packets};
}
defined $rounds or die "$file: no figures\n";

printf "median of %d rounds; in brackets the median of the rounds' ratios to %s\n\n", $rounds, $kinds[0];
printf "%-10s %-10s" . " %18s" x @kinds . "\n", '', '', @kinds;
for my $name (@order) {
	my $unit = $name =~ /^rr/ ? 'us' : $name =~ /tso$/ ? 'MB/s' : 'packets/s';
	printf "%-10s %-10s", $name, $unit;
	for my $kind (@kinds) {
		my $v = $value{$name}{$kind} or do { printf " %18s", '-'; next };
		my $base = $value{$name}{ $kinds[0] };
		my $ratio = median(map { $base->{$_} ? $v->{$_} / $base->{$_} : undef } keys %$v);
		printf " %10.1f (%5.2f)", median(values %$v), $ratio // 0;
	}
	print "\n";
}
print "\nfor one packet on the wire, both ends and all programs together\n\n";
printf "%-10s %-10s" . " %18s" x @kinds . "\n", '', '', @kinds;
for my $name (@order) {
	for my $what (qw(signals polls switches), $name =~ /tso$/ ? 'bytes' : ()) {
		printf "%-10s %-10s", $name, $what;
		printf " %18.3f", median(@{ $cost{$name}{$_}{$what} // [0] }) for @kinds;
		print "\n";
	}
}
