package dev.lifeboat.engine.stack;

/** What stands between a person and a change of a stack's data. */
public enum Protection {

    /** Nothing of it is changed: the server itself refuses to write, and nothing is restored to it. */
    READ_ONLY,

    /** What changes data is confirmed. */
    CONFIRM,

    /** What changes data, or cannot be undone, asks for the typed name. */
    TYPE_NAME;

    /** What a stack has when nobody chose. */
    public static Protection of(Environment environment) {
        return environment == Environment.PRODUCTION ? TYPE_NAME : CONFIRM;
    }
}
