package dev.lifeboat.orm;

import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.query.As;
import dev.lifeboat.orm.query.Assignment;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Elsewhere;
import dev.lifeboat.orm.query.Expr;
import dev.lifeboat.orm.query.JoinSource;
import dev.lifeboat.orm.query.JoinSource.Kind;
import dev.lifeboat.orm.query.Joined;
import dev.lifeboat.orm.query.Lock;
import dev.lifeboat.orm.query.NamedSql;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.On;
import dev.lifeboat.orm.query.Operand;
import dev.lifeboat.orm.query.Projection;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Shape;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Spec;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.relation.Many;
import dev.lifeboat.orm.relation.Relation;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.orm.relation.With2;
import dev.lifeboat.orm.relation.With3;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that are asked for. An immutable value: every call that says more returns a new query; nothing is sent before a
 * call of {@link Answers}, or one that writes. Thread-safe. Every such call throws a
 * {@link dev.lifeboat.orm.error.DatabaseException} when the server or the connection fails.
 *
 * <p>A query is also what other queries are made of: {@code users.join(posts.where(..), ..)} joins the rows that
 * {@code posts.where(..)} has, {@code select} and {@code groupBy} make something of the rows there are so far, and whatever is
 * said afterwards is about that.
 *
 * @param <T> what a row becomes
 */
public sealed class Query<T> extends Answers<T> permits Repo, Rows, Join {
    Query(Session session, Select<T> select, Limits limits) {
        super(session, select, limits);
    }

    private Query<T> with(Spec more) {
        return new Query<>(session(), new Select<>(source(), more), limits());
    }

    private Spec spec() {
        return select().spec();
    }

    /** Rows that also meet the condition. */
    public final Query<T> where(Cond<? super T> condition) {
        return with(spec().where(condition));
    }

    /** The order, in place of one given before. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Query<T> orderBy(Sort<? super T>... order) {
        return with(spec().order(List.of(order)));
    }

    /** The order, in place of one given before. */
    public final Query<T> orderBy(List<? extends Sort<? super T>> order) {
        return with(spec().order(order));
    }

    /** At most so many rows. */
    public final Query<T> limit(long rows) {
        return with(spec().limit(rows));
    }

    /** Without the first rows. The server reads them all the same; {@link #page} does not. */
    public final Query<T> offset(long rows) {
        return with(spec().offset(rows));
    }

    /** Each row once, by all that is read. */
    public final Query<T> distinct() {
        return with(spec().distinct(List.of()));
    }

    /** Of the rows that share these values, the first in the order, which must begin with them. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Query<T> distinctOn(Operand<? super T, ?>... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("say by what rows are told apart, or use distinct()");
        }
        return with(spec().distinct(Arrays.stream(values).<Expr>map(Operand::expr).toList()));
    }

    /** Softly deleted rows too. */
    public final Query<T> withDeleted() {
        return with(spec().deleted(Spec.Deleted.SHOWN));
    }

    /** Softly deleted rows and no others. @throws IllegalStateException when rows are not deleted softly */
    public final Query<T> onlyDeleted() {
        if (source().deletedAt().isEmpty()) {
            throw new IllegalStateException(source().table() + " has no @SoftDelete, so it has no deleted rows");
        }
        return with(spec().deleted(Spec.Deleted.ONLY));
    }

    /** Locks the rows against writers and other locks until the transaction ends. */
    public final Query<T> forUpdate() {
        return with(spec().lock(new Lock(Lock.Strength.UPDATE, Lock.Wait.WAIT)));
    }

    /** Locks the rows against writers until the transaction ends. */
    public final Query<T> forShare() {
        return with(spec().lock(new Lock(Lock.Strength.SHARE, Lock.Wait.WAIT)));
    }

    /** Passes over rows that another transaction has locked. @throws IllegalStateException when no lock is asked for */
    public final Query<T> skipLocked() {
        return with(spec().lock(new Lock(lock().strength(), Lock.Wait.SKIP)));
    }

    /** Fails with LockNotAvailable where another transaction has locked a row. @throws IllegalStateException when no lock is asked for */
    public final Query<T> noWait() {
        return with(spec().lock(new Lock(lock().strength(), Lock.Wait.NO_WAIT)));
    }

    private Lock lock() {
        return spec().lock().orElseThrow(() -> new IllegalStateException("say forUpdate() or forShare() first"));
    }

    /** Says that an update or delete without a condition is meant. */
    public final Query<T> all() {
        return with(spec().everything());
    }

    /** Each statement fails with StatementCancelled after this time, which is rounded up to whole seconds. */
    public final Query<T> timeLimit(Duration limit) {
        return new Query<>(session(), select(), limits().within(limit));
    }

    /** Each statement fails with StatementCancelled when the signal is given. */
    public final Query<T> stoppedBy(StopSignal signal) {
        return new Query<>(session(), select(), limits().stoppedBy(signal));
    }

