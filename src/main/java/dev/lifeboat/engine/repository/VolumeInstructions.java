package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Sizes;

/** The part of RESTORE.md that brings volumes back. */
final class VolumeInstructions {

    private VolumeInstructions() {}

    /** Adds the steps; nothing when the set has no volumes. */
    static void append(StringBuilder text, Manifest manifest, int firstStep) {
        if (manifest.volumes().isEmpty()) {
            return;
        }
        int step = firstStep;
        text.append("""
                %d. Volumes are unpacked into new ones by the tar of an image. Name one that is on the host and has GNU tar, such as the
                   database's own:

                       export IMAGE=postgres:17

                """.formatted(step++));
        for (DockerRecord.VolumeRecord volume : manifest.volumes()) {
            String restored = RestoreInstructions.shell(volume.name() + "_restored");
            text.append("""
                    %d. Volume %s (%s, %s), into the new volume %s:

                           docker volume create %s
                           %s | docker run --rm -i --network none --user 0:0 -v %s:/volume --entrypoint tar "$IMAGE" --extract --file=- --numeric-owner --same-permissions --xattrs --xattrs-include='*' --acls --directory=/volume

                       Look at it, then have the services use it in place of the old one, which is kept until you remove it.

                    """.formatted(step++, RestoreInstructions.oneLine(volume.name()), Sizes.count(volume.files(), "file"), Sizes.inWords(volume.bytes()),
                    restored, restored, RestoreInstructions.content(manifest, volume.member()), restored));
        }
        text.append("""
                What each volume holds, file by file with owner, mode, time and SHA-256, is in its index, such as:

                       %s | head

                """.formatted(RestoreInstructions.content(manifest, manifest.volumes().getFirst().index())));
    }
}
