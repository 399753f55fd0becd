package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record while its bytes come in. Source: PostgreSQL, {@code access/xlogrecord.h}, the same from 9.5 to 18: a head of 24
 * bytes (length, transaction, previous record, info, resource manager, checksum), then the heads of blocks and of the main data.
 */
final class WalRecord {

    static final int HEAD = 24;
    private static final int CHECKSUM_AT = 20;
    /** Enough for the main data of a commit, and for a restore point's name. */
    private static final int BODY_KEPT = 128;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private static final int XLOG = 0;
    private static final int XACT = 1;
    private static final int RESTORE_POINT = 0x70;

    private final Lsn start;
    private final byte[] head = new byte[HEAD];
    private final byte[] body = new byte[BODY_KEPT];
    private final CRC32C bodySum = new CRC32C();
    private long length;
    private long filled;

    WalRecord(Lsn start) {
        this.start = start;
    }

    Lsn start() {
        return start;
    }

    /** Bytes still to come; the record's own length says it, so its first four bytes must be there. */
    long missing() {
        return length - filled;
    }

    /** @return how many bytes it took @throws DamagedLog when its length is none */
    int take(byte[] page, int from, int available) throws DamagedLog {
        if (filled == 0) {
            length = ByteBuffer.wrap(page, from, 4).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
            if (length < HEAD) {
                throw new DamagedLog("has a record of " + length + " bytes at " + start);
            }
        }
        int taken = (int) Math.min(available, missing());
        int ofHead = (int) Math.min(taken, Math.max(0, HEAD - filled));
        if (ofHead > 0) {
            System.arraycopy(page, from, head, (int) filled, ofHead);
        }
        if (taken > ofHead) {
            int bodyFrom = from + ofHead;
            long at = filled + ofHead - HEAD;
            bodySum.update(page, bodyFrom, taken - ofHead);
            if (at < BODY_KEPT) {
                System.arraycopy(page, bodyFrom, body, (int) at, (int) Math.min(taken - ofHead, BODY_KEPT - at));
            }
        }
        filled += taken;
        return taken;
    }

    /** Call when nothing is missing. @throws DamagedLog when its checksum is wrong */
    void requireWhole() throws DamagedLog {
        bodySum.update(head, 0, CHECKSUM_AT);
        if ((int) bodySum.getValue() != littleEndian(head).getInt(CHECKSUM_AT)) {
            throw new DamagedLog("has a damaged record at " + start);
        }
    }

    /** What a recovery could stop at, when it is such. */
    Optional<WalEvent> event(Lsn end) {
        int manager = head[17] & 0xff;
        int info = head[16] & 0xff;
        if (manager == XACT) {
            // Of the eight bits the upper four say what it is, the highest of them only that more follows.
            return switch (info & 0x70) {
                case 0x00, 0x30 -> mainData().map(data -> transaction(WalEvent.Kind.COMMIT, end, data));
                case 0x20, 0x40 -> mainData().map(data -> transaction(WalEvent.Kind.ABORT, end, data));
                default -> Optional.empty();
            };
        }
        return manager == XLOG && (info & 0xf0) == RESTORE_POINT ? mainData().map(data -> restorePoint(end, data)) : Optional.empty();
    }

    private WalEvent transaction(WalEvent.Kind kind, Lsn end, ByteBuffer data) {
        return new WalEvent(kind, start, end, littleEndian(head).getInt(4) & 0xffff_ffffL, time(data), "");
    }

    private WalEvent restorePoint(Lsn end, ByteBuffer data) {
        Instant at = time(data);
        byte[] name = new byte[Math.min(64, data.remaining())];
        data.get(name);
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return new WalEvent(WalEvent.Kind.RESTORE_POINT, start, end, 0, at, new String(name, 0, length, StandardCharsets.UTF_8));
    }

    private static Instant time(ByteBuffer data) {
        return EPOCH.plus(data.getLong(), ChronoUnit.MICROS);
    }

    /** After the heads of origin and top-level transaction; these records have no blocks. */
    private Optional<ByteBuffer> mainData() {
        ByteBuffer data = littleEndian(body);
        data.limit((int) Math.min(BODY_KEPT, length - HEAD));
        while (data.hasRemaining()) {
            switch (data.get() & 0xff) {
                case 255 -> {
                    data.get();
                    return data.remaining() >= 8 ? Optional.of(data) : Optional.empty();
                }
                case 254 -> {
                    data.getInt();
                    return data.remaining() >= 8 ? Optional.of(data) : Optional.empty();
                }
                case 253 -> data.getShort();
                case 252 -> data.getInt();
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
