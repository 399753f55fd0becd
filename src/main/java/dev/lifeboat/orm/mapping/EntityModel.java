package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.EmbeddedPart;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.type.Codecs;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A record as a table. Immutable and thread-safe.
 *
 * @param <T> the record
 */
public final class EntityModel<T> implements Source<T> {
    private final Class<T> type;
    private final String schema;
    private final String name;
    private final List<ColumnModel> columns;
    private final Map<String, ColumnModel> byComponent = new HashMap<>();
    private final Map<ColumnRef, BoundColumn> bound = new HashMap<>();
    private final Map<String, List<EmbeddedPart>> wholes = new HashMap<>();
    private final Optional<ColumnRef> deletedAt;
    private final List<ColumnModel> keys;
    private final String selected;
    private final Readers<T> readers;
    private final Function<Class<?>, EntityModel<?>> others;

    /**
     * Reads a record.
     *
     * @param others finds the other entities of the same database
     * @throws dev.lifeboat.orm.error.MappingMistake with all mistakes at once
     */
    public static <T> EntityModel<T> of(Class<T> type, Codecs codecs, Function<Class<?>, EntityModel<?>> others) {
        return new EntityModel<>(type, new EntityReading(type, codecs).columns(), others);
    }

    private EntityModel(Class<T> type, List<ColumnModel> columns, Function<Class<?>, EntityModel<?>> others) {
        this.type = type;
        this.others = others;
        Table table = type.getAnnotation(Table.class);
        this.schema = table.schema();
        this.name = table.value().isEmpty() ? Names.snakeCase(type.getSimpleName()) : table.value();
        this.columns = List.copyOf(columns);
        for (ColumnModel column : columns) {
            byComponent.put(column.component(), column);
            bound.put(new ColumnRef.Component(type, column.component()), column.bound());
            bound.put(new ColumnRef.Named(column.name()), column.bound());
            addToWholes(column);
        }
        this.deletedAt = with(SoftDelete.class).map(this::ref);
        this.keys = columns.stream().filter(c -> c.is(Id.class)).toList();
        this.selected = columns.stream().map(ColumnModel::sql).collect(Collectors.joining(", "));
        this.readers = new Readers<>(skipped -> readerFrom(skipped + 1)::read);
    }

    /** The record. */
    public Class<T> type() {
        return type;
    }

    /** The table's name, not quoted. */
    public String name() {
        return name;
    }

    /** The schema's name, not quoted; empty for the search path's first. */
    public String schema() {
        return schema;
    }

    /** All columns, in the order of the components. */
    public List<ColumnModel> all() {
        return columns;
    }

    /** The primary key's only column. @throws IllegalStateException when the key has several: see {@link #keys} */
    public ColumnModel id() {
        if (keys.size() > 1) {
            throw new IllegalStateException("the key of " + type.getName() + " has " + keys.size() + " columns");
        }
        return keys.getFirst();
    }

    /** The columns of the primary key, one or more, in the order of the components. */
    public List<ColumnModel> keys() {
        return keys;
    }

    /** The primary key, whose values are in a row itself. */
    public EntityKey rowKey() {
        return new EntityKey(keys, keys.stream().map(ColumnModel::accessor).toList());
    }

    /**
     * What rows are found by: a component that is the whole key, embedded or not, or one that is unique.
     *
     * @throws MappingMistake when it is neither
     * @throws UnknownName    when the record has no such component
     */
    public EntityKey key(String component) {
        List<ColumnModel> found = columnsOf(component);
        ColumnModel first = found.getFirst();
        boolean whole = found.equals(keys);
        if (!whole && !(found.size() == 1 && first.is(Unique.class))) {
            throw new MappingMistake(type, List.of(component + (first.is(Id.class)
                    ? ": it is a part of the key; give a record with the " + keys.size() + " components of the key instead"
                    : ": rows are found by the @Id or a @Unique component")));
        }
        if (first.component().equals(component)) {
            return new EntityKey(found, List.of(Accessors.identity()));
        }
        int depth = component.split("\\.").length;
        return new EntityKey(found, found.stream().map(c -> Accessors.of(c.path().subList(depth, c.path().size()))).toList());
    }

    /**
     * The primary key, whose values are in a record with components of the same names and types.
     *
     * @throws MappingMistake when that record has other components
     */
    public EntityKey key(Class<? extends Record> record) {
        List<Leaf> parts = Leaf.of(record);
        List<String> missing = keys.stream().filter(k -> part(parts, k).isEmpty())
                .map(k -> k.component() + ": " + record.getName() + ", which shall be the key, has no such component of the same type").toList();
        if (!missing.isEmpty() || parts.size() != keys.size()) {
            throw new MappingMistake(type, missing.isEmpty()
                    ? List.of(record.getName() + ", which shall be the key, has components that are no @Id") : missing);
        }
        return new EntityKey(keys, keys.stream().map(k -> Accessors.of(part(parts, k).orElseThrow().path())).toList());
    }

