package dev.lifeboat.engine.docker;

import java.util.List;

/**
 * The program that joins its own input and output with a TCP port, all inside of one container: {@code nc}, {@code bash}
 * or {@code perl}, whichever is there. It ends when either side ends, so that no session of the server outlives its client.
 *
 * <p>It must not leave a child behind. In a container the server's postmaster is usually process 1, which inherits orphans;
 * one that dies of a signal it takes for a server process of its own that crashed, and restarts the whole server
 * (PostgreSQL, {@code postmaster.c}, HandleChildCrash). So {@code bash} waits for what it started, and {@code nc} and
 * {@code perl} start nothing.
 */
final class Bridge {

    /** The exit status that says that none of the programs is there. */
    static final int NONE = 97;

    private static final String BASH = """
            trap '' PIPE
            exec 3<>"/dev/tcp/127.0.0.1/$0" || exit 1
            cat <&3 & from=$!
            cat <&0 >&3 & to=$!
            trap 'kill $from $to; wait; exit 1' HUP INT TERM
            wait -n
            kill $from $to
            wait""";

    private static final String PERL = """
            use strict; use IO::Socket::INET; use IO::Select;
            my $server = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0], Proto => "tcp") or exit 1;
            my $ready = IO::Select->new(\\*STDIN, $server);
            sub copy { my ($from, $to) = @_;
              my $n = sysread($from, my $bytes, 65536); return 0 unless $n;
              for (my $done = 0; $done < $n;) { my $w = syswrite($to, $bytes, $n - $done, $done); return 0 unless defined $w; $done += $w }
              return 1 }
            while (1) { for my $from ($ready->can_read) {
              exit 0 unless $from == $server ? copy($server, \\*STDOUT) : copy(\\*STDIN, $server) } }""";

    /** OpenBSD's nc ends with its input only with -N, BusyBox's always; others differ too much to be trusted. */
    private static final String CHOOSE = """
            case "$(nc -h 2>&1)" in
              *OpenBSD*) exec nc -N 127.0.0.1 "$1" ;;
              *BusyBox*) exec nc 127.0.0.1 "$1" ;;
            esac
            command -v bash >/dev/null && command -v cat >/dev/null && exec bash -c "$2" "$1"
            command -v perl >/dev/null && exec perl -e "$3" "$1"
            exit %d""".formatted(NONE);

    private Bridge() {}

    /** What to run in the container. @param port where the server listens there */
    static List<String> command(int port) {
        return List.of("sh", "-c", CHOOSE, "sh", String.valueOf(port), BASH, PERL);
    }
}
