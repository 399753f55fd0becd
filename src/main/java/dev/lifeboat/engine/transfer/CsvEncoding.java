package dev.lifeboat.engine.transfer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the letters of a file are written. A byte order mark is passed over in all of them. */
public enum CsvEncoding {
    UTF_8(StandardCharsets.UTF_8), UTF_16LE(StandardCharsets.UTF_16LE), UTF_16BE(StandardCharsets.UTF_16BE),
    WINDOWS_1252(Charset.forName("windows-1252")), LATIN_1(StandardCharsets.ISO_8859_1);

    private final Charset charset;

    CsvEncoding(Charset charset) {
        this.charset = charset;
    }

    Charset charset() {
        return charset;
    }
}
