package dev.lifeboat.engine.replication.place;

import java.util.Optional;

/** Opens the places that are no folders of this computer. Thread-safe. */
public final class Places {

    /**
     * What is needed to be there; nothing may be asked of the place yet. The caller closes it.
     * @param bytesPerSecond limits what is sent and fetched
     * @throws dev.lifeboat.engine.Failure.ToolMissing when a program for it is not installed
     */
    public Place open(Location location, Optional<Long> bytesPerSecond) {
        return switch (location) {
            case Location.Folder folder -> throw new IllegalArgumentException(folder.inWords() + " is a folder: it needs no place");
            case Location.Ssh ssh -> new SshPlace(ssh, bytesPerSecond);
        };
    }

    /** The key that a host shows now, for a person to compare. @throws dev.lifeboat.engine.Failure.ConnectionFailed */
    public HostKey hostKey(SshLogin login) {
        return SshAccess.hostKey(login, Optional.empty(), new dev.lifeboat.engine.job.Cancellation());
    }
}