    private static Optional<Leaf> part(List<Leaf> parts, ColumnModel key) {
        return parts.stream().filter(p -> p.component().equals(key.component())
                && p.declared().getGenericType().equals(key.declared().getGenericType())).findFirst();
    }

    /** The column whose component carries the annotation. */
    public Optional<ColumnModel> with(Class<? extends Annotation> annotation) {
        return columns.stream().filter(c -> c.is(annotation)).findFirst();
    }

    /** The column of a component. @throws UnknownName when the record has none of that name, or it is embedded */
    public ColumnModel component(String component) {
        ColumnModel column = byComponent.get(component);
        if (column == null) {
            List<ColumnModel> inside = columnsOf(component);
            throw new UnknownName(type.getName() + "::" + component + " is embedded and has several columns; name one, as "
                    + inside.getFirst().component());
        }
        return column;
    }

    /** The columns of a component: one, or those of all that is embedded by it. @throws UnknownName when there is none */
    public List<ColumnModel> columnsOf(String component) {
        ColumnModel column = byComponent.get(component);
        List<ColumnModel> found = column != null ? List.of(column)
                : columns.stream().filter(c -> c.component().startsWith(component + ".")).toList();
        if (found.isEmpty()) {
            throw new UnknownName(type.getName() + " has no component " + component);
        }
        return found;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E> EntityModel<E> entity(Class<E> entity) {
        return (EntityModel<E>) others.apply(entity);
    }

    @Override
    public String table() {
        return Names.quoted(schema, name);
    }

    @Override
    public String columns(String qualifier) {
        return qualifier.isEmpty() ? selected
                : columns.stream().map(column -> qualifier + "." + column.sql()).collect(Collectors.joining(", "));
    }

    @Override
    public int width() {
        return columns.size();
    }

    @Override
    public Optional<ColumnRef> forComponent(String name) {
        return Optional.ofNullable(byComponent.get(name)).map(this::ref);
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        BoundColumn column = bound.get(ref);
        if (column == null && ref instanceof ColumnRef.Component(var record, var component) && record == type) {
            return component(component).bound();
        }
        if (column == null) {
            throw new UnknownName(ref + " is not a column of " + type.getName());
        }
        return column;
    }

    @Override
    public List<EmbeddedPart> embedded(ColumnRef ref) {
        return ref instanceof ColumnRef.Component(var record, var component) && record == type
                ? wholes.getOrDefault(component, List.of()) : List.of();
    }

    private void addToWholes(ColumnModel column) {
        for (int depth = 1; depth < column.path().size(); depth++) {
            String whole = column.path().subList(0, depth).stream().map(RecordComponent::getName).collect(Collectors.joining("."));
            wholes.computeIfAbsent(whole, _ -> new ArrayList<>()).add(column.within(depth, ref(column)));
        }
    }

    @Override
    public List<ColumnRef> key() {
        return keys.stream().map(this::ref).toList();
    }

    @Override
    public Optional<ColumnRef> deletedAt() {
        return deletedAt;
    }

    @Override
    public List<String> alwaysSet(List<ColumnRef> assigned, String qualifier) {
        List<String> set = new ArrayList<>();
        String of = qualifier.isEmpty() ? "" : qualifier + ".";
        with(Version.class).filter(c -> untouched(c, assigned)).ifPresent(c -> set.add(c.sql() + " = " + of + c.sql() + " + 1"));
        with(UpdatedAt.class).filter(c -> untouched(c, assigned)).ifPresent(c -> set.add(c.sql() + " = CURRENT_TIMESTAMP"));
        return set;
    }

    private boolean untouched(ColumnModel column, List<ColumnRef> assigned) {
        return assigned.stream().noneMatch(ref -> column(ref).sql().equals(column.sql()));
    }

    private ColumnRef ref(ColumnModel column) {
        return new ColumnRef.Component(type, column.component());
    }

    @Override
    public Reader<T> reader(int skipped) {
        return readers.at(skipped);
    }

    /** Reads rows from a result that has this entity's columns from a position on, counted from 1. */
    public RowReader<T> readerFrom(int first) {
        return RowReader.strict(type, columns.stream().map(ColumnModel::codec).toList(),
                IntStream.range(first, first + columns.size()).toArray());
    }

    @Override
    public String text(T row, ColumnRef ref) {
        ColumnModel column = model(ref);
        Object value = column.value(row);
        return value == null ? null : column.codec().text(value);
    }

    @Override
    public Object written(ColumnRef ref, Object value) {
        return model(ref).exact(value);
    }

    private ColumnModel model(ColumnRef ref) {
        return ref instanceof ColumnRef.Component(var _, var component) ? component(component)
                : columns.stream().filter(c -> c.sql().equals(column(ref).sql())).findFirst().orElseThrow();
    }
}
