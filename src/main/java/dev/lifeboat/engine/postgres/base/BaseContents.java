package dev.lifeboat.engine.postgres.base;

import dev.lifeboat.engine.postgres.Lsn;

/**
 * A base backup that was read whole and agrees with the server's manifest.
 *
 * @param systemIdentifier of the cluster, as its control file has it
 * @param files          regular files, the log's among them
 * @param bytes          their sizes together
 * @param timeline       at the end of the backup
 * @param start          where recovery begins
 * @param stop           recovery must reach this for the copy to be consistent; the log up to here is in the backup
 * @param segmentBytes   size of the log's segments
 * @param serverManifest {@code backup_manifest}, as it is
 */
public record BaseContents(String systemIdentifier, long files, long bytes, int timeline, Lsn start, Lsn stop, long segmentBytes, byte[] serverManifest) {}
