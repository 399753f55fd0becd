package dev.lifeboat.orm;

import dev.lifeboat.orm.query.As;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Expr;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Shape;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.SqlWriter;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.util.List;
import java.util.Optional;

/** A single value of each row. */
record OneValue<V>(Expr value, Codec<Object> codec) implements Shape<Optional<V>> {
    private static final String NAME = "value";

    OneValue(Expr value, Select<?> of, Codecs codecs) {
        this(value, new SqlWriter(codecs).typed(of.source(), value).codec());
    }

    As<Optional<V>, Object> as() {
        return new As<>(new ColumnRef.Component(type(), NAME), value);
    }

    @Override
    public Class<?> type() {
        return Optional.class;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(NAME, codec, true));
    }

    @Override
    @SuppressWarnings("unchecked") // the codec is that of the value
    public Source.Reader<Optional<V>> reader(int skipped) {
        return row -> Optional.ofNullable((V) codec.read(row, skipped + 1));
    }

    @Override
    public String text(Optional<V> row, String component) {
        return row.map(codec::text).orElse(null);
    }
}
