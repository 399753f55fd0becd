package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.orm.Repo;
import dev.lifeboat.orm.Seen;
import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What a program that uses the ORM sees of its own statements; outside of the ORM's package, as callers are. */
@Timeout(120)
class StatementsSeenTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    private static Db db;
    private static Repo<User, Integer> users;

    @BeforeAll
    static void open() throws SQLException {
        db = Db.pooled(PoolSettings.of(SERVER.url(SERVER.createDatabase("seen")), SERVER.address().user(),
                SERVER.embedded().password().reveal()));
        db.schema().create(User.class);
        users = db.repo(User.class, User::id);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void empty() {
        users.all().delete();
        users.insertAll(IntStream.range(0, 5).mapToObj(i -> user("u" + i)).toList());
    }

    private static User user(String email) {
        return new User(null, null, email, "hash", false, false, null, null);
    }

    @Test
    void theCallerIsTheFirstPlaceOutsideOfTheLibrary() {
        List<Seen> seen = new ArrayList<>();
        Runnable end = db.watch(seen::add);
        users.count();
        db.tx(() -> users.where(col(User::email).eq("u1")).one());
        try (Stream<User> all = users.stream()) {
            all.forEach(_ -> { });
        }
        users.copyIn(Stream.of(user("copied")));
        end.run();
        assertThat(seen).hasSize(4);
        assertThat(seen).extracting(s -> s.caller().map(StackTraceElement::getClassName))
                .containsOnly(Optional.of(StatementsSeenTest.class.getName()));
        assertThat(seen.getFirst().caller().orElseThrow().getMethodName()).isEqualTo("theCallerIsTheFirstPlaceOutsideOfTheLibrary");
        assertThat(seen).extracting(Seen::rows).containsExactly(1L, 1L, 5L, 1L);
    }

    @Test
    void valuesAreShownOnRequestOnly() {
        List<Seen> without = new ArrayList<>();
        List<Seen> with = new ArrayList<>();
        Runnable end = db.watch(without::add);
        Runnable endToo = db.watchValues(with::add);
        users.where(col(User::email).eq("u1").and(col(User::id).ge(0))).list();
        db.sql("select 1 where :a = 'x'", "a", null).as(Integer.class);
        end.run();
        endToo.run();
        assertThat(without).extracting(Seen::values).containsOnly(List.of());
        assertThat(with).extracting(Seen::values)
                .containsExactly(List.of(Optional.of("u1"), Optional.of("0")), List.of(Optional.empty()));
        assertThat(with.getFirst().toString()).contains("1 row, at ").contains("StatementsSeenTest.java").doesNotContain("u1");
    }

    @Test
    void oneTextAgainAndAgainIsToldOnceForEachTransaction() {
        List<Seen> repeated = new ArrayList<>();
        Runnable end = db.repeated(3, repeated::add);
        List<Integer> ids = users.list().stream().map(User::id).toList();
        db.tx(() -> ids.subList(0, 3).forEach(users::get));
        ids.forEach(users::get);
        assertThat(repeated).isEmpty();
        db.tx(() -> ids.forEach(users::get));
        assertThat(repeated).hasSize(1);
        assertThat(repeated.getFirst().sql()).contains("where \"id\" = ?");
        assertThat(repeated.getFirst().caller().orElseThrow().getMethodName()).contains("oneTextAgainAndAgain");
        db.tx(() -> ids.forEach(id -> db.tx(() -> users.get(id))));
        assertThat(repeated).hasSize(2);
        end.run();
        db.tx(() -> ids.forEach(users::get));
        assertThat(repeated).hasSize(2);
        assertThatThrownBy(() -> db.repeated(0, repeated::add)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slowAndRepeatedStatementsAreLoggedWithoutValues() {
        Logger logger = (Logger) LoggerFactory.getLogger(Db.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        Runnable slow = db.logSlow(Duration.ofMillis(150));
        Runnable repeated = db.logRepeated(1);
        try {
            db.tx(() -> {
                users.where(col(User::email).eq("u1")).list();
                users.where(col(User::email).eq("u2")).list();
            });
            db.sql("select 1 from pg_sleep(0.2) where :secret <> 'x'", "secret", "s3cret").as(Integer.class);
        } finally {
            slow.run();
            repeated.run();
            logger.detachAppender(log);
        }
        List<String> lines = log.list.stream().filter(e -> e.getLevel() == Level.WARN).map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("pg_sleep") || line.startsWith("Ran more")).toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("StatementsSeenTest.java"))
                .noneMatch(line -> line.contains("s3cret") || line.contains("u1") || line.contains("u2"));
        assertThat(lines.getFirst()).startsWith("Ran more than 1 times in one transaction: ").contains("\"email\" = ?");
        assertThat(lines.getLast()).startsWith("Slow statement: ").endsWith("select 1 from pg_sleep(0.2) where ? <> 'x'");
    }

    @Test
    void aWatchersFailureIsItsOwn() {
        List<Seen> seen = new ArrayList<>();
        Runnable failing = db.watch(_ -> {
            throw new IllegalStateException("watcher");
        });
        Runnable end = db.slow(Duration.ZERO, seen::add);
        assertThat(users.count()).isEqualTo(5);
        failing.run();
        end.run();
        assertThat(seen).hasSize(1);
    }
}
