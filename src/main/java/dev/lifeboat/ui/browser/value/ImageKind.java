package dev.lifeboat.ui.browser.value;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of images that can be shown, by how their bytes begin. */
enum ImageKind {
    PNG("89504e470d0a1a0a"), JPEG("ffd8ff"), GIF("47494638"), BMP("424d");

    private final byte[] beginning;

    ImageKind(String hex) {
        beginning = HexFormat.of().parseHex(hex);
    }

    /** @param hex the beginning of the bytes */
    static Optional<ImageKind> of(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        // A bitmap's two letters are found by chance: the four bytes behind its length are zero, too.
        return Arrays.stream(values()).filter(kind -> bytes.length >= kind.beginning.length && Arrays.equals(kind.beginning, 0, kind.beginning.length, bytes, 0, kind.beginning.length)
                && (kind != BMP || bytes.length >= 10 && Arrays.equals(bytes, 6, 10, new byte[4], 0, 4))).findFirst();
    }
}
