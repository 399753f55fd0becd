package dev.lifeboat.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process on which host did something, so that another one can tell later whether it still lives. The start
 * instant tells a process from a later one that got the same number.
 *
 * @param host    the host's name
 * @param started when the process started; empty where the system does not say
 */
public record ProcessIdentity(String host, long pid, Optional<Instant> started) {

    /** The system derives a start from its boot time, which moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** This process. */
    public static ProcessIdentity current() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessIdentity(localHost(), self.pid(), self.info().startInstant());
    }

    /** The name of this host, or {@code localhost} when it has none that resolves. */
    public static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            String name = System.getenv().getOrDefault("HOSTNAME", System.getenv("COMPUTERNAME"));
            return name == null || name.isBlank() ? "localhost" : name;
        }
    }

    /** Whether it ran on this host, so that {@link #isDead} can know. */
    public boolean isLocal() {
        return host.equals(localHost());
    }

    /** True when it certainly does not live any more; false for one on another host, of which nothing can be known. */
    public boolean isDead() {
        if (!isLocal()) {
            return false;
        }
        Optional<ProcessHandle> alive = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (alive.isEmpty()) {
            return true;
        }
        Optional<Instant> itsStart = alive.get().info().startInstant();
        return started.isPresent() && itsStart.isPresent()
                && Duration.between(started.get(), itsStart.get()).abs().compareTo(TOLERANCE) > 0;
    }

    @Override public String toString() {
        return "process " + pid + " on " + host;
    }
}
