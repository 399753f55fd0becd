package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;

/** Writes a value into a file, piece by piece: bytes as they are, texts as UTF-8. Until it is whole the file has another name. */
public final class ValueFile {
    private ValueFile() {}

    /**
     * @param binary whether the value is bytes
     * @param done   is told, on this thread, how many bytes are written
     * @throws Failure.StorageFailed when the file cannot be written; the old one of that name is still there
     */
    public static void save(ValueSource value, boolean binary, Path file, LongConsumer done, Cancellation cancellation) {
        Path aside = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (OutputStream out = Files.newOutputStream(aside)) {
                write(value, binary, out, done, cancellation);
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure.StorageFailed(false, "Could not write " + file + ": " + e.getMessage(), e, "Choose another folder, or make room.");
        } finally {
            remove(aside);
        }
    }

    private static void write(ValueSource value, boolean binary, OutputStream out, LongConsumer done, Cancellation cancellation) throws IOException {
        long[] written = {0};
        try {
            value.each(binary, cancellation, piece -> {
                cancellation.check();
                try {
                    out.write(piece);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                written[0] += piece.length;
                done.accept(written[0]);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void remove(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(ValueFile.class).warn("{} is left behind", aside, e);
        }
    }
}
