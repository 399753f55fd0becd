package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.query.Columns.col;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Query;
import dev.lifeboat.orm.Repo;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.relation.With3;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** What is asked about functions again and again. Immutable and thread-safe; answers hold no internal keys. */
public final class FunctionQueries {
    private record Counted(UUID function, String name, long invocations, @Nullable Double successRate, @Nullable Double p50,
                           @Nullable Double p95, @Nullable LocalDateTime last) {}

    private record Day(LocalDate day, long invocations, @Nullable Double successRate, @Nullable Double p50, @Nullable Double p95) {}

    private static final String MEASURES = """
            count(i.id) as invocations, (avg(case i.success when true then 1 when false then 0 end))::float8 as success_rate,
            percentile_cont(0.5) within group (order by i.duration_ms) as p50,
            percentile_cont(0.95) within group (order by i.duration_ms) as p95""";

    private final Db db;
    private final Repo<CloudFunction, UUID> functions;

    /** On ContainerPub's main database. */
    public FunctionQueries(Db db) {
        this.db = db;
        this.functions = db.repo(CloudFunction.class, CloudFunction::uuid);
    }

    /** A function with its owner and all its versions, newest first; empty when there is none. */
    public Optional<FunctionView> find(UUID function) {
        return functions.where(col(CloudFunction::uuid).eq(function))
                .with(CloudFunction.OWNER, CloudFunction.DEPLOYMENTS.orderBy(col(FunctionDeployment::version).desc()))
                .first().map(f -> FunctionView.of(f.row(), f.first(), f.second()));
    }

    /** The newest functions. */
    public Page<FunctionSummary> page(int size) {
        return newest().page(size).map(FunctionQueries::summary);
    }

    /** The functions after those of another page. */
    public Page<FunctionSummary> page(int size, Cursor after) {
        return newest().page(size, after).map(FunctionQueries::summary);
    }

    /** By the internal key, which grows as the time of creation does and has an index. */
    private Query<With3<CloudFunction, Optional<User>, Optional<FunctionDeployment>, Long>> newest() {
        return functions.orderBy(col(CloudFunction::id).desc())
                .with(CloudFunction.OWNER, CloudFunction.ACTIVE_DEPLOYMENT, CloudFunction.DEPLOYMENTS.count());
    }

    private static FunctionSummary summary(With3<CloudFunction, Optional<User>, Optional<FunctionDeployment>, Long> f) {
        CloudFunction function = f.row();
        return new FunctionSummary(function.uuid(), function.name(), function.status(), function.createdAt(),
                f.first().map(UserView::of), f.second().map(FunctionDeployment::version), f.third());
    }

    /** How the calls of all functions went since a time, UTC; by name, functions without calls too. */
    public List<InvocationStatistics> statistics(LocalDateTime since) {
        return db.sql("""
                select f.uuid as function, f.name, %s, max(i."timestamp") as last
                from functions f left join function_invocations i on i.function_id = f.id and i."timestamp" >= :since
                group by f.id order by f.name, f.id""".formatted(MEASURES), "since", since).as(Counted.class).stream()
                .map(c -> new InvocationStatistics(c.function(), c.name(), c.invocations(), optional(c.successRate()),
                        optional(c.p50()), optional(c.p95()), Optional.ofNullable(c.last()))).toList();
    }

    /** How the calls of a function went on each day, UTC, from the first to the last; days without calls too. */
    public List<DailyInvocations> perDay(UUID function, LocalDate first, LocalDate last) {
        return db.sql("""
                with measured as (select i."timestamp"::date as day, %s
                    from function_invocations i join functions f on f.id = i.function_id
                    where f.uuid = :function and i."timestamp" >= :first and i."timestamp" < :last + 1 group by 1)
                select d.day::date as day, coalesce(m.invocations, 0) as invocations, m.success_rate, m.p50, m.p95
                from generate_series(:first, :last, interval '1 day') as d(day) left join measured m on m.day = d.day
                order by d.day""".formatted(MEASURES), "function", function, "first", first, "last", last).as(Day.class).stream()
                .map(d -> new DailyInvocations(d.day(), d.invocations(), optional(d.successRate()), optional(d.p50()), optional(d.p95())))
                .toList();
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
