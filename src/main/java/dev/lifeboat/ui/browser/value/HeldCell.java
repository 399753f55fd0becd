package dev.lifeboat.ui.browser.value;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.ValueSource;
import java.util.HexFormat;
import java.util.Optional;

/** A value that its cell holds whole; only the server's zone is asked for. */
record HeldCell(ValueSource held, ValueSource server) implements ValueSource {
    HeldCell(Cell cell, ValueSource server) {
        this(cell.isBinary() ? ValueSource.held(HexFormat.of().parseHex(cell.text())) : ValueSource.held(cell.text()), server);
    }

    @Override
    public Size size(Cancellation cancellation) {
        return held.size(cancellation);
    }

    @Override
    public String text(long from, int count, Cancellation cancellation) {
        return held.text(from, count, cancellation);
    }

    @Override
    public byte[] bytes(long from, int count, Cancellation cancellation) {
        return held.bytes(from, count, cancellation);
    }

    @Override
    public Optional<String> zone(Cancellation cancellation) {
        return server.zone(cancellation);
    }
}
