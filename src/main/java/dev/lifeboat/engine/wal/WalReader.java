package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads segments one after the other: checks that every page belongs where it is, that every record's checksum is right,
 * and tells what a recovery could stop at. A record may go on in the next segment. For one thread.
 *
 * <p>Source of the page's head: PostgreSQL, {@code access/xlog_internal.h}; segments of servers with the other byte order
 * are refused as foreign.
 */
public final class WalReader {

    private static final int PAGE = 8192;
    private static final int HEAD = 24;
    private static final int LONG_HEAD = 40;
    private static final int CONTINUES = 0x01;
    private static final int OVERWRITES = 0x08;

    private final String systemIdentifier;
    private final long segmentBytes;
    private final Consumer<WalEvent> events;
    private final byte[] page = new byte[PAGE];
    private WalRecord recordOrNull;
    private SegmentName previousOrNull;
    private Optional<Lsn> lastRecord = Optional.empty();

    public WalReader(String systemIdentifier, long segmentBytes, Consumer<WalEvent> events) {
        this.systemIdentifier = systemIdentifier;
        this.segmentBytes = segmentBytes;
        this.events = events;
    }

    /** Start of the last whole record that was read. */
    public Optional<Lsn> lastRecord() {
        return lastRecord;
    }

    /**
     * Reads one segment; the next to be read is the one that follows it, otherwise it begins anew.
     *
     * @param raw read to its end; may be shorter than a segment when it is still being received; not closed
     * @return how many bytes it had
     * @throws DamagedLog  saying what is wrong with it
     * @throws IOException of the stream
     */
    public long segment(SegmentName name, InputStream raw) throws IOException {
        if (previousOrNull == null || previousOrNull.number() + 1 != name.number()) {
            recordOrNull = null;
        }
        previousOrNull = name;
        long offset = 0;
        boolean logEnded = false;
        int timeline = 0;
        for (int n = raw.readNBytes(page, 0, PAGE); n > 0; n = raw.readNBytes(page, 0, PAGE)) {
            // A switch to the next segment leaves zeros: neither records nor heads of pages.
            logEnded = logEnded || n >= 2 && page[0] == 0 && page[1] == 0 && offset > 0;
            if (logEnded) {
                requireZeros(n, offset);
            } else if (n >= (offset == 0 ? LONG_HEAD : HEAD)) {
                timeline = requireHead(name, offset, timeline);
                logEnded = records(name, offset, n);
            }
            offset += n;
        }
        if (logEnded) {
            recordOrNull = null;
        }
        return offset;
    }

    private void requireZeros(int length, long offset) throws DamagedLog {
        for (int i = 0; i < length; i++) {
            if (page[i] != 0) {
                throw new DamagedLog("has bytes behind the end of its log, at offset " + (offset + i));
            }
        }
    }

    private ByteBuffer head() {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return the page's timeline: in the first segment of a timeline the pages before the switch keep the old one */
    private int requireHead(SegmentName name, long offset, int atLeast) throws DamagedLog {
        ByteBuffer head = head();
        if (offset == 0) {
            String system = Long.toUnsignedString(head.getLong(24));
            if (!system.equals(systemIdentifier)) {
                throw new DamagedLog("is of another server: its system identifier is " + system + " instead of " + systemIdentifier);
            }
            if ((head.getInt(32) & 0xffff_ffffL) != segmentBytes || head.getInt(36) != PAGE) {
                throw new DamagedLog("is of a server with segments of " + (head.getInt(32) & 0xffff_ffffL) + " and pages of " + head.getInt(36) + " bytes");
            }
        }
        Lsn expected = name.start(segmentBytes).plus(offset);
        if (head.getLong(8) != expected.value()) {
            throw new DamagedLog("holds another place of the log: " + new Lsn(head.getLong(8)) + " instead of " + expected);
        }
        int timeline = head.getInt(4);
        if (timeline > name.timeline() || timeline < atLeast) {
            throw new DamagedLog("is of timeline " + timeline + " instead of " + name.timeline() + " at " + expected);
        }
        return timeline;
    }

    /** @return whether the log ends in this page */
    private boolean records(SegmentName name, long offset, int length) throws DamagedLog {
        ByteBuffer head = head();
        int info = head.getShort(2);
        int at = offset == 0 ? LONG_HEAD : HEAD;
        if ((info & CONTINUES) != 0) {
            long left = head.getInt(16) & 0xffff_ffffL;
            if (recordOrNull != null && recordOrNull.missing() != left) {
                throw new DamagedLog("does not go on where the record at " + recordOrNull.start() + " broke off");
            }
            int here = (int) Math.min(left, length - at);
            if (recordOrNull != null) {
                recordOrNull.take(page, at, here);
            }
            at = aligned(at + here);
            if (here == left && recordOrNull != null) {
                finish(name, offset + at);
            }
        } else if (recordOrNull != null && recordOrNull.missing() > 0) {
            if ((info & OVERWRITES) == 0) {
                throw new DamagedLog("does not go on where the record at " + recordOrNull.start() + " broke off");
            }
            recordOrNull = null; // the server fell in the middle of that record and wrote on behind it
        }
        return following(name, offset, at, length);
    }

    private boolean following(SegmentName name, long offset, int from, int length) throws DamagedLog {
        int at = from;
        while (at + 4 <= length) {
            if (head().getInt(at) == 0) {
                requireZeroRest(name, offset, at, length);
                return true;
            }
            recordOrNull = new WalRecord(name.start(segmentBytes).plus(offset + at));
            at = aligned(at + recordOrNull.take(page, at, length - at));
            if (recordOrNull.missing() == 0) {
                finish(name, offset + at);
            }
        }
        return false;
    }

    private void requireZeroRest(SegmentName name, long offset, int from, int length) throws DamagedLog {
        for (int i = from; i < length; i++) {
            if (page[i] != 0) {
                throw new DamagedLog("has bytes behind the end of its log, at " + name.start(segmentBytes).plus(offset + i));
            }
        }
    }

    private void finish(SegmentName name, long end) throws DamagedLog {
        recordOrNull.requireWhole();
        lastRecord = Optional.of(recordOrNull.start());
        recordOrNull.event(name.start(segmentBytes).plus(end)).ifPresent(events);
        recordOrNull = null;
    }

    private static int aligned(int position) {
        return position + 7 & ~7;
    }
}
