package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.mapping.NativeEnum;
import dev.lifeboat.orm.query.Names;
import java.util.function.UnaryOperator;

/**
 * Where entities' tables and types stand.
 *
 * @param schemas the schema for the one that an entity names, both not quoted and empty for the search path's first
 */
record Placement(UnaryOperator<String> schemas) {
    /** Where the entities say. */
    static final Placement AS_WRITTEN = new Placement(UnaryOperator.identity());

    String table(EntityModel<?> entity) {
        return in(entity.schema(), entity.name());
    }

    String type(NativeEnum type) {
        return in(type.schema(), type.name());
    }

    String in(String schema, String name) {
        return Names.quoted(schemas.apply(schema), name);
    }
}
