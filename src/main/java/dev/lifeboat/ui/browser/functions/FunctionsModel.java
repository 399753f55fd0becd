package dev.lifeboat.ui.browser.functions;

import dev.lifeboat.containerpub.DailyInvocations;
import dev.lifeboat.containerpub.FunctionQueries;
import dev.lifeboat.containerpub.FunctionSummary;
import dev.lifeboat.containerpub.FunctionView;
import dev.lifeboat.containerpub.InvocationStatistics;
import dev.lifeboat.ui.browser.read.LatestRead;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.common.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The functions of a ContainerPub database with their calls, and one of them closely. */
public final class FunctionsModel {
    /** Beyond so many the newest are shown. */
    static final int MOST = 2_000;
    private static final int PAGE = 500;
    private static final int DAYS = 14;

    /** How far back calls are counted. */
    enum Period {
        DAY(1), WEEK(7), MONTH(30);

        private final int days;

        Period(int days) {
            this.days = days;
        }
    }

    /** @param calls empty for a function that was made while they were counted */
    record Line(FunctionSummary function, Optional<InvocationStatistics> calls) {}

    /** @param days the last two weeks, the oldest first, UTC */
    record Close(FunctionView function, List<DailyInvocations> days) {}

    /** @param more whether there are older ones */
    record Shown(List<Line> lines, boolean more) {}

    private final Clock clock;
    private final LatestRead listing;
    private final LatestRead looking;
    private final ObjectProperty<Period> period = new SimpleObjectProperty<>(this, "period", Period.WEEK);
    private final ReadOnlyObjectWrapper<String> database = new ReadOnlyObjectWrapper<>(this, "database");
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private final ReadOnlyObjectWrapper<Close> close = new ReadOnlyObjectWrapper<>(this, "close");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private StackReader reader;

    public FunctionsModel(Tasks tasks, Clock clock) {
        this.clock = clock;
        listing = new LatestRead(tasks);
        looking = new LatestRead(tasks);
        period.addListener(_ -> reload());
    }

    /** Reads the functions of a database. */
    public void show(StackReader from, String of) {
        hide();
        reader = from;
        database.set(of);
        reload();
    }

    /** Shows nothing any more. */
    public void hide() {
        listing.cancel();
        looking.cancel();
        database.set(null);
        shown.set(null);
        close.set(null);
        error.set(null);
    }

    /** Reads again what is shown. */
    public void reload() {
        if (database.get() == null) return;
        var from = reader;
        var of = database.get();
        var since = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(period.get().days);
        var looked = close.get();
        listing.run(cancellation -> from.ask(of, cancellation, db -> lines(new FunctionQueries(db), since)), found -> {
            error.set(null);
            shown.set(found);
            if (looked != null) look(looked.function().uuid());
        }, error::set);
    }

    private static Shown lines(FunctionQueries queries, LocalDateTime since) {
        Map<UUID, InvocationStatistics> calls = queries.statistics(since).stream().collect(Collectors.toMap(InvocationStatistics::function, Function.identity()));
        List<Line> lines = new ArrayList<>();
        var page = queries.page(PAGE);
        while (true) {
            page.rows().forEach(function -> lines.add(new Line(function, Optional.ofNullable(calls.get(function.uuid())))));
            if (page.next().isEmpty() || lines.size() >= MOST) return new Shown(List.copyOf(lines), page.next().isPresent());
            page = queries.page(PAGE, page.next().get());
        }
    }

    /** Looks at one function closely. */
    void look(UUID function) {
        var from = reader;
        var of = database.get();
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        looking.run(cancellation -> from.ask(of, cancellation, db -> {
            var queries = new FunctionQueries(db);
            return queries.find(function).map(found -> new Close(found, queries.perDay(function, today.minusDays(DAYS - 1), today)));
        }), found -> close.set(found.orElse(null)), error::set);
    }

    /** The database whose functions are shown; null when none are. */
    public ReadOnlyObjectProperty<String> databaseProperty() {
        return database.getReadOnlyProperty();
    }

    ObjectProperty<Period> periodProperty() {
        return period;
    }

    /** The newest functions first; null until they are read. */
    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** What is looked at closely; null when nothing is. */
    ReadOnlyObjectProperty<Close> closeProperty() {
        return close.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loadingProperty() {
        return listing.runningProperty();
    }

    /** Why the last read failed; null when it did not. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
