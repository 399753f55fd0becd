package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Shop.Role;
import dev.lifeboat.orm.Shop.User;
import dev.lifeboat.orm.TxOptions.Isolation;
import dev.lifeboat.orm.error.Deadlock;
import dev.lifeboat.orm.error.Retryable;
import dev.lifeboat.orm.error.SerializationFailure;
import dev.lifeboat.orm.error.StatementCancelled;
import dev.lifeboat.orm.error.StatementRejected;
import dev.lifeboat.orm.error.UniqueViolation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TransactionOptionsTest extends UsersDatabase {
    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads, waits for the other at the first run, writes: of two, one must run again. */
    private void bump(int id, int retries, CyclicBarrier bothRead, AtomicInteger runs, List<String> done) {
        AtomicInteger mine = new AtomicInteger();
        db.tx(TxOptions.DEFAULT.at(Isolation.REPEATABLE_READ).retrying(retries), () -> {
            runs.incrementAndGet();
            db.afterCommit(() -> {
                synchronized (done) {
                    done.add("done");
                }
            });
            int count = users.get(id).loginCount();
            if (mine.getAndIncrement() == 0) {
                await(bothRead);
            }
            users.patch(id, col(User::loginCount).to(count + 1));
        });
    }

    @Test
    void whatTheServerGaveUpRunsAgain() throws Exception {
        int id = add("a").id();
        CyclicBarrier bothRead = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        List<String> done = new ArrayList<>();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> bump(id, 3, bothRead, runs, done));
        bump(id, 3, bothRead, runs, done);
        other.get();
        assertThat(users.get(id).loginCount()).isEqualTo(2);
        assertThat(runs).hasValue(3);
        assertThat(done).as("once for each that was committed").hasSize(2);
    }

    @Test
    void itRunsAgainSoOftenAndNoMore() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.retrying(2), () -> db.tx(() -> {
            runs.incrementAndGet();
            db.sql("do $$ begin raise exception 'again' using errcode = '40001'; end $$").run();
        }))).isInstanceOf(SerializationFailure.class);
        assertThat(runs).as("the outermost alone runs again").hasValue(3);
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.retrying(2), () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("mine");
        })).hasMessage("mine");
        assertThat(runs).hasValue(4);
        assertThatThrownBy(() -> TxOptions.DEFAULT.retrying(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoThatWaitForEachOtherAreADeadlock() throws Exception {
        int a = add("a").id();
        int b = add("b").id();
        CyclicBarrier bothHold = new CyclicBarrier(2);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> lockBoth(b, a, bothHold));
        Throwable failed = null;
        try {
            lockBoth(a, b, bothHold);
        } catch (Retryable e) {
            failed = e;
        }
        try {
            other.get();
        } catch (ExecutionException e) {
            failed = failed == null ? e.getCause() : failed;
        }
        assertThat(failed).isInstanceOf(Deadlock.class);
    }

    private void lockBoth(int first, int second, CyclicBarrier bothHold) {
        db.tx(() -> {
            users.patch(first, col(User::loginCount).plus(1));
            await(bothHold);
            users.patch(second, col(User::loginCount).plus(1));
        });
    }

    @Test
    void hooksWaitForTheOutermostCommit() {
        List<String> ran = new ArrayList<>();
        db.afterCommit(() -> ran.add("at once"));
        db.tx(() -> {
            db.afterCommit(() -> ran.add("outer, sees " + users.count()));
            db.tx(() -> {
                add("a");
                db.afterCommit(() -> ran.add("inner"));
            });
            assertThatThrownBy(() -> db.tx(() -> {
                db.afterCommit(() -> ran.add("undone"));
                db.tx(() -> db.afterCommit(() -> ran.add("undone with the one around it")));
                throw new IllegalStateException("undo");
            })).hasMessage("undo");
            db.afterCommit(() -> {
                throw new IllegalStateException("a hook's failure is logged");
            });
            db.afterCommit(() -> ran.add("last"));
            assertThat(ran).containsExactly("at once");
        });
        assertThat(ran).containsExactly("at once", "outer, sees 1", "inner", "last");
        assertThatThrownBy(() -> db.tx(() -> {
            db.afterCommit(() -> ran.add("never"));
            throw new IllegalStateException("undo");
        })).hasMessage("undo");
        assertThat(ran).doesNotContain("never");
    }

    @Test
    void threeLevelsUndoOnlyTheirOwn() {
        db.tx(() -> {
            add("1");
            assertThatThrownBy(() -> db.tx(() -> {
                add("2");
                db.tx(() -> add("3"));
                assertThatThrownBy(() -> db.tx(() -> {
                    add("4");
                    add("1");
                })).isInstanceOf(UniqueViolation.class);
                assertThat(users.count()).isEqualTo(3);
                throw new IllegalStateException("undo 2 and 3");
            })).hasMessage("undo 2 and 3");
            add("5");
        });
        assertThat(users.orderBy(col(User::id).asc()).list()).extracting(User::email).containsExactly("1", "5");
    }

    @Test
    void anErrorThatWasCaughtInsideStillEndsTheTransaction() {
        assertThatThrownBy(() -> db.tx(() -> {
            add("a");
            assertThatThrownBy(() -> add("a")).isInstanceOf(UniqueViolation.class);
            assertThatThrownBy(users::count).isInstanceOf(StatementRejected.class);
        })).isInstanceOf(StatementRejected.class);
        assertThat(users.count()).isZero();
    }

    @Test
    void aTransactionEndsAtItsTimeLimit() {
        AtomicInteger statements = new AtomicInteger();
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.within(Duration.ofMillis(1_500)), () -> {
            add("a");
            while (statements.incrementAndGet() < 1_000) {
                db.sql("select 1 from pg_sleep(0.5)").as(Integer.class);
            }
        })).isInstanceOf(StatementCancelled.class);
        assertThat(statements.get()).as("each was short, all of them were not").isLessThan(10);
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.within(Duration.ofMillis(300)),
                () -> db.sql("select 1 from pg_sleep(60)").timeLimit(Duration.ofMinutes(5)).as(Integer.class)))
                .isInstanceOf(StatementCancelled.class);
        assertThatThrownBy(() -> TxOptions.DEFAULT.within(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(users.count()).isZero();
    }

    @Test
    void aTransactionIsStoppedFromAnotherThread() throws Exception {
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> db.tx(TxOptions.DEFAULT.stoppedBy(stop), () -> {
            add("a");
            db.sql("select 1 from pg_sleep(60)").as(Integer.class);
        }));
        while (db.sql("select count(*) from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()")
                .one(Long.class) == 0) {
            Thread.sleep(20);
        }
        stop.stop();
        assertThatThrownBy(running::get).hasCauseInstanceOf(StatementCancelled.class);
        assertThat(users.count()).isZero();
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.stoppedBy(stop), users::count)).isInstanceOf(StatementCancelled.class);
        assertThatThrownBy(() -> db.tx(TxOptions.DEFAULT.stoppedBy(stop), () -> users.copyIn(Stream.of(User.of("x", Role.ADMIN)))))
                .isInstanceOf(StatementCancelled.class);
        assertThat(users.count()).isZero();
    }

    @Test
    void aTransactionsConnectionIsForItsThreadAlone() throws Exception {
        String password = SERVER.embedded().password().reveal();
        try (Connection connection = DriverManager.getConnection(SERVER.url("postgres"), SERVER.address().user(), password)) {
            Transaction transaction = new Transaction(connection, TxOptions.DEFAULT, OptionalLong.empty());
            assertThat(transaction.connection()).isSameAs(connection);
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(transaction::connection).get())
                    .hasCauseInstanceOf(IllegalStateException.class).hasMessageContaining(Thread.currentThread().getName());
            assertThatThrownBy(() -> CompletableFuture.runAsync(() -> transaction.afterCommit(() -> { })).get())
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }
}
