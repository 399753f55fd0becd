package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.orm.error.CheckViolation;
import dev.lifeboat.orm.error.ConstraintViolation;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.ExclusionViolation;
import dev.lifeboat.orm.error.ForeignKeyViolation;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.LockNotAvailable;
import dev.lifeboat.orm.error.NotNullViolation;
import dev.lifeboat.orm.error.PermissionDenied;
import dev.lifeboat.orm.error.ReadOnlyTransaction;
import dev.lifeboat.orm.error.UniqueViolation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of failure by the server's own words for it; "s3cret" is in every value and must be in no message. */
@Timeout(120)
class ErrorsTest extends SharedDatabase {
    @BeforeAll
    static void open() {
        db.sql("create schema books").run();
        db.sql("create type books.mood as enum ('good', 'bad')").run();
        db.sql("""
                create table books.loans (id int primary key, "the reader" text not null constraint reader_not_empty check ("the reader" <> ''),
                  parent int constraint loan_of references books.loans, mood books.mood, code varchar(3),
                  days int4range, constraint one_at_a_time exclude using gist (days with &&))""").run();
        db.sql("create unique index reader_once on books.loans (lower(\"the reader\"), code)").run();
        db.sql("insert into books.loans values (1, 's3cret', null, 'good', 'a', '[1,5)'), (2, 'x', 1, null, 'b', '[7,9)')").run();
    }

    private static <E extends DatabaseException> E failure(Class<E> type, ThrowingCallable call) {
        E failure = catchThrowableOfType(type, call);
        assertThat(failure).isNotNull();
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContainIgnoringCase("s3cret").doesNotContain("987654321987");
        return failure;
    }

    private static <E extends ConstraintViolation> void violation(Class<E> type, String constraint, String columns, String sql,
            Object... values) {
        E violation = failure(type, () -> db.sql(sql, values).run());
        assertThat(violation.schema()).isEqualTo("books");
        assertThat(violation.table()).isEqualTo("loans");
        assertThat(violation.constraint()).isEqualTo(constraint);
        assertThat(String.join(" | ", violation.columns())).isEqualTo(columns);
    }

    @Test
    void constraintsNameTheirTableColumnsAndThemselves() {
        violation(UniqueViolation.class, "loans_pkey", "id", "insert into books.loans values (1, :v)", "v", "s3cret2");
        violation(UniqueViolation.class, "reader_once", "lower(\"the reader\") | code", "insert into books.loans values (3, :v, null, null, 'a')", "v", "S3CRET");
        violation(ForeignKeyViolation.class, "loan_of", "parent", "insert into books.loans values (3, :v, 99)", "v", "s3cret");
        violation(ForeignKeyViolation.class, "loan_of", "id", "delete from books.loans where id = 1");
        violation(NotNullViolation.class, "", "the reader", "insert into books.loans values (3, null, 1, null, :v)", "v", "s3c");
        violation(CheckViolation.class, "reader_not_empty", "", "insert into books.loans (id, \"the reader\", code) values (3, '', :v)", "v", "s3c");
        violation(ExclusionViolation.class, "one_at_a_time", "days", "insert into books.loans (id, \"the reader\", days) values (3, :v, '[4,6)')", "v", "s3cret3");
    }

    @Test
    void badValuesAreNotRepeated() {
        assertThat(failure(InvalidValue.class, () -> db.sql("select :v::int", "v", "s3cret").as(Integer.class)))
                .hasMessage("invalid input syntax for type integer");
        assertThat(failure(InvalidValue.class, () -> db.sql("select :v::int", "v", "987654321987").as(Integer.class)))
                .hasMessage("value is out of range for type integer");
        failure(InvalidValue.class, () -> db.sql("select :v::books.mood::text", "v", "s3cret").as(String.class));
        failure(InvalidValue.class, () -> db.sql("select :v::timestamp::text", "v", "2020-13-45 s3cret").as(String.class));
        failure(InvalidValue.class, () -> db.sql("select :v::jsonb::text", "v", "{\"s3cret\"").as(String.class));
        failure(InvalidValue.class, () -> db.sql("select :v::int[]::text", "v", "{s3cret}").as(String.class));
        failure(InvalidValue.class, () -> db.sql("update books.loans set code = :v where id = 1", "v", "s3cret").run());
        failure(InvalidValue.class, () -> db.sql("select to_date(:v, 'YYYY-MM-DD')::text", "v", "s3cret").as(String.class));
    }

    @Test
    void whatIsNotAllowed() {
        assertThat(failure(ReadOnlyTransaction.class, () -> db.tx(TxOptions.DEFAULT.reading(),
                () -> db.sql("insert into books.loans values (3, 's3cret')").run())).sqlState()).isEqualTo("25006");
        db.sql("create role reader_only").run();
        try {
            assertThat(failure(PermissionDenied.class, () -> db.tx(() -> {
                db.sql("set local role reader_only").run();
                db.sql("insert into books.loans values (3, 's3cret')").run();
            }))).isNotInstanceOf(ReadOnlyTransaction.class);
        } finally {
            db.sql("drop role reader_only").run();
        }
        db.tx(() -> {
            db.sql("lock table books.loans").run();
            failure(LockNotAvailable.class, () -> lockedElsewhere().rethrow());
        });
    }

    private record Outcome(RuntimeException failure) {
        void rethrow() {
            throw failure;
        }
    }

    private static Outcome lockedElsewhere() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                db.tx(() -> db.sql("lock table books.loans nowait").run());
                return new Outcome(new IllegalStateException("it was not locked"));
            } catch (RuntimeException e) {
                return new Outcome(e);
            }
        }).join();
    }
}
