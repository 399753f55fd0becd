package dev.lifeboat.engine.stack;

/** libpq's sslmode (PostgreSQL manual, "SSL Support"), without {@code allow}, which the JDBC driver lacks too much. */
public enum TlsMode { DISABLE, PREFER, REQUIRE, VERIFY_CA, VERIFY_FULL }