    /** With a named subquery, which hand-written parts and {@link #from} can read. */
    public final Query<T> withCte(String name, Query<?> query) {
        return with(spec().with(new Spec.Cte(name, false, Optional.of(query), NamedSql.parse(""), Map.of())));
    }

    /** With a named subquery written by hand. @param namesAndValues a name, its value, a name, its value ... */
    public final Query<T> withCte(String name, String sql, Object... namesAndValues) {
        return with(spec().with(new Spec.Cte(name, false, Optional.empty(), NamedSql.parse(sql), NamedSql.values(namesAndValues))));
    }

    /** As {@link #withCte(String, String, Object...)}, where the subquery reads from itself. */
    public final Query<T> withRecursive(String name, String sql, Object... namesAndValues) {
        return with(spec().with(new Spec.Cte(name, true, Optional.empty(), NamedSql.parse(sql), NamedSql.values(namesAndValues))));
    }

    /** The same rows out of a named subquery or a view, which must have the columns of the table. Nothing can be written there. */
    public final Query<T> from(String name) {
        return new Query<>(session(), new Select<>(new Elsewhere<>(source(), Names.quoted(name)), spec()), limits());
    }

    /**
     * Each row with what belongs to it, read by one more statement for each level. Conditions and orders are said before,
     * because they are about the row alone; then come limits and pages. The statements do not see one moment unless they
     * run in a transaction of that isolation. Not for {@link #stream}.
     *
     * @throws IllegalStateException when this is no query for entities
     */
    public final <X> Query<With<T, X>> with(Relation<T, X> relation) {
        return together(Together.of(source(), relation));
    }

    /** Each row with what belongs to it by two relations. */
    public final <A, B> Query<With2<T, A, B>> with(Relation<T, A> first, Relation<T, B> second) {
        return together(Together.of(source(), first, second));
    }

    /** Each row with what belongs to it by three relations. */
    public final <A, B, C> Query<With3<T, A, B, C>> with(Relation<T, A> first, Relation<T, B> second, Relation<T, C> third) {
        return together(Together.of(source(), first, second, third));
    }

    /** Each row with the number of rows that belong to it. */
    public final Query<With<T, Long>> withCount(Many<T, ?> relation) {
        return with(relation.count());
    }

    private <R> Query<R> together(Together<T, R> rows) {
        return new Query<>(session(), new Select<>(rows, spec()), limits());
    }

    /** Pairs of rows that belong together. */
    public final <R> Join<T, R, Joined.Inner<T, R>> join(Query<R> right, On<? super T, ? super R> on) {
        return joined(right, Kind.INNER, on, false);
    }

    /** Pairs of rows that belong together, and the rows of this query that have no other. */
    public final <R> Join<T, R, Joined.Left<T, R>> leftJoin(Query<R> right, On<? super T, ? super R> on) {
        return joined(right, Kind.LEFT, on, false);
    }

    /** Pairs of rows that belong together, and the rows of the other query that have none of this. */
    public final <R> Join<T, R, Joined.Right<T, R>> rightJoin(Query<R> right, On<? super T, ? super R> on) {
        return joined(right, Kind.RIGHT, on, false);
    }

    /** Pairs of rows that belong together, and the rows of either query that have no other. */
    public final <R> Join<T, R, Joined.Full<T, R>> fullJoin(Query<R> right, On<? super T, ? super R> on) {
        return joined(right, Kind.FULL, on, false);
    }

    /** For each row, what the other query has for it: its order and limit count for each row anew (the last three posts of each user). */
    public final <R> Join<T, R, Joined.Inner<T, R>> lateral(Query<R> right, On<? super T, ? super R> on) {
        return joined(right, Kind.INNER, on, true);
    }

    /** As {@link #lateral}, with the rows of this query too for which the other has nothing. */
    public final <R> Join<T, R, Joined.Left<T, R>> leftLateral(Query<R> right, On<? super T, ? super R> on) {
        return joined(right, Kind.LEFT, on, true);
    }

    private <R, J extends Joined<T, R>> Join<T, R, J> joined(Query<R> right, Kind kind, On<? super T, ? super R> on, boolean lateral) {
        return new Join<>(session(), new Select<>(new JoinSource<T, R, J>(select(), right.select(), kind, on.condition(), lateral), Spec.EMPTY), limits());
    }

    /**
     * The rows read into a record: its components are what {@link Operand#as} says, and else the columns of the same name.
     *
     * @throws MappingMistake listing all components without a fitting value
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <S extends Record> Query<S> select(Class<S> shape, As<S, ? super T>... values) {
        return made(session().shape(shape), Optional.empty(), List.of(values));
    }

    /** One value of each row; NULL is left out. */
    public final <V> List<V> values(Operand<? super T, V> value) {
        return single(value).list().stream().flatMap(Optional::stream).toList();
    }

