package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.job.Cancellation;
import java.util.Optional;
import java.util.function.Consumer;

/** A value of a row, on the server. */
record StoredValue(StackReader reader, ValueAt at) implements ValueSource {
    @Override
    public Size size(Cancellation cancellation) {
        return known().map(held -> held.size(cancellation)).orElseGet(() -> reader.pieces(at, cancellation, ValuePieces::size));
    }

    @Override
    public String text(long from, int count, Cancellation cancellation) {
        return known().map(held -> held.text(from, count, cancellation))
                .orElseGet(() -> reader.pieces(at, cancellation, pieces -> pieces.text(from, count)));
    }

    @Override
    public byte[] bytes(long from, int count, Cancellation cancellation) {
        return reader.pieces(at, cancellation, pieces -> pieces.bytes(from, count));
    }

    @Override
    public void each(boolean binary, Cancellation cancellation, Consumer<byte[]> piece) {
        var known = known();
        if (known.isPresent()) known.get().each(binary, cancellation, piece);
        else if (ValuePieces.streams(at)) reader.allPieces(at, cancellation, piece);
        else ValueSource.super.each(binary, cancellation, piece);
    }

    @Override
    public Optional<String> zone(Cancellation cancellation) {
        return Optional.of(reader.zone(at.request().database(), cancellation));
    }

    /** What is in the key is in memory. (Rows with a place instead of a key have a "key" too, of no column.) */
    private Optional<ValueSource> known() {
        int index = at.request().table().key().indexOf(at.column().name());
        return index < 0 || at.column().family() == dev.lifeboat.engine.postgres.CatalogColumn.Family.BINARY ? Optional.empty()
                : Optional.of(ValueSource.held(at.row().key().get(index)));
    }
}
