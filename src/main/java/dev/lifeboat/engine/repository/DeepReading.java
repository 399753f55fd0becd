package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.base.BaseContents;
import dev.lifeboat.engine.postgres.base.BaseReader;
import dev.lifeboat.engine.repository.files.CopyingInput;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.postgres.dump.PlainDump;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decrypts and decompresses every member to its end, reads every dump whole, and compares what is in it with the manifest. For one thread. */
final class DeepReading {

    /** Enough to see what is wrong; a set that is damaged all over would fill the screen. */
    private static final int SHOWN = 20;

    private final BackupSet set;
    private final Set<String> whole;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<String> problems = new ArrayList<>();

    /** @param whole members whose stored bytes were found unchanged: only they are worth reading */
    DeepReading(BackupSet set, Set<String> whole, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.set = set;
        this.whole = whole;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    List<String> problems() {
        progress.phase("Reading archives", set.manifest().rawBytes(), Unit.BYTES);
        Map<String, Manifest.DatabaseRecord> dumps = new HashMap<>();
        set.manifest().databases().forEach(database -> dumps.put(database.member(), database));
        for (Manifest.Member member : set.manifest().members()) {
            Manifest.DatabaseRecord database = dumps.remove(member.path());
            if (whole.contains(member.path())) {
                read(member, database);
            }
        }
        Set<String> members = set.manifest().members().stream().map(Manifest.Member::path).collect(Collectors.toSet());
        set.manifest().volumes().stream().flatMap(volume -> Stream.of(volume.member(), volume.index())).filter(path -> !members.contains(path))
                .forEach(path -> problems.add(path + " is named as part of a volume but is no member of the set."));
        dumps.keySet().forEach(path -> problems.add(path + " is named as a dump but is no member of the set."));
        return List.copyOf(problems);
    }

    private void read(Manifest.Member member, Manifest.DatabaseRecord databaseOrNull) {
        progress.item(member.path());
        Counted raw = new Counted();
        Optional<Manifest.BaseRecord> base = set.manifest().base().filter(record -> record.member().equals(member.path()));
        Optional<DockerRecord.VolumeRecord> volume = set.manifest().volumes().stream().filter(record -> record.member().equals(member.path())
                && whole.contains(record.index())).findFirst();
        try (InputStream in = MemberReading.open(set, member, unlock)) {
            if (base.isPresent()) {
                compare(member.path(), base.get(), BaseReader.read(in, raw, _ -> { }));
                in.transferTo(raw);
            } else if (volume.isPresent()) {
                new SetVolumes(set, unlock).differences(volume.get(), new CopyingInput(in, raw), SHOWN, cancellation).forEach(problem -> problems.add(member.path() + ": " + problem + "."));
            } else if (databaseOrNull == null) {
                in.transferTo(raw);
            } else {
                compare(member.path(), databaseOrNull, contents(member.path(), in, raw));
            }
        } catch (IOException e) {
            problems.add(member.path() + " cannot be read as it should: " + e.getMessage() + ".");
            return;
        }
        if (raw.bytes != member.rawBytes()) {
            problems.add(member.path() + " holds " + raw.bytes + " bytes before compression instead of " + member.rawBytes() + ".");
        }
    }

    private static DumpContents contents(String path, InputStream in, Counted raw) throws IOException {
        if (MemberPath.isPlainDump(path)) {
            return PlainDump.read(new CountedInput(in, raw), OutputStream.nullOutputStream(), DumpReader.Listener.NONE).contents();
        }
        DumpContents contents = DumpReader.read(in, raw, DumpReader.Listener.NONE);
        in.transferTo(raw);
        return contents;
    }

    private void compare(String path, Manifest.BaseRecord expected, BaseContents found) {
        if (found.files() != expected.files() || !found.start().equals(expected.start()) || !found.stop().equals(expected.stop()) || found.timeline() != expected.timeline()
                || !found.systemIdentifier().equals(set.manifest().server().systemIdentifier())) {
            problems.add(path + " is another base backup: " + found.files() + " files, timeline " + found.timeline() + " from " + found.start() + " to " + found.stop() + ".");
        }
    }

    private void compare(String path, Manifest.DatabaseRecord expected, DumpContents found) {
        List<String> differences = new ArrayList<>();
        differences(differences, "table", byName(expected.tables(), t -> t.schema() + "." + t.name(), t -> t.rows() + " rows, content " + t.hash()),
                byName(found.tables(), t -> t.schema() + "." + t.name(), t -> t.rows() + " rows, content " + t.hash()));
        differences(differences, "sequence", byName(expected.sequences(), s -> s.schema() + "." + s.name(), s -> s.lastValue() + ", called: " + s.called()),
                byName(found.sequences(), s -> s.schema() + "." + s.name(), s -> s.lastValue() + ", called: " + s.called()));
        differences(differences, "number of", new TreeMap<>(expected.objects()), new TreeMap<>(found.objects()));
        if (!expected.largeObjects().equals(found.largeObjects())) {
            differences.add("large objects: " + found.largeObjects().count() + " with content " + found.largeObjects().hash()
                    + " instead of " + expected.largeObjects().count() + " with " + expected.largeObjects().hash());
        }
        differences.stream().limit(SHOWN).forEach(difference -> problems.add(path + ": " + difference + "."));
        if (differences.size() > SHOWN) {
            problems.add(path + ": and " + (differences.size() - SHOWN) + " more differences.");
        }
    }

    private static <T> Map<String, String> byName(List<T> all, Function<T, String> name, Function<T, String> state) {
        return all.stream().collect(Collectors.toMap(name, state, (a, b) -> a + "; " + b, TreeMap::new));
    }

    private static void differences(List<String> into, String noun, Map<String, ?> expected, Map<String, ?> found) {
        expected.forEach((name, state) -> {
            Object other = found.get(name);
            if (other == null) {
                into.add(noun + " " + name + " is not in the dump");
            } else if (!other.equals(state)) {
                into.add(noun + " " + name + " has " + other + " instead of " + state);
            }
        });
        found.keySet().stream().filter(name -> !expected.containsKey(name)).forEach(name -> into.add(noun + " " + name + " is in the dump, but not in the manifest"));
    }

    /** Of a plain dump, from which a line may be left out for psql. */
    private static final class CountedInput extends FilterInputStream {
        private final Counted raw;

        CountedInput(InputStream in, Counted raw) {
            super(in);
            this.raw = raw;
        }

        @Override public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            raw.count(Math.max(0, read));
            return read;
        }
    }

    /** Counts what comes out, for the comparison, the progress and the cancel. */
    private final class Counted extends OutputStream {
        private long bytes;

        @Override public void write(int b) {
            count(1);
        }

        @Override public void write(byte[] buffer, int offset, int length) {
            count(length);
        }

        private void count(int amount) {
            cancellation.check();
            bytes += amount;
            progress.advance(amount);
        }
    }
}
