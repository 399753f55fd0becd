package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Unpacks the copy of a whole server in a sandbox. */
record BaseUnpacking(Path setFolder, Manifest manifest, Sandbox sandbox, Unlock unlock) {

    private static final int BUFFER = 1 << 17;

    /** @throws Failure.SetDamaged when what is stored is not what was written */
    void unpack(Progress progress, Cancellation cancellation) {
        Manifest.BaseRecord base = manifest.base().orElseThrow();
        Manifest.Member member = manifest.members().stream().filter(one -> one.path().equals(base.member())).findFirst()
                .orElseThrow(() -> new Failure.SetDamaged("The set " + manifest.id() + " has no " + base.member() + ".", null, "Use another base backup."));
        try (StoredArchive archive = StoredArchive.open(setFolder, manifest, member, unlock)) {
            sandbox.run("tar", List.of("-x", "-f", "-", "-C", sandbox.dataDirectory()), input -> pass(archive.raw(), input, progress, cancellation), cancellation);
            archive.requireUnchanged();
        }
    }

    private static void pass(InputStream from, OutputStream to, Progress progress, Cancellation cancellation) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            cancellation.check();
            to.write(buffer, 0, n);
            progress.advance(n);
        }
    }
}
