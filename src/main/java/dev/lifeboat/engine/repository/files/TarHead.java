package dev.lifeboat.engine.repository.files;

import dev.lifeboat.engine.repository.files.FileEntry.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** A file's head in a tar: one block of fields of a fixed width. @param type its type flag */
record TarHead(String name, int mode, long uid, long gid, long size, Instant time, char type, String target, String device) {

    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int SUM = 148;
    private static final int TYPE = 156;
    private static final int TARGET = 157;
    private static final int MAGIC = 257;
    private static final int MAJOR = 329;
    private static final int MINOR = 337;
    private static final int PREFIX = 345;

    /** @throws IOException when its sum is wrong, or a field is no number */
    static TarHead of(byte[] block) throws IOException {
        String name = text(block, 0, 100);
        requireSum(block, name);
        boolean posix = block[MAGIC] == 'u' && block[MAGIC + 5] == 0;
        String prefix = posix ? text(block, PREFIX, 155) : "";
        try {
            return new TarHead(prefix.isEmpty() ? name : prefix + "/" + name, (int) number(block, MODE, 8) & 07777, number(block, UID, 8), number(block, GID, 8),
                    number(block, SIZE, 12), Instant.ofEpochSecond(number(block, TIME, 12)), (char) (block[TYPE] & 0xff), text(block, TARGET, 100),
                    number(block, MAJOR, 8) + ":" + number(block, MINOR, 8));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("the head of " + name + " is damaged: " + e.getMessage(), e);
        }
    }

    /** As some tars made it, which took bytes for signed ones, or as all others do. */
    private static void requireSum(byte[] block, String name) throws IOException {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < TarReader.BLOCK; i++) {
            byte b = i >= SUM && i < SUM + 8 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long said = -1;
        try {
            said = number(block, SUM, 8);
        } catch (NumberFormatException _) {
            said = -1;
        }
        if (said != unsigned && said != signed) {
            throw new IOException("it is no tar, or the head of " + (name.isEmpty() ? "a file" : name) + " is damaged");
        }
    }

    /** What it is. @param whole its whole name: old tars know folders by the slash at its end */
    Type fileType(String whole) throws IOException {
        return switch (type) {
            case 0, '0', '7' -> whole.endsWith("/") ? Type.FOLDER : Type.FILE;
            case '1' -> Type.HARDLINK;
            case '2' -> Type.SYMLINK;
            case '3' -> Type.CHARACTER_DEVICE;
            case '4' -> Type.BLOCK_DEVICE;
            case '5' -> Type.FOLDER;
            case '6' -> Type.FIFO;
            default -> throw new IOException(whole + " is stored in a way that is not known (type " + type + ")");
        };
    }

    /** Up to the first zero. */
    static String text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    /** Octal digits between blanks and zeros; or, with the highest bit set, as GNU tar does it, the bytes of a number. */
    private static long number(byte[] block, int offset, int length) {
        if ((block[offset] & 0x80) != 0) {
            long value = (block[offset] & 0x40) != 0 ? -1 : 0;
            value = value << 6 | block[offset] & 0x3f;
            for (int i = offset + 1; i < offset + length; i++) {
                value = value << 8 | block[i] & 0xff;
            }
            return value;
        }
        String digits = text(block, offset, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
