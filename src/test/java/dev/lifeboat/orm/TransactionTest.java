package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Shop.User;
import dev.lifeboat.orm.TxOptions.Isolation;
import dev.lifeboat.orm.error.ConnectionLost;
import dev.lifeboat.orm.error.LoginRefused;
import dev.lifeboat.orm.error.NoSuchDatabase;
import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.error.PermissionDenied;
import dev.lifeboat.orm.error.Retryable;
import dev.lifeboat.orm.error.StatementCancelled;
import dev.lifeboat.orm.error.UniqueViolation;
import dev.lifeboat.orm.error.UnknownName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TransactionTest extends UsersDatabase {
    @Test
    void anExceptionRollsBackAndComesThroughAsItIs() {
        assertThatThrownBy(() -> db.tx(() -> {
            add("a");
            assertThat(users.count()).isEqualTo(1);
            throw new IOException("no");
        })).isInstanceOf(IOException.class).hasMessage("no");
        assertThat(users.count()).isZero();
        User kept = db.tx(() -> add("b"));
        assertThat(users.get(kept.id()).email()).isEqualTo("b");
    }

    @Test
    void anInnerTransactionIsASavepoint() {
        db.tx(() -> {
            add("outer");
            try {
                db.tx(() -> {
                    add("inner");
                    add("outer");
                });
            } catch (UniqueViolation e) {
                assertThat(users.count()).isEqualTo(1);
            }
            db.tx(() -> add("second"));
        });
        assertThat(users.orderBy(col(User::id).asc()).list()).extracting(User::email).containsExactly("outer", "second");
    }

    @Test
    void optionsHoldAndEndWithTheTransaction() {
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.reading(), () -> add("a"))).isInstanceOf(PermissionDenied.class);
        assertThat(db.tx(TxOptions.DEFAULT.at(Isolation.SERIALIZABLE),
                () -> db.sql("show transaction_isolation").one(String.class))).isEqualTo("serializable");
        for (int i = 0; i < 10; i++) {
            assertThat(db.tx(() -> db.sql("show transaction_isolation").one(String.class))).isEqualTo("read committed");
            add("writable" + i);
        }
    }

    @Test
    void aTransactionBelongsToItsThread() throws Exception {
        db.tx(() -> {
            add("a");
            CompletableFuture<Long> elsewhere = CompletableFuture.supplyAsync(users::count);
            assertThat(elsewhere.get()).as("another thread sees nothing of it").isZero();
        });
    }

    @Test
    void twoThatCannotBothBeTrueAreRetryable() throws Exception {
        User a = add("a");
        CountDownLatch bothRead = new CountDownLatch(2);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> bump(a, bothRead));
        AtomicReference<Throwable> failed = new AtomicReference<>();
        try {
            bump(a, bothRead);
        } catch (Retryable e) {
            failed.set(e);
        }
        Throwable others = other.handle((_, e) -> e).get();
        failed.compareAndSet(null, others == null ? null : others.getCause());
        assertThat(failed.get()).isInstanceOf(Retryable.class);
    }

    private void bump(User user, CountDownLatch bothRead) {
        db.tx(TxOptions.DEFAULT.at(Isolation.REPEATABLE_READ), () -> {
            users.get(user.id());
            bothRead.countDown();
            try {
                bothRead.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            users.patch(user.id(), col(User::loginCount).plus(1));
        });
    }

    @Test
    void aStatementEndsAtItsTimeLimit() {
        assertThatThrownBy(() -> db.sql("select 1 from pg_sleep(60)").timeLimit(Duration.ofMillis(300)).as(Integer.class))
                .isInstanceOf(StatementCancelled.class);
        assertThatThrownBy(() -> db.timeLimit(Duration.ofSeconds(1)).sql("select 1 from pg_sleep(60)").as(Integer.class))
                .isInstanceOf(StatementCancelled.class);
        assertThat(users.count()).isZero();
        db.tx(() -> {
            add("a");
            assertThat(db.timeLimit(Duration.ofSeconds(30)).repo(User.class, User::id).count())
                    .as("it is in the same transaction").isEqualTo(1);
        });
    }

    @Test
    void aStatementIsStoppedFromAnotherThread() throws Exception {
        StopSignal stop = new StopSignal();
        CompletableFuture<Throwable> running = CompletableFuture.supplyAsync(() -> {
            try {
                db.sql("select 1 from pg_sleep(60)").stoppedBy(stop).as(Integer.class);
                return null;
            } catch (StatementCancelled e) {
                return e;
            }
        });
        while (db.sql("select count(*) from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()")
                .one(Long.class) == 0) {
            Thread.sleep(20);
        }
        stop.stop();
        assertThat(running.get()).isInstanceOf(StatementCancelled.class);
        assertThatThrownBy(() -> users.stoppedBy(stop).list()).isInstanceOf(StatementCancelled.class);
        assertThat(users.list()).isEmpty();
    }

    @Test
    void statementsAreSeen() {
        List<Seen> all = new ArrayList<>();
        Runnable end = db.watch(all::add);
        add("a");
        users.list();
        assertThatThrownBy(() -> add("a")).isInstanceOf(UniqueViolation.class);
        end.run();
        users.list();
        assertThat(all).extracting(Seen::rows).containsExactly(1L, 1L, 0L);
        assertThat(all).extracting(Seen::failed).containsExactly(false, false, true);
        assertThat(all.get(1).sql()).startsWith("select \"id\", \"uuid\"").endsWith("from \"users\"");
        List<Seen> slow = new ArrayList<>();
        db.slow(Duration.ofMillis(100), slow::add);
        users.list();
        db.sql("select 1 from pg_sleep(0.2)").as(Integer.class);
        assertThat(slow).extracting(Seen::sql).contains("select 1 from pg_sleep(0.2)");
    }

    @Test
    void whatIsWrongWithAConnectionIsAType() throws SQLException {
        String user = SERVER.address().user();
        String password = SERVER.embedded().password().reveal();
        String url = SERVER.url("postgres");
        assertThatThrownBy(() -> Db.pooled(PoolSettings.of(url, user, "wrong"))).isInstanceOf(LoginRefused.class);
        assertThatThrownBy(() -> Db.pooled(PoolSettings.of(SERVER.url("nowhere"), user, password))).isInstanceOf(NoSuchDatabase.class);
        assertThatThrownBy(() -> Db.pooled(PoolSettings.of("jdbc:postgresql://127.0.0.1:1/x", user, password)))
                .isInstanceOf(ConnectionLost.class);
        assertThat(PoolSettings.of(url, user, password).toString()).doesNotContain(password);
        assertThatThrownBy(() -> db.sql("select pg_terminate_backend(pg_backend_pid())").as(Boolean.class))
                .isInstanceOf(ConnectionLost.class);
        assertThat(users.count()).isZero();
    }

    @Test
    void handWrittenStatementsAreMatchedByName() {
        add("a");
        record Found(int id, String email) {}
        assertThat(db.sql("select email, id from users where email = :e and '?:x' = '?:x' and tags::text <> ':e'", "e", "a").one(Found.class))
                .isEqualTo(new Found(1, "a"));
        assertThatThrownBy(() -> db.sql("select id from users").as(Found.class)).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> db.sql("select id, email, role from users").as(Found.class)).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> db.sql("select :a", "b", 1)).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> db.sql("select 1", "b", 1)).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> db.sql("select id from users where id > 9").one(Integer.class)).isInstanceOf(NotOneRow.class);
        assertThat(db.sql("select '{\"k\": 1}'::jsonb ? :key", "key", "k").one(Boolean.class)).isTrue();
        assertThat(db.sql("select count(*) from users where id = any(:ids)", "ids", List.of(1, 2)).one(Long.class)).isEqualTo(1);
    }
}
