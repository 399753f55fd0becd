package dev.lifeboat.ui.browser.value;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.ValueFile;
import dev.lifeboat.ui.browser.read.ValueSource;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One value being looked at. A short one is read whole; of a long one the part that is looked at. Belongs to the FX
 * thread, or in a test to the thread that calls it.
 */
public final class ValueModel {
    /** Up to so many bytes a value is read whole at once. */
    static final int WHOLE = 256 << 10;
    /** Up to so many bytes a value is read whole for a form that needs all of it, and for the clipboard. */
    public static final int MOST = 8 << 20;
    /** How many characters, or bytes, of a long value are shown at a time. */
    static final int TEXT_PART = 32 << 10;
    static final int HEX_PART = 64 << 10;
    private static final int PIECE = 1 << 20;

    /** The value that was chosen. @param size empty for NULL */
    public record Opened(CatalogColumn column, Cell cell, Optional<ValueSource.Size> size, List<Form> forms) {}

    /**
     * What is in memory of it.
     *
     * @param from  the first character or byte, counted from 0
     * @param text  empty for bytes
     * @param bytes empty for a text
     * @param whole whether this is all
     */
    record Part(long from, String text, byte[] bytes, boolean whole) {}

    private final Tasks tasks;
    private final LatestRead reading;
    private final LatestRead making;
    private final LatestRead copying;
    private final LatestRead saving;
    private final ReadOnlyObjectWrapper<Opened> opened = new ReadOnlyObjectWrapper<>(this, "opened");
    private final ReadOnlyObjectWrapper<Part> part = new ReadOnlyObjectWrapper<>(this, "part");
    private final ReadOnlyObjectWrapper<Form> form = new ReadOnlyObjectWrapper<>(this, "form");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyLongWrapper saved = new ReadOnlyLongWrapper(this, "saved");
    private ValueSource source;

    public ValueModel(Tasks tasks) {
        this.tasks = tasks;
        reading = new LatestRead(tasks);
        making = new LatestRead(tasks);
        copying = new LatestRead(tasks);
        saving = new LatestRead(tasks);
    }

    /** Shows a value. @param from asked only when the cell does not hold all of it; not for NULL */
    public void show(CatalogColumn column, Cell cell, ValueSource from) {
        clear();
        source = from;
        boolean image = cell.isBinary() && ImageKind.of(cell.text()).isPresent();
        var forms = Form.of(column, cell, image);
        if (cell.isNull()) {
            open(new Opened(column, cell, Optional.empty(), forms), new Part(0, "", new byte[0], true));
        } else if (!cell.cut()) {
            source = new HeldCell(cell, from);
            opened(new Read(source.size(new Cancellation()), all(source, cell.isBinary(), new Cancellation())), column, cell, forms);
        } else {
            opened.set(new Opened(column, cell, Optional.empty(), forms));
            reading.run(cancellation -> read(from, cell.isBinary(), cancellation), read -> opened(read, column, cell, forms), error::set);
        }
    }

    private record Read(ValueSource.Size size, Part part) {}

    private static Read read(ValueSource from, boolean binary, Cancellation cancellation) {
        var size = from.size(cancellation);
        return new Read(size, size.bytes() <= WHOLE ? all(from, binary, cancellation) : some(from, binary, 0, cancellation));
    }

    private void opened(Read read, CatalogColumn column, Cell cell, List<Form> forms) {
        // A form that needs all of a value is not for one that does not fit into memory.
        var possible = forms.stream().filter(each -> each.showsParts() || read.size().bytes() <= MOST).toList();
        open(new Opened(column, cell, Optional.of(read.size()), possible), read.part());
    }

    private void open(Opened now, Part first) {
        opened.set(now);
        part.set(first);
        choose(now.forms().getFirst());
    }

    /** Shows nothing. What is being saved goes on. */
    public void clear() {
        List.of(reading, making, copying).forEach(LatestRead::cancel);
        source = null;
        opened.set(null);
        part.set(null);
        form.set(null);
        error.set(null);
    }

    /** Another way to look at it. */
    void choose(Form wanted) {
        if (wanted.showsParts() || part.get().whole()) {
            boolean tooMuch = wanted.showsParts() && part.get().whole() && opened.get().size().map(size -> size.bytes() > WHOLE).orElse(false);
            form.set(wanted);
            if (tooMuch) go(0);
        } else {
            var from = source;
            boolean binary = binary();
            reading.run(cancellation -> all(from, binary, cancellation), whole -> {
                part.set(whole);
                form.set(wanted);
            }, error::set);
        }
    }

