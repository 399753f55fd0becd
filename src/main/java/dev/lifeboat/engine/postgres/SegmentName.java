package dev.lifeboat.engine.postgres;

import java.util.regex.Pattern;

/**
 * One file of the write-ahead log, by its place in it. Its name has 24 hexadecimal digits: timeline, and the number in two parts.
 *
 * @param timeline from 1
 * @param number   position of its first byte divided by the size of segments
 */
public record SegmentName(int timeline, long number) {

    private static final Pattern FORM = Pattern.compile("[0-9A-F]{24}");

    /** The segment that holds the byte at {@code lsn}. */
    public static SegmentName at(int timeline, Lsn lsn, long segmentBytes) {
        return new SegmentName(timeline, Long.divideUnsigned(lsn.value(), segmentBytes));
    }

    public static boolean isOne(String name) {
        return FORM.matcher(name).matches();
    }

    /** @param name as {@link #isOne} accepts it */
    public static SegmentName of(String name, long segmentBytes) {
        long high = Long.parseLong(name.substring(8, 16), 16);
        long low = Long.parseLong(name.substring(16), 16);
        return new SegmentName(Integer.parseUnsignedInt(name.substring(0, 8), 16), high * perFile(segmentBytes) + low);
    }

    /** Its first byte. */
    public Lsn start(long segmentBytes) {
        return new Lsn(number * segmentBytes);
    }

    public SegmentName next() {
        return new SegmentName(timeline, number + 1);
    }

    /** The file's name in {@code pg_wal}. */
    public String text(long segmentBytes) {
        long perFile = perFile(segmentBytes);
        return "%08X%08X%08X".formatted(timeline, number / perFile, number % perFile);
    }

    private static long perFile(long segmentBytes) {
        return 0x1_0000_0000L / segmentBytes;
    }
}
