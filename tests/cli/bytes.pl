# SPDX-License-Identifier: Apache-2.0
# bytes.pl DIR: how many files below DIR hold one of the byte strings given in hexadecimal on standard input,
# one a line; and which, on standard error.
use strict;
use warnings;
use File::Find;
my @wanted = map { chomp; pack('H*', $_) } grep { /\S/ } <STDIN>;
die "nothing to look for\n" unless @wanted;
my $found = 0;
find({no_chdir => 1, wanted => sub {
    return unless -f $_;
    open(my $file, '<:raw', $_) or return; # gone meanwhile
    local $/;
    my $bytes = <$file> // '';
    return unless grep { index($bytes, $_) >= 0 } @wanted;
    print STDERR "$_\n";
    $found++;
}}, $ARGV[0]);
print "$found\n";