    /** How many characters or bytes it has. */
    long total() {
        return opened.get().size().map(size -> binary() ? size.bytes() : size.characters()).orElse(0L);
    }

    private int step() {
        return binary() ? HEX_PART : TEXT_PART;
    }

    void first() {
        go(0);
    }

    void previous() {
        go(Math.max(0, part.get().from() - step()));
    }

    void next() {
        go(part.get().from() + step());
    }

    void last() {
        go((total() - 1) / step() * step());
    }

    private void go(long from) {
        var value = source;
        boolean binary = binary();
        reading.run(cancellation -> some(value, binary, from, cancellation), part::set, error::set);
    }

    private boolean binary() {
        return opened.get().cell().isBinary();
    }

    private static Part some(ValueSource from, boolean binary, long start, Cancellation cancellation) {
        return binary ? new Part(start, "", from.bytes(start, HEX_PART, cancellation), false)
                : new Part(start, from.text(start, TEXT_PART, cancellation), new byte[0], false);
    }

    private static Part all(ValueSource from, boolean binary, Cancellation cancellation) {
        if (binary) return new Part(0, "", bytes(from, cancellation), true);
        return new Part(0, text(from, cancellation), new byte[0], true);
    }

    private static byte[] bytes(ValueSource from, Cancellation cancellation) {
        var all = new java.io.ByteArrayOutputStream();
        byte[] piece;
        do {
            piece = from.bytes(all.size(), PIECE, cancellation);
            all.writeBytes(piece);
        } while (piece.length == PIECE);
        return all.toByteArray();
    }

    private static String text(ValueSource from, Cancellation cancellation) {
        var all = new StringBuilder();
        long at = 0;
        int count;
        do {
            String piece = from.text(at, PIECE, cancellation);
            count = piece.codePointCount(0, piece.length());
            at += count;
            all.append(piece);
        } while (count == PIECE);
        return all.toString();
    }

    /** Makes something of what is in memory, in the background. @param found called in the foreground unless another value is shown first */
    <T> void make(Function<Part, T> work, Consumer<T> found) {
        var now = part.get();
        making.run(_ -> work.apply(now), found, error::set);
    }

    /** The zone of the server, where there is one. */
    void zone(Consumer<String> found) {
        var from = source;
        making.run(from::zone, zone -> zone.ifPresent(found), error::set);
    }

    /** All of it as text, bytes as {@code \x..}; of NULL the empty text. What does not fit is refused with what to do instead. */
    void copy(Consumer<String> found) {
        if (opened.get() == null || opened.get().cell().isNull()) {
            found.accept("");
            return;
        }
        long bytes = opened.get().size().map(ValueSource.Size::bytes).orElse(0L);
        if (bytes > MOST) {
            error.set(new Failure.BadInput("The value is too large for the clipboard.", "Save it to a file."));
            return;
        }
        var from = source;
        boolean binary = binary();
        copying.run(cancellation -> {
            var all = all(from, binary, cancellation);
            return binary ? "\\x" + HexFormat.of().formatHex(all.bytes()) : all.text();
        }, found, error::set);
    }

    /** Writes all of it into a file. */
    public void save(Path file) {
        var from = source;
        boolean binary = binary();
        saved.set(0);
        saving.run(cancellation -> {
            ValueFile.save(from, binary, file, done -> tasks.later(() -> saved.set(done)), cancellation);
            return file;
        }, _ -> error.set(null), error::set);
    }

    void stopSaving() {
        saving.cancel();
    }

    ReadOnlyBooleanProperty savingProperty() {
        return saving.runningProperty();
    }

    /** How many bytes are saved so far. */
    ReadOnlyLongProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /** Null while nothing is shown. */
    ReadOnlyObjectProperty<Opened> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /** Null until something was read. */
    ReadOnlyObjectProperty<Part> partProperty() {
        return part.getReadOnlyProperty();
    }

    /** How it is looked at; null until something was read. */
    ReadOnlyObjectProperty<Form> formProperty() {
        return form.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return reading.runningProperty();
    }

    /** Why it could not be read, copied or saved; null when it could. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
