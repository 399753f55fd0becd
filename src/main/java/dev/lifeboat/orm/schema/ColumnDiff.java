package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.schema.Change.Kind;
import dev.lifeboat.orm.schema.Steps.Step;
import dev.lifeboat.orm.schema.TableState.Column;
import java.util.Optional;

/**
 * Compares one column.
 *
 * @param table its table in sentences
 * @param sql   its table in statements
 */
record ColumnDiff(String table, String sql, ColumnModel model, Column wanted, Scratch scratch, int serverVersion, Steps steps) {
    private static final int SET_EXPRESSION_SINCE = 170000;

    /** The column is missing. @return what adding it asks for */
    Risk add() {
        String ddl = new ColumnDdl(model, Placement.AS_WRITTEN).alone();
        String missing = "The column " + place() + " is missing";
        if (wanted.required() && wanted.making().isEmpty() && wanted.expression().isEmpty()) {
            String nullable = ddl.substring(0, ddl.length() - " not null".length());
            steps.add(Step.COLUMNS, Change.byHand(Kind.ADD_COLUMN, table, wanted.name(), alter("add column " + nullable) + ";\n"
                    + "update " + sql + " set " + model.sql() + " = ...;\n" + alter("alter column " + model.sql() + " set not null"),
                    missing + " and takes no NULL: the rows that are there need a value first."));
            return Risk.BY_HAND;
        }
        boolean rewrites = wanted.computed()
                || scratch.rewrites(new ColumnDdl(model, scratch.placement()).alone()).orElse(true);
        String add = alter("add column " + ddl);
        steps.add(Step.COLUMNS, rewrites
                ? Change.locks(Kind.ADD_COLUMN, table, wanted.name(), add, missing + ". Each row gets a value of its own: the table is rewritten.")
                : Change.safe(Kind.ADD_COLUMN, table, wanted.name(), add, missing + "."));
        return rewrites ? Risk.LOCKS : Risk.SAFE;
    }

    /**
     * The column is there.
     *
     * @param now what is wanted, in the names that the database has at present
     * @param key whether it is part of the primary key
     * @return what must be agreed to before anything can stand on the column
     */
    Risk compare(Column now, Column live, boolean key) {
        Risk generation = now.making().equals(live.making()) ? Risk.SAFE : generation(live);
        Risk type = now.type().equals(live.type()) ? Risk.SAFE : type(live);
        Risk before = generation.compareTo(type) > 0 ? generation : type;
        boolean plain = now.making().isEmpty() && (live.making().isEmpty() || live.computed());
        String default_ = live.computed() ? "" : live.expression();
        if (plain && !now.expression().equals(default_)) {
            standard(live, before);
        }
        if (now.required() && !live.required()) {
            steps.add(Step.COLUMNS, Change.locks(Kind.SET_NOT_NULL, table, wanted.name(), alterColumn("set not null"),
                    "The column " + place() + " may be NULL and should not. Every row is read; fails while one is NULL."));
        } else if (!now.required() && live.required() && !key) {
            steps.add(Step.COLUMNS, Change.safe(Kind.DROP_NOT_NULL, table, wanted.name(), alterColumn("drop not null"),
                    "The column " + place() + " should take NULL and does not."));
        }
        return before;
    }

    private void standard(Column live, Risk before) {
        Change made = wanted.expression().isEmpty()
                ? Change.loses(Kind.DROP_DEFAULT, table, wanted.name(), alterColumn("drop default"),
                        "The default of " + place() + ", " + live.expression() + ", is in the database only.")
                : Change.safe(Kind.SET_DEFAULT, table, wanted.name(), alterColumn("set default " + wanted.expression()),
                        "The default of " + place() + " is " + (live.expression().isEmpty() ? "missing" : live.expression())
                                + " and should be " + wanted.expression() + ".");
        steps.add(Step.COLUMNS, made.after(before, "First change the column."));
    }

