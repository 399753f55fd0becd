package dev.lifeboat.engine.console;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The key words of PostgreSQL's SQL that people write, to be coloured and completed without a server. */
public final class SqlWords {

    private static final String KEY_WORDS = """
            abort all alter analyze and any array as asc atomic authorization begin between by call cascade case cast check checkpoint close
            cluster collate column comment commit concurrently conflict constraint copy create cross current current_date current_time
            current_timestamp cursor database declare default deferrable deferred delete desc discard distinct do domain drop each else end
            enum except exclude execute exists explain extension false fetch filter first following for foreign from full function generated
            grant group grouping having identity if ilike immediate immutable in index inherit inner insert instead intersect into is
            isolation join key language last lateral leading left level like limit listen local lock materialized matched merge move natural
            new next no not nothing notify null nulls of off offset old on only or order outer over owner partition password policy preceding
            prepare primary privileges procedure public range read recursive references refresh reindex release rename repeatable replace
            reset restart restrict return returning returns revoke right role rollback row rows rule savepoint schema security select
            sequence serializable session set setof show similar some stable start statement statistics storage strict table tablesample
            temp temporary then to transaction trigger true truncate type unbounded uncommitted union unique unlisten unlogged until update
            user using vacuum valid values verbose view volatile when where window with within without work write zone""";
    private static final String TYPE_WORDS = """
            bigint bigserial bit boolean bool box bytea char character cidr citext circle date decimal double float4 float8 inet int int2 int4
            int8 integer interval json jsonb macaddr money numeric oid point polygon precision real regclass serial smallint smallserial text
            time timestamp timestamptz timetz tsquery tsvector uuid varchar varying xml""";

    private static final List<String> COMPLETED = List.of((KEY_WORDS + " " + TYPE_WORDS).strip().split("\\s+"));
    private static final Set<String> KEYS = Set.of(KEY_WORDS.strip().split("\\s+"));
    private static final Set<String> TYPES = Set.of(TYPE_WORDS.strip().split("\\s+"));

    private SqlWords() {}

    /** Every word, in small letters. */
    public static List<String> all() {
        return COMPLETED;
    }

    public static boolean isKey(String word) {
        return KEYS.contains(word.toLowerCase(Locale.ROOT));
    }

    public static boolean isType(String word) {
        return TYPES.contains(word.toLowerCase(Locale.ROOT));
    }
}
