package dev.lifeboat.orm.error;

/** The server refused the user, the password or the host (SQLSTATE class 28). */
public final class LoginRefused extends DatabaseException {
    LoginRefused(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
