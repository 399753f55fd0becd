package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.annotation.Check;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.NativeEnum;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.EnumCodec;
import java.util.Optional;
import java.util.stream.Collectors;

/** A column as DDL writes it. */
record ColumnDdl(ColumnModel column, Placement placement) {
    /** Name, type, default and nullness: what ADD COLUMN takes. */
    String alone() {
        return start() + notNull();
    }

    /** With the column's own constraints: what CREATE TABLE takes. */
    String whole(boolean primaryKey, boolean softDeleted) {
        StringBuilder line = new StringBuilder(start()).append(primaryKey ? " primary key" : notNull());
        if (column.is(Unique.class) && !softDeleted) {
            line.append(" unique");
        }
        for (Check check : column.declared().getAnnotationsByType(Check.class)) {
            line.append(" check (").append(check.value()).append(')');
        }
        enumCheck().ifPresent(line::append);
        return line.toString();
    }

    /** The type, or the serial pseudo-type of a column that counts by a sequence of its own. */
    String type() {
        if (column.serial()) {
            return switch (column.type()) {
                case "bigint" -> "bigserial";
                case "smallint" -> "smallserial";
                default -> "serial";
            };
        }
        Optional<NativeEnum> own = column.nativeEnum().filter(type -> column.type().startsWith(type.sql()));
        return own.map(type -> placement.type(type) + column.type().substring(type.sql().length())).orElse(column.type());
    }

    private String start() {
        StringBuilder line = new StringBuilder(column.sql()).append(' ').append(type());
        column.generatedBy().ifPresent(by -> line.append(" default ").append(by));
        Optional.ofNullable(column.declared().getAnnotation(Default.class)).ifPresent(by -> line.append(" default ").append(by.value()));
        column.identity().ifPresent(id -> line.append(" generated ").append(id.always() ? "always" : "by default").append(" as identity"));
        column.computed().ifPresent(by -> line.append(" generated always as (").append(by).append(") stored"));
        return line.toString();
    }

    private String notNull() {
        return column.nullable() ? "" : " not null";
    }

    /** An enum in a text column is checked; one in a type of its own is checked by the type. */
    private Optional<String> enumCheck() {
        Codec<?> codec = column.codec();
        return column.nativeEnum().isPresent() || !(codec instanceof EnumCodec<?> texts) ? Optional.empty()
                : Optional.of(" check (" + column.sql() + " in (" + texts.texts().stream().map(ColumnDdl::literal)
                        .collect(Collectors.joining(", ")) + "))");
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
