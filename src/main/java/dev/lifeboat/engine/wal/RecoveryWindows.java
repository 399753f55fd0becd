package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Works out the recovery windows of a stack from what lies in a repository. Asks no server. Thread-safe. */
public final class RecoveryWindows {

    private final Repository repository;
    private final Unlock unlock;

    /** @param unlock without the key of an encrypted log, what is in the segment that is being received is not known by name */
    public RecoveryWindows(Repository repository, Unlock unlock) {
        this.repository = repository;
        this.unlock = unlock;
    }

    /** One for each base backup that is not known to be damaged, newest first. */
    public List<RecoveryWindow> of(String stack) {
        return repository.list().sets().stream()
                .filter(set -> set.manifest().stack().equals(stack) && set.manifest().base().isPresent() && set.verified().map(result -> result.ok()).orElse(true))
                .map(this::of).toList();
    }

    /** Up to when a base backup can be brought: what was committed up to then, by the server's clock. Less work than a whole window. */
    public Instant reach(BackupSet set) {
        Manifest.BaseRecord base = set.manifest().base().orElseThrow();
        WalStore store = store(set);
        Path path = new Path(store, base);
        path.follow();
        return path.segments.isEmpty() ? base.stoppedAt() : until(store, path, base.stoppedAt());
    }

    private WalStore store(BackupSet set) {
        return new WalStore(repository.folder(), set.manifest().server().systemIdentifier(), set.manifest().base().orElseThrow().segmentBytes(), unlock);
    }

    /** Of one base backup. */
    public RecoveryWindow of(BackupSet set) {
        Manifest.BaseRecord base = set.manifest().base().orElseThrow();
        WalStore store = store(set);
        Path path = new Path(store, base);
        path.follow();
        if (path.segments.isEmpty()) {
            return new RecoveryWindow(set, store, base.stoppedAt(), base.stoppedAt(), base.stop(), base.stop(), List.of(), List.of(), path.why);
        }
        Instant until = until(store, path, base.stoppedAt());
        Lsn last = path.lastRecord().filter(lsn -> base.stop().isBefore(lsn)).orElse(base.stop());
        return new RecoveryWindow(set, store, base.stoppedAt(), until, base.stop(), last, List.copyOf(path.segments), path.points(base.stop()), path.why);
    }

    /** The last end of a transaction, or the time up to which the receiver had everything, whichever is later. */
    private static Instant until(WalStore store, Path path, Instant atLeast) {
        Instant until = path.latest().filter(atLeast::isBefore).orElse(atLeast);
        SegmentName end = path.segments.getLast();
        return ReceiverState.of(store).filter(state -> state.timeline() == end.timeline() && !end.next().start(store.segmentBytes()).isBefore(state.flushed()))
                .filter(state -> end.start(store.segmentBytes()).compareTo(state.flushed()) <= 0 && path.reaches(state.flushed()))
                .map(ReceiverState::protectedUntil).filter(until::isBefore).orElse(until);
    }

    /**
     * The newest base backup from which the target can be reached.
     *
     * @throws Failure.BadInput naming the windows there are
     */
    public RecoveryWindow holding(String stack, RecoveryTarget target) {
        List<RecoveryWindow> windows = of(stack);
        if (windows.isEmpty()) {
            throw new Failure.NotFound("There is no base backup of the stack " + stack + ", and without one no moment can be gone back to.",
                    "Take one: lifeboat backup base --stack " + stack, "And keep the log from then on: lifeboat wal receive --stack " + stack);
        }
        return windows.stream().filter(window -> window.mayHold(target) && (!(target instanceof RecoveryTarget.Transaction) || TargetSearch.in(window, target).isPresent())).findFirst()
                .orElseThrow(() -> new Failure.BadInput("Nothing can be brought back to " + target.inWords() + ".",
                        windows.stream().map(RecoveryWindows::inWords).toArray(String[]::new)));
    }

    private static String inWords(RecoveryWindow window) {
        return window.isOpen()
                ? "From " + window.base().id() + ": " + window.from() + " to " + window.until() + ", positions " + window.first() + " to " + window.last() + "; " + window.why()
                : "From " + window.base().id() + ": no other moment than its end, " + window.from() + "; " + window.why();
    }

    /** The segments that follow a backup, as far as there is no hole. For one use. */
    private static final class Path {
        private final WalStore store;
        private final Manifest.BaseRecord base;
        private final List<SegmentName> segments = new ArrayList<>();
        private final List<TimelineHistory> histories;
        private String why = "";
        private boolean endsWithPartial;
        private Optional<SegmentScan> partialScan = Optional.empty();
        private Optional<Lsn> partialLast = Optional.empty();
        private Lsn end;