    private Risk type(Column live) {
        String change = "The type of " + place() + " is " + live.type() + " and should be " + wanted.type() + ".";
        String to = "type " + wanted.type();
        Optional<Boolean> rewrites = scratch.rewrites(live.type(), wanted.type());
        Change made;
        if (rewrites.isEmpty()) {
            made = Change.byHand(Kind.CHANGE_TYPE, table, wanted.name(),
                    alterColumn(to + " using " + model.sql() + "::" + wanted.type()), change + " The server does not convert it by itself.");
        } else if (zoned(live.type()) != zoned(wanted.type()) && live.type().startsWith("timestamp") && wanted.type().startsWith("timestamp")) {
            made = Change.byHand(Kind.CHANGE_TYPE, table, wanted.name(), alterColumn(to + " using " + model.sql() + " at time zone 'UTC'"),
                    change + " Say in which zone the times are.");
        } else if (!Types.widens(live.type(), wanted.type())) {
            made = Change.loses(Kind.CHANGE_TYPE, table, wanted.name(), alterColumn(to),
                    change + " Values that do not fit are rounded, or make it fail.");
        } else if (rewrites.get()) {
            made = Change.locks(Kind.CHANGE_TYPE, table, wanted.name(), alterColumn(to), change + " The table is rewritten.");
        } else {
            made = Change.safe(Kind.CHANGE_TYPE, table, wanted.name(), alterColumn(to), change + " Every value fits as it is.");
        }
        steps.add(Step.COLUMNS, made);
        return made.risk();
    }

    private static boolean zoned(String type) {
        return type.endsWith("with time zone");
    }

    private Risk generation(Column live) {
        String change = "The column " + place() + " is " + described(live) + " and should be " + described(wanted) + ".";
        boolean identities = !wanted.identity().isEmpty() && !live.identity().isEmpty();
        boolean expressions = wanted.computed() && live.computed() && serverVersion >= SET_EXPRESSION_SINCE;
        Change made;
        if (identities) {
            made = Change.safe(Kind.CHANGE_GENERATION, table, wanted.name(),
                    alterColumn("set generated " + (wanted.identity().equals("a") ? "always" : "by default")), change);
        } else if (wanted.making().isEmpty() && live.computed()) {
            made = Change.safe(Kind.CHANGE_GENERATION, table, wanted.name(), alterColumn("drop expression"), change + " It keeps its values.");
        } else if (wanted.making().isEmpty()) {
            made = Change.loses(Kind.CHANGE_GENERATION, table, wanted.name(),
                    alterColumn(live.serial() ? "drop default" : "drop identity"), change + " The database stops counting it.");
        } else if (expressions) {
            made = Change.locks(Kind.CHANGE_GENERATION, table, wanted.name(),
                    alterColumn("set expression as (" + wanted.expression() + ")"), change + " The table is rewritten.");
        } else {
            made = Change.byHand(Kind.CHANGE_GENERATION, table, wanted.name(), byHand(live), change);
        }
        steps.add(Step.COLUMNS, made);
        return made.risk();
    }

    private String byHand(Column live) {
        if (wanted.computed()) {
            return alter("drop column " + model.sql() + ", add column " + new ColumnDdl(model, Placement.AS_WRITTEN).alone());
        }
        String sequence = Names.quoted(model.name() + "_counter");
        String begin = live.computed() ? alterColumn("drop expression") + ";\n" : live.serial() ? alterColumn("drop default") + ";\n"
                : live.identity().isEmpty() ? "" : alterColumn("drop identity") + ";\n";
        String counts = wanted.serial()
                ? "create sequence " + sequence + " owned by " + sql + "." + model.sql() + ";\n" + alterColumn("set default nextval('" + sequence + "')")
                : alterColumn("add generated " + wanted.making());
        return begin + counts + ";\nselect setval(pg_get_serial_sequence(" + ColumnDdl.literal(sql) + ", " + ColumnDdl.literal(model.name())
                + "), max(" + model.sql() + ") + 1, false) from " + sql;
    }

    private static String described(Column column) {
        return column.serial() ? "serial" : column.computed() ? "computed as " + column.expression()
                : column.identity().isEmpty() ? "written by hand" : "generated " + column.making();
    }

    private String alter(String action) {
        return "alter table " + sql + " " + action;
    }

    private String alterColumn(String action) {
        return alter("alter column " + model.sql() + " " + action);
    }

    private String place() {
        return table + "." + wanted.name();
    }
}
