package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A foreign key that an entity declares, on a component or on the record. */
record ForeignKey(List<ColumnModel> from, References declared) {
    /** All of an entity, those of components first. */
    static List<ForeignKey> of(EntityModel<?> entity) {
        Stream<ForeignKey> single = entity.all().stream().flatMap(column ->
                Arrays.stream(column.declared().getAnnotationsByType(References.class)).map(key -> new ForeignKey(List.of(column), key)));
        Stream<ForeignKey> several = Arrays.stream(entity.type().getAnnotationsByType(References.class))
                .map(key -> new ForeignKey(Arrays.stream(key.from()).map(entity::component).toList(), key));
        return Stream.concat(single, several).toList();
    }

    Class<?> other() {
        return declared.value();
    }

    String sql(Function<Class<?>, EntityModel<?>> models, Placement placement) {
        EntityModel<?> other = models.apply(other());
        List<ColumnModel> to = declared.to().length > 0 ? Arrays.stream(declared.to()).<ColumnModel>map(other::component).toList()
                : !declared.component().isEmpty() ? List.of(other.component(declared.component()))
                : other.all().stream().filter(column -> column.is(Id.class)).toList();
        return "foreign key " + list(from) + " references " + placement.table(other) + " " + list(to)
                + " on delete " + declared.onDelete().sql() + (declared.deferred() ? " deferrable initially deferred" : "");
    }

    private static String list(List<ColumnModel> columns) {
        return columns.stream().map(ColumnModel::sql).collect(Collectors.joining(", ", "(", ")"));
    }
}
