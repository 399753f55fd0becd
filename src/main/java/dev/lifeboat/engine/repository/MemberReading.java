package dev.lifeboat.engine.repository;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** A member of a set as it was before compression. */
final class MemberReading {

    private static final int BUFFER = 1 << 17;

    private MemberReading() {}

    static InputStream open(BackupSet set, Manifest.Member member) throws IOException {
        InputStream stored = new BufferedInputStream(Files.newInputStream(set.folder().resolve(member.path())), BUFFER);
        return switch (member.compression()) {
            case "zstd" -> new ZstdInputStreamNoFinalizer(stored);
            case "none" -> stored;
            default -> {
                stored.close();
                throw new IOException("its compression " + member.compression() + " is not known");
            }
        };
    }
}
