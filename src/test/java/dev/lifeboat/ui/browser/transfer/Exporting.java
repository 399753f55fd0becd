package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SortBy;
import dev.lifeboat.ui.common.Formats;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Exports of tables on the test server. */
final class Exporting {
    /** A table with a value of every sort that is hard to write. */
    static final String[] HARD = {
        "create type mood as enum ('calm', 'so, so')",
        "create table \"We\"\"ird, table\"(id bigint generated always as identity primary key, words text, padded char(5), amount numeric(20, 4), real8 double precision,"
                + " flag boolean, doc jsonb, plain json, raw bytea, list int[], texts text[], day date, moment timestamptz, span interval, net inet, m mood, r int4range, u uuid, money money,"
                + " twice bigint generated always as (id * 2) stored)",
        "insert into \"We\"\"ird, table\"(words, padded, amount, real8, flag, doc, plain, raw, list, texts, day, moment, span, net, m, r, u, money) values"
                + " ('plain', 'ab', 12.5, 0.1, true, '{\"a\": [1, null, \"x\\ny\"]}', E'{\"b\":\\n  1}', '\\x00ff4d5a', '{1,null,3}', array['a,b', 'q\"uote', null, ''], '2026-02-28', '2026-02-28 23:59:59.123456+02', '1 day 02:03', '10.0.0.1/8', 'so, so', '[1,5)', '00000000-0000-0000-0000-000000000001', 3.5),"
                + " (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),"
                + " ('', '', 0, 'NaN', false, 'null', '[]', '', '{}', '{}', 'infinity', '-infinity', '0', '::1', 'calm', 'empty', 'ffffffff-ffff-ffff-ffff-ffffffffffff', -1),"
                + " (E'two\\r\\nlines \"quoted\", it''s a back\\\\slash \\ttab ⛵😀', E' a\\\\ ', -99999999999.9999, '-Infinity', true, '\"text\"', '1e5', decode(repeat('ab', 300000), 'hex'), '{{1,2},{3,4}}', array[E'new\\nline', E'back\\\\slash'], '0044-03-15 BC', '1900-01-01', '-1 mon', 'fe80::/10', 'calm', '(,)', gen_random_uuid(), 0),"
                + " (repeat('sea ⛵ ', 200000), null, 1e10, 1e300, false, null, null, null, null, null, null, null, null, null, null, null, null, null),"
                + " ('NULL', null, 1, 1, true, null, null, null, null, null, null, null, null, null, null, null, null, null),"
                + " ('\\.', null, 1, 1, true, null, null, null, null, null, null, null, null, null, null, null, null, null)"};

    final JobQueue queue;
    final ExportJobs jobs;
    private final BrowsedStack browsed;

    Exporting(TestServer server, Path folder) {
        queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("lifeboat.log"));
        jobs = new ExportJobs(queue, new Formats(Locale.US, Clock.systemUTC()));
        browsed = new BrowsedStack(server, folder);
    }

    CatalogTable table(String database, String name) {
        try (var reader = browsed.reader()) {
            return reader.table(new RelationAt(database, BrowsedStack.relation(reader, database, "public", name)), new Cancellation());
        }
    }

    GridRows rows(String database, CatalogTable table, List<String> columns, List<SortBy> order, List<Condition> filter) {
        return new GridRows(browsed::reader, new PageRequest(database, table, order, filter, 100),
                columns.isEmpty() ? table.columns() : columns.stream().map(table::column).toList(), OptionalLong.empty());
    }

    GridRows all(String database, CatalogTable table) {
        return rows(database, table, List.of(), List.of(), List.of());
    }
}
