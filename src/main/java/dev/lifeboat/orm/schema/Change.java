package dev.lifeboat.orm.schema;

/**
 * One step from the database as it is to the entities as they are written. A value: nothing runs by making one.
 *
 * @param kind     what it does
 * @param table    the table, with its schema where the entity names one; empty for a schema, a type or a function
 * @param name     the column, constraint, index, trigger or other thing concerned
 * @param sql      the exact statement
 * @param sentence what it does and why, for a person
 * @param risk     what it asks for
 */
public record Change(Kind kind, String table, String name, String sql, String sentence, Risk risk) {
    /** What a change does. */
    public enum Kind {
        CREATE_SCHEMA, CREATE_TYPE, ADD_ENUM_VALUE, CHANGE_ENUM, CREATE_FUNCTION,
        CREATE_TABLE, RENAME_TABLE, REPLACE_RELATION, DROP_TABLE,
        ADD_COLUMN, RENAME_COLUMN, CHANGE_TYPE, CHANGE_GENERATION, SET_DEFAULT, DROP_DEFAULT, SET_NOT_NULL, DROP_NOT_NULL, DROP_COLUMN,
        ADD_CONSTRAINT, REPLACE_CONSTRAINT, VALIDATE_CONSTRAINT, DROP_CONSTRAINT,
        CREATE_INDEX, DROP_INDEX, CREATE_TRIGGER, DROP_TRIGGER
    }

    /** The same, asking for as much as what must be done before it. */
    Change after(Risk before, String what) {
        return before.compareTo(risk) <= 0 ? this : new Change(kind, table, name, sql, sentence + " " + what, before);
    }

    static Change safe(Kind kind, String table, String name, String sql, String sentence) {
        return new Change(kind, table, name, sql, sentence, Risk.SAFE);
    }

    static Change locks(Kind kind, String table, String name, String sql, String sentence) {
        return new Change(kind, table, name, sql, sentence, Risk.LOCKS);
    }

    static Change loses(Kind kind, String table, String name, String sql, String sentence) {
        return new Change(kind, table, name, sql, sentence, Risk.LOSES_DATA);
    }

    static Change byHand(Kind kind, String table, String name, String sql, String sentence) {
        return new Change(kind, table, name, sql, sentence, Risk.BY_HAND);
    }
}
