package dev.lifeboat.engine.postgres.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands before the data: the head and the table of contents. Archive versions 1.12 (PostgreSQL 9.x) to 1.16
 * (PostgreSQL 17 and 18). Source of the layout: PostgreSQL's {@code pg_backup_archiver.c}, ReadHead and ReadToc.
 */
record ArchiveHead(String databaseName, String serverVersion, String dumpVersion, List<TocEntry> toc) {

    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final int CUSTOM_FORMAT = 1;
    private static final int MOST_ENTRIES = 20_000_000;

    static ArchiveHead read(ArchiveInput in) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        for (int i = 0; i < magic.length; i++) {
            int b = in.byteOrEnd();
            if (b < 0) {
                throw new MalformedDump(i == 0 ? "it is empty" : "it ends within its head");
            }
            magic[i] = (byte) b;
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new MalformedDump("it is no pg_dump archive");
        }
        int version = in.oneByte() * 100 + in.oneByte();
        in.oneByte(); // the third part of the version never meant anything
        if (version < 112 || version > 116) {
            throw new MalformedDump("its archive version " + version / 100 + "." + version % 100 + " is not known (1.12 to 1.16 are)");
        }
        in.sizes(in.oneByte(), in.oneByte());
        if (in.oneByte() != CUSTOM_FORMAT) {
            throw new MalformedDump("it is not of pg_dump's custom format");
        }
        compression(in, version);
        for (int i = 0; i < 7; i++) {
            in.number(); // second, minute, hour, day, month, year, summer time
        }
        String database = in.text();
        String server = in.text();
        String dump = in.text();
        return new ArchiveHead(database, server, dump, toc(in, version));
    }

    /** Ours are compressed outside, where every stock tool can read them. */
    private static void compression(ArchiveInput in, int version) throws IOException {
        boolean compressed = version >= 115 ? in.oneByte() != 0 : in.number() != 0;
        if (compressed) {
            throw new MalformedDump("its data is compressed inside; write it with --compress=0 and compress it outside");
        }
    }

    private static List<TocEntry> toc(ArchiveInput in, int version) throws IOException {
        int count = in.smallNumber("table of contents");
        if (count < 0 || count > MOST_ENTRIES) {
            throw new MalformedDump("its table of contents is damaged");
        }
        List<TocEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(TocEntry.read(in, version));
        }
        return entries;
    }
}
