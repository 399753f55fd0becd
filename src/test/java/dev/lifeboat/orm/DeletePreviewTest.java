package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.orm.Consequence.Effect;
import dev.lifeboat.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What would go, counted by hand on a real server. */
class DeletePreviewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static List<Consequence> deleting(String database, String schema, String table, Map<String, String> key) {
        Db db = Db.over(() -> SERVER.connect(database));
        return new DeletePreview(db).of(List.of(new RowKey(db.table(schema, table), key)));
    }

    @Test
    void followsKeysThroughTablesAndCirclesAndCountsEachRowOnce() throws Exception {
        String database = SERVER.createDatabase("cascade");
        SERVER.execute(database, "create table artist(id int primary key)",
                "create table album(id int primary key, artist int references artist on delete cascade, twin int references album on delete cascade)",
                "create table \"Tr?ck\"(id int primary key, album int constraint of_album references album on delete cascade, artist int constraint of_artist references artist on delete cascade)",
                "create table note(id int, track int references \"Tr?ck\" on delete set null)", "create table sale(id int, track int references \"Tr?ck\", album int references album)",
                "insert into artist values (1), (2)", "insert into album values (1, 1, null), (2, 1, null), (3, 2, 1), (4, 2, 3)", "update album set twin = 4 where id = 1",
                // 6 tracks of albums 1 and 3; track 7 belongs to artist 1 by itself, track 8 to nobody who goes.
                "insert into \"Tr?ck\" select i, case when i % 2 = 0 then 1 else 3 end, 1 from generate_series(1, 6) i", "insert into \"Tr?ck\" values (7, null, 1), (8, null, 2)",
                "insert into note values (1, 1), (2, 7), (3, 8), (4, null)");
        var found = deleting(database, "public", "artist", Map.of("id", "1"));
        assertThat(found).extracting(Consequence::effect).containsOnly(Effect.DELETED, Effect.SET_NULL);
        assertThat(total(found, "album")).isEqualTo(4);
        assertThat(total(found, "\"Tr?ck\"")).isEqualTo(7);
        assertThat(total(found, "note")).isEqualTo(2);
        SERVER.execute(database, "insert into sale values (1, 7, null), (2, null, 2), (3, 8, null)");
        found = deleting(database, "public", "artist", Map.of("id", "1"));
        assertThat(found.getFirst().effect()).isEqualTo(Effect.BLOCKS);
        assertThat(total(found, "sale")).isEqualTo(2);
        assertThat(deleting(database, "public", "\"Tr?ck\"".replace("\"", ""), Map.of("id", "8"))).extracting(Consequence::effect).containsExactly(Effect.BLOCKS, Effect.SET_NULL);
    }

    @Test
    void whatGoesItselfDoesNotBlockAndPartitionsCountOnce() throws Exception {
        String database = SERVER.createDatabase("cascade");
        SERVER.execute(database, "create table a(x int, y int, primary key (x, y))",
                "create table b(x int, y int, at int, foreign key (x, y) references a on delete cascade, primary key (at, x)) partition by range (at)",
                "create table b1 partition of b for values from (0) to (10)", "create table b2 partition of b for values from (10) to (20)",
                "create table c(x int, y int, at int, bx int, foreign key (x, y) references a, foreign key (at, bx) references b on delete cascade)",
                "insert into a values (1, 1), (1, 2)", "insert into b select 1, 1, i from generate_series(5, 14) i", "insert into c values (1, 1, 5, 1)");
        var found = deleting(database, "public", "a", Map.of("x", "1", "y", "1"));
        assertThat(total(found, "b")).isEqualTo(10);
        assertThat(total(found, "c")).isEqualTo(1);
        assertThat(found).extracting(Consequence::effect).containsOnly(Effect.DELETED);
        assertThat(deleting(database, "public", "a", Map.of("x", "1", "y", "2"))).isEmpty();
    }

    private static long total(List<Consequence> found, String table) {
        return found.stream().filter(one -> one.table().equals(table)).mapToLong(Consequence::rows).sum();
    }
}
