package dev.lifeboat.engine.postgres.dump;

import dev.lifeboat.engine.Sha256;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One entry of the table of contents as the archive has it.
 *
 * @param id      by which the data names its entry
 * @param hasData whether data of it follows
 * @param copy    the COPY statement its rows are for; empty when they are written as INSERTs
 */
record TocEntry(int id, boolean hasData, String name, String type, String definition, String copy, String schema,
        String tablespace, String accessMethod, String owner) {

    static TocEntry read(ArchiveInput in, int version) throws IOException {
        int id = in.smallNumber("table of contents");
        boolean hasData = in.number() != 0;
        in.textOrNull(); // catalog's oid
        in.textOrNull(); // object's oid
        String name = in.text();
        String type = in.text();
        in.number(); // section
        String definition = in.text();
        in.textOrNull(); // DROP statement
        String copy = in.text();
        String schema = in.text();
        String tablespace = in.text();
        String accessMethod = version >= 114 ? in.text() : "";
        if (version >= 116) {
            in.number(); // kind of relation
        }
        String owner = in.text();
        in.textOrNull(); // WITH OIDS, of servers before 12
        while (in.textOrNull() != null) { // dependencies
            continue;
        }
        in.skipOffset();
        return new TocEntry(id, hasData, name, type, definition, copy, schema, tablespace, accessMethod, owner);
    }

    /** CREATE DATABASE, its settings, and the privileges, comment and labels of the database itself. */
    boolean isAboutDatabase() {
        return type.equals("DATABASE") || type.equals("DATABASE PROPERTIES") || name.startsWith("DATABASE ")
                && (type.equals("ACL") || type.equals("COMMENT") || type.equals("SECURITY LABEL"));
    }

    /** The owner, and the roles that its SQL needs to be there. */
    Set<String> roles() {
        Set<String> roles = new HashSet<>();
        if (!owner.isEmpty()) {
            roles.add(owner);
        }
        switch (type) {
            case "ACL", "DEFAULT ACL" -> roles.addAll(SqlText.namesAfter(definition, Set.of("TO", "FROM", "ROLE"), Set.of()));
            case "POLICY" -> roles.addAll(SqlText.namesAfter(definition, Set.of("TO"), Set.of("USING", "WITH")));
            case "DATABASE PROPERTIES" -> roles.addAll(SqlText.namesAfter(definition, Set.of("ROLE"), Set.of()));
            default -> { }
        }
        roles.remove("PUBLIC");
        return roles;
    }

    DumpContents.ArchiveEntry digest() {
        // The order of GRANTs follows that in which they were once given; it means nothing.
        String sql = type.equals("ACL") || type.equals("DEFAULT ACL") ? definition.lines().sorted().collect(Collectors.joining("\n")) : definition;
        String rest = "\0" + copy + "\0" + tablespace + "\0" + accessMethod;
        return new DumpContents.ArchiveEntry(type, schema, name, owner, Sha256.of(sql + rest), Sha256.of(SqlText.essence(sql) + rest));
    }
}
