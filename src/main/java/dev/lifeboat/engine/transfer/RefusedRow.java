package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Finds the column by which a row was refused, without reading what the server wrote: that may be in any language. */
final class RefusedRow {
    private static final String FOREIGN_KEY = "23503";
    private static final String VALUES = "pg_temp.lifeboat_import_values";

    /** Of a constraint, or of a unique index that is none. */
    private static final String COLUMNS = """
            select string_agg(a.attname, ', ' order by k.place)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (
                select conkey::int2[] as keys from pg_constraint where conrelid = c.oid and conname = ?
                union all
                select i.indkey::int2[] from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid and x.relname = ?
                limit 1) found
            cross join lateral unnest(found.keys) with ordinality k(number, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
            where n.nspname = ? and c.relname = ?""";

    private static final String ITSELF = """
            select true from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ? and k.conname = ? and k.confrelid = k.conrelid""";

    private final ImportSession session;
    private final ImportPlan plan;
    private Optional<Boolean> scratch = Optional.empty();

    RefusedRow(ImportSession session, ImportPlan plan) {
        this.session = session;
        this.plan = plan;
    }

    /** A row may refer to one further down in the file: alone it is refused, with all of them it may not be. */
    boolean mayRefer(SQLException refusal) {
        Optional<ServerErrorMessage> server = server(refusal);
        return FOREIGN_KEY.equals(refusal.getSQLState()) && server.isPresent()
                && session.session().is(ITSELF, server.get().getSchema(), server.get().getTable(), server.get().getConstraint());
    }

    ImportProblem problem(CsvRecords.Row row, SQLException refusal) {
        return new ImportProblem(OptionalLong.of(row.line()), column(row.values(), refusal), sentence(refusal));
    }

    static ImportProblem general(SQLException refusal) {
        return new ImportProblem(OptionalLong.empty(), "", sentence(refusal));
    }

    private static String sentence(SQLException refusal) {
        return server(refusal).map(said -> said.getMessage() + (said.getDetail() == null ? "" : ". " + said.getDetail())).orElseGet(() -> String.valueOf(refusal.getMessage()));
    }

    private static Optional<ServerErrorMessage> server(SQLException refusal) {
        return refusal instanceof PSQLException known ? Optional.ofNullable(known.getServerErrorMessage()) : Optional.empty();
    }

    private String column(List<String> values, SQLException refusal) {
        Optional<ServerErrorMessage> said = server(refusal);
        if (said.isPresent() && said.get().getColumn() != null) {
            return said.get().getColumn();
        }
        if (said.isPresent() && said.get().getTable() != null && said.get().getConstraint() != null) {
            ServerErrorMessage at = said.get();
            return session.session().first(COLUMNS, row -> Optional.ofNullable(row.getString(1)).orElse(""),
                    at.getConstraint(), at.getConstraint(), at.getSchema(), at.getTable()).orElse("");
        }
        return makeScratch() ? plan.fields().stream().filter(field -> refused(field, values)).findFirst().flatMap(field -> plan.columns().get(field)).orElse("") : "";
    }

    /** A table with the same types and without anything else that could refuse a value. */
    private boolean makeScratch() {
        if (scratch.isEmpty()) {
            session.session().execute("savepoint lifeboat_import_values");
            try {
                session.session().execute("create table " + VALUES + " as select * from " + plan.target().sqlName() + " with no data");
                scratch = Optional.of(true);
            } catch (Failure.DatabaseError _) {
                // Without the right to make one, the column remains unknown.
                session.session().execute("rollback to savepoint lifeboat_import_values");
                scratch = Optional.of(false);
            }
        }
        return scratch.get();
    }

    private boolean refused(int field, List<String> values) {
        var text = new CopyText(List.of(field));
        text.add(values);
        String column = Sql.name(plan.columns().get(field).orElseThrow());
        return session.tryCopy("copy " + VALUES + " (" + column + ") from stdin", text.take()).isPresent();
    }
}
