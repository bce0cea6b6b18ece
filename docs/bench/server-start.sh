#!/bin/sh
# The time from the start of ./jobsch server to its first answer, and how much memory it has then:
# ten times after one to warm up. Needs perl.
set -eu
cd "$(dirname "$0")/../.."

exec perl -MTime::HiRes=time -MIO::Socket::INET -e '
  my @seconds;
  my $resident = 0;
  my $pid;
  END { kill "TERM", $pid if $pid }
  $SIG{INT} = $SIG{TERM} = sub { exit 1 };
  for my $round (0 .. 10) {
    my $start = time;
    $pid = open(my $out, "-|", "exec ./jobsch server --port 0 2>/dev/null") or die "$!\n";
    my ($port) = (<$out> // "") =~ /:(\d+)$/ or die "the server does not listen\n";
    my $socket = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port", Timeout => 10) or die "$!\n";
    print $socket "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    (<$socket> // "") =~ / 200 / or die "the server is not ready\n";
    push @seconds, time - $start if $round > 0;
    open(my $status, "<", "/proc/$pid/status") or die "$!\n";
    while (<$status>) { $resident = $1 if /^VmRSS:\s+(\d+)/ }
    kill "TERM", $pid;
    close $out;
    $pid = 0;
  }
  my @sorted = sort { $a <=> $b } @seconds;
  printf "median %.3f s, fastest %.3f s, slowest %.3f s; %d MiB resident\n",
    ($sorted[4] + $sorted[5]) / 2, $sorted[0], $sorted[9], $resident / 1024;
'
