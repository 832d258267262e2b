# SPDX-License-Identifier: Apache-2.0
#
# usage: perl blk-report.pl [--json FILE] FIGURES
#
# The table of it/bench/blk: medians over the rounds, medians of the rounds' ratios, exits a request, and what is aimed at.
use strict;
use warnings;
use Getopt::Long;
use JSON::PP;

GetOptions('json=s' => \my $json) && @ARGV == 1 or die "usage: blk-report.pl [--json FILE] FIGURES\n";
my ($file) = @ARGV;
my $aim = 1.2;
my @rows = qw(qemu iothread vbus);
my @order = qw(read1 read32 write1 write32);
my %title = (read1 => 'reads, one at a time', read32 => 'reads, 32 at a time', write1 => 'writes, one at a time', write32 => 'writes, 32 at a time');

my (%iops, %exits, %rounds, $died);
open my $in, '<', $file or die "$file: $!\n";
while (<$in>) {
	$died = $1 if /^died (\d+)/;
	my ($round, $row, $name, @words) = split ' ';
	next unless $round =~ /^\d+$/;
	my %w = map { split /=/, $_, 2 } @words;
	$rounds{$round} = 1;
	$iops{$name}{$row}{$round} = $w{iops};
	$exits{$name}{$row}{$round} = $w{requests} ? $w{exits} / $w{requests} : undef;
}
my @rounds = sort { $a <=> $b } keys %rounds or die "$file: no figures\n";

sub median {
	my @sorted = sort { $a <=> $b } grep { defined } @_;
	return undef unless @sorted;
	my $half = int(@sorted / 2);
	return @sorted % 2 ? $sorted[$half] : ($sorted[$half - 1] + $sorted[$half]) / 2;
}
sub text { my ($format, $n) = @_; return defined $n ? sprintf $format, $n : '-' }

sub exits { my ($line) = @_; return map { text('%.2f', $line->{exits}{$_}) } @rows }

my @table;
for my $name (grep { $iops{$_} } @order) {
	my $of = $iops{$name};
	my $ratio = median(map {
		my ($better) = sort { $b <=> $a } grep { defined } $of->{qemu}{$_}, $of->{iothread}{$_};
		$better && defined $of->{vbus}{$_} ? $of->{vbus}{$_} / $better : undef;
	} @rounds);
	push @table, {
		name => $name, title => $title{$name}, ratio => $ratio,
		iops => { map { $_ => median(values %{ $of->{$_} }) } @rows },
		exits => { map { $_ => median(values %{ $exits{$name}{$_} }) } @rows },
	};
}

printf "%-24s %10s %10s %10s   %s\n", 'requests a second', @rows, 'vbus to the better of QEMU';
for my $line (@table) {
	my $met = !defined $line->{ratio} ? 'not measured' : $line->{ratio} >= $aim ? 'met' : 'MISSED';
	printf "%-24s %10s %10s %10s   %s (at least %.1f: %s)\n", $line->{title}, (map { text('%.0f', $line->{iops}{$_}) } @rows), text('%.2f', $line->{ratio}), $aim, $met;
}
print "\n";
printf "%-24s %10s %10s %10s\n", 'exits a request', @rows;
printf "%-24s %10s %10s %10s\n", $_->{title}, exits($_) for @table;
printf "\n%d rounds%s\n", scalar @rounds, $died ? "; $died guests died or fell silent, and were followed by others" : '';

if ($json) {
	open my $out, '>', $json or die "$json: $!\n";
	print $out JSON::PP->new->canonical->pretty->encode({ rounds => scalar @rounds, aim => $aim, table => \@table, iops => \%iops, exits => \%exits, died => $died // 0 });
	close $out or die "$json: $!\n";
}