        Path(WalStore store, Manifest.BaseRecord base) {
            this.store = store;
            this.base = base;
            histories = store.histories();
            end = base.stop();
        }

        void follow() {
            SegmentName next = SegmentName.at(base.timeline(), base.stop().plus(-1), store.segmentBytes());
            if (!store.has(next)) {
                next = next.next(); // the backup has the one that its end lies in
            }
            while (true) {
                java.util.NavigableSet<Long> stored = store.stored(next.timeline());
                while (stored.contains(next.number())) {
                    segments.add(next);
                    next = next.next();
                }
                end = next.start(store.segmentBytes());
                Optional<SegmentName> onward = onward(next);
                if (onward.isEmpty()) {
                    ends(next, stored);
                    return;
                }
                long from = onward.get().number();
                segments.removeIf(segment -> segment.number() >= from);
                next = onward.get();
            }
        }

        /** Where a newer timeline leaves this one, within what is there of it; the newest that goes on. */
        private Optional<SegmentName> onward(SegmentName reached) {
            return histories.stream().filter(history -> history.timeline() > reached.timeline())
                    .flatMap(history -> history.left(reached.timeline()).filter(left -> !left.isBefore(base.stop()))
                            .map(left -> SegmentName.at(history.timeline(), left, store.segmentBytes())).stream())
                    .filter(segment -> segment.number() <= reached.number() && (store.has(segment) || store.hasPartial(segment))).findFirst();
        }

        private void ends(SegmentName missing, java.util.NavigableSet<Long> stored) {
            String name = missing.text(store.segmentBytes());
            Long beyond = stored.higher(missing.number());
            if (store.hasPartial(missing)) {
                scanPartial(missing);
            }
            why = beyond != null ? "the segment " + name + " of the log is missing, so what was stored from " + new SegmentName(missing.timeline(), beyond).text(store.segmentBytes()) + " on is of no use to it"
                    : segments.isEmpty() ? "no log from " + name + " on has been stored" : "no newer log has been stored";
        }

        private void scanPartial(SegmentName name) {
            SegmentScan scan = new SegmentScan();
            WalReader reader = new WalReader(store.systemIdentifier(), store.segmentBytes(), scan);
            try {
                if (!segments.isEmpty()) {
                    // A record may begin in the one before.
                    read(reader, segments.getLast());
                }
                goesTo(name, read(reader, name));
                partialScan = Optional.of(scan);
                partialLast = reader.lastRecord();
            } catch (DamagedLog e) {
                why = "the segment " + name.text(store.segmentBytes()) + " that is being received " + e.getMessage();
            } catch (Failure.KeyNeeded _) {
                withoutKey(name);
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }

        private long read(WalReader reader, SegmentName name) throws IOException {
            try (InputStream in = store.open(name)) {
                return reader.segment(name, in);
            }
        }

        private void withoutKey(SegmentName name) {
            try {
                goesTo(name, store.partialBytes(name));
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }

        private void goesTo(SegmentName name, long bytes) {
            segments.add(name);
            end = name.start(store.segmentBytes()).plus(bytes);
            endsWithPartial = true;
        }

        private Failure unreadable(SegmentName name, IOException e) {
            return AtomicFile.failed("Could not read the segment " + name.text(store.segmentBytes()), e);
        }

        boolean reaches(Lsn position) {
            return !end.isBefore(position);
        }

        private List<SegmentName> whole() {
            return endsWithPartial ? segments.subList(0, segments.size() - 1) : segments;
        }

        Optional<Instant> latest() {
            Optional<Instant> ofPartial = partialScan.flatMap(SegmentScan::latest);
            return ofPartial.isPresent() ? ofPartial : whole().reversed().stream().map(store::facts).flatMap(facts -> facts.latest().stream()).findFirst();
        }

        Optional<Lsn> lastRecord() {
            return partialLast.isPresent() ? partialLast : whole().reversed().stream().map(store::facts).flatMap(facts -> facts.lastRecord().stream()).findFirst();
        }

        List<RecoveryWindow.Point> points(Lsn after) {
            List<RecoveryWindow.Point> points = new ArrayList<>();
            Stream.concat(whole().stream().map(segment -> store.facts(segment).restorePoints()), partialScan.stream().map(SegmentScan::restorePoints))
                    .forEach(named -> named.forEach(point -> points.add(new RecoveryWindow.Point(point.name(), point.at(), point.time()))));
            return points.stream().filter(point -> after.isBefore(point.at())).distinct().toList();
        }
    }
}
