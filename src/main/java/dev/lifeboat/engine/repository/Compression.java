package dev.lifeboat.engine.repository;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How the members of a set are compressed, each in a format that a stock tool reads. */
public enum Compression {
    /** Quick and small, on several threads. */
    ZSTD(".zst", 19, "zstd -dc"),
    /** For where no zstd is. */
    GZIP(".gz", 9, "gzip -dc"),
    /** As it is: for a repository that compresses or finds duplicates itself. */
    NONE("", 0, "cat");

    private static final int BUFFER = 64 << 10;

    private final String suffix;
    private final int highestLevel;
    private final String reading;

    Compression(String suffix, int highestLevel, String reading) {
        this.suffix = suffix;
        this.highestLevel = highestLevel;
        this.reading = reading;
    }

    /** The one that a manifest, or a person, names so; empty for any other word. */
    public static Optional<Compression> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** {@code zstd}, {@code gzip} or {@code none}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the name of a file ends with. */
    public String suffix() {
        return suffix;
    }

    /** Levels go from 1, the quickest, to this; 0 where there is nothing to choose. */
    public int highestLevel() {
        return highestLevel;
    }

    /** The stock tool that writes what a file, or its input, holds. */
    String reading() {
        return reading;
    }

    /** @param workers threads besides the calling one, where the format knows such */
    OutputStream compressing(OutputStream out, int level, int workers) throws IOException {
        return switch (this) {
            case ZSTD -> {
                ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, level);
                zstd.setChecksum(true);
                zstd.setWorkers(workers);
                yield zstd;
            }
            case GZIP -> new GZIPOutputStream(out, BUFFER) {
                {
                    def.setLevel(Math.min(level, highestLevel));
                }
            };
            case NONE -> out;
        };
    }

    InputStream decompressing(InputStream in) throws IOException {
        return switch (this) {
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case NONE -> in;
        };
    }
}