    /** One value of all rows, as {@code sum(..)} is; empty when it is NULL. @throws dev.lifeboat.orm.error.NotOneRow */
    public final <V> Optional<V> value(Operand<? super T, V> value) {
        return single(value).one();
    }

    private <V> Query<Optional<V>> single(Operand<? super T, V> value) {
        OneValue<V> shape = new OneValue<>(value.expr(), select(), session().codecs());
        return made(shape, Optional.empty(), List.of(shape.as()));
    }

    /** Groups of rows that share these values; of no values, all rows are one group. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Groups<T> groupBy(Operand<? super T, ?>... values) {
        return new Groups<>(this, Arrays.stream(values).<Expr>map(Operand::expr).toList(), List.of());
    }

    final <S> Query<S> made(Shape<S> shape, Optional<Projection.Groups> groups, List<? extends As<S, ?>> values) {
        List<String> mistakes = new ArrayList<>();
        Projection<S> projection = Projection.of(select(), shape, values, groups, session().codecs(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new MappingMistake(shape.type(), mistakes);
        }
        return new Query<>(session(), new Select<>(projection, Spec.EMPTY), limits());
    }

    /**
     * Writes into all rows of the query; the version is counted up where there is one. Of a join the rows on the left are
     * written, each once: where several on the right belong to one, PostgreSQL takes any of them.
     *
     * @return how many rows
     * @throws IllegalStateException without a condition, unless {@link #all} was said; with a limit, an offset or an order
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final int update(Assignment<? super T>... assignments) {
        return session().update(updating(List.of(assignments), false), limits());
    }

    /** As {@link #update}. @return the rows as they are then */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final List<T> updateReturning(Assignment<? super T>... assignments) {
        return written(List.of(assignments));
    }

    final List<T> written(List<? extends Assignment<? super T>> assignments) {
        return Collections.unmodifiableList(session().list(updating(assignments, true), limits(), source().reader(0)));
    }

    private Sql updating(List<? extends Assignment<? super T>> assignments, boolean returning) {
        if (source() instanceof JoinSource<?, ?, ?> join && join.updatable()) {
            guardConditions("update", spec().conditioned() || join.conditioned());
        } else {
            guard("update");
        }
        if (assignments.isEmpty()) {
            throw new IllegalArgumentException("an update sets something");
        }
        return select().update(session().codecs(), assignments, returning);
    }

    /**
     * Deletes all rows of the query, softly where the entity says so.
     *
     * @return how many rows
     * @throws IllegalStateException without a condition, unless {@link #all} was said; with a limit, an offset or an order
     */
    public final int delete() {
        guard("delete");
        return session().update(select().delete(session().codecs(), false), limits());
    }

    /** As {@link #delete()}. @return the rows as they were; softly deleted ones as they are then */
    public final List<T> deleteReturning() {
        guard("delete");
        return Collections.unmodifiableList(session().list(select().delete(session().codecs(), true), limits(), source().reader(0)));
    }

    /**
     * Takes all rows of the query away for good, also where rows are deleted softly: then say {@link #onlyDeleted} or
     * {@link #withDeleted} before, because deleted rows are hidden from this as well.
     *
     * @return how many rows
     * @throws IllegalStateException without a condition, unless {@link #all} was said; with a limit, an offset or an order
     */
    public final int purge() {
        guard("purge");
        return session().update(select().purge(session().codecs()), limits());
    }

    /**
     * Takes back the soft deletion of all rows of the query.
     *
     * @return how many rows were deleted before
     * @throws IllegalStateException when rows are not deleted softly; without a condition, unless {@link #all} was said
     */
    public final int restore() {
        guard("restore");
        return session().update(with(spec().deleted(Spec.Deleted.ONLY)).select().restore(session().codecs()), limits());
    }

    /**
     * What deleting all rows of the query would take along, without deleting anything. Where rows are deleted softly it is
     * what {@link #purge} would do; deleted rows are seen with {@link #withDeleted} only.
     *
     * @throws IllegalStateException as {@link #delete()}
     */
    public final Cascade cascade() {
        guard("cascade");
        return new CascadeReading(session(), limits()).of(select());
    }

    private void guard(String what) {
        if (!source().writable()) {
            throw new IllegalStateException(what + " goes to one table's rows, and these are made of " + source().table()
                    + (source() instanceof JoinSource ? "; the rows on the left of an inner join can be updated" : ""));
        }
        guardConditions(what, spec().conditioned());
    }

    private void guardConditions(String what, boolean conditioned) {
        if (!conditioned) {
            throw new IllegalStateException(what + " without a condition would change every row of " + source().table()
                    + "; say all() when that is meant");
        }
        if (spec().limit() >= 0 || spec().offset() >= 0 || !spec().order().isEmpty() || spec().distinct().isPresent()) {
            throw new IllegalStateException(what + " knows no limit, offset, order or distinct");
        }
    }
}
