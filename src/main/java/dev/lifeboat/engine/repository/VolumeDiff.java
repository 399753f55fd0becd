package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the files of one volume differ between two sets, by path: from their indexes, without the files themselves.
 *
 * @param inLeft      whether the volume is in the left set
 * @param equal       files that are the same in every respect
 * @param added       only in the right set
 * @param removed     only in the left set
 * @param changed     of another kind, size, mode, owner, time, target, content or attributes
 * @param differences the first of them by path, no more than {@link #MOST}
 */
public record VolumeDiff(String volume, boolean inLeft, boolean inRight, long equal, long added, long removed, long changed, List<Difference> differences) {

    /** So many differences are listed; all are counted. */
    public static final int MOST = 10_000;
    private static final int WAITING = 100_000;

    /** One file. @param left empty when it is only on the right, and the other way round */
    public record Difference(String path, Optional<FileEntry> left, Optional<FileEntry> right) {}

    public boolean same() {
        return inLeft && inRight && added + removed + changed == 0;
    }

    /** How many are not listed. */
    public long more() {
        return added + removed + changed - differences.size();
    }

    /** Of every volume of either set, by name. @throws dev.lifeboat.engine.Failure.SetDamaged when an index cannot be read */
    public static List<VolumeDiff> of(SetVolumes left, SetVolumes right, Cancellation cancellation) {
        return of(left, right, WAITING, cancellation);
    }

    /** @param waiting so many files may wait for their other side at a time */
    static List<VolumeDiff> of(SetVolumes left, SetVolumes right, int waiting, Cancellation cancellation) {
        TreeSet<String> names = new TreeSet<>();
        left.volumes(Optional.empty()).forEach(volume -> names.add(volume.name()));
        right.volumes(Optional.empty()).forEach(volume -> names.add(volume.name()));
        return names.stream().map(name -> of(name, left, right, waiting, cancellation)).toList();
    }

    private static VolumeDiff of(String name, SetVolumes left, SetVolumes right, int waiting, Cancellation cancellation) {
        Optional<VolumeRecord> one = named(left, name);
        Optional<VolumeRecord> other = named(right, name);
        if (one.isEmpty() || other.isEmpty()) {
            return new VolumeDiff(name, one.isPresent(), other.isPresent(), 0, other.map(VolumeRecord::files).orElse(0L), one.map(VolumeRecord::files).orElse(0L), 0, List.of());
        }
        // A volume that has not changed has its files in the same order. Where they lie quite otherwise it takes more than one reading.
        for (int parts = 1; ; parts *= 4) {
            Optional<VolumeDiff> diff = new Comparing(left, one.get(), right, other.get(), parts, waiting, cancellation).run();
            if (diff.isPresent()) {
                return diff.get();
            }
        }
    }

    private static Optional<VolumeRecord> named(SetVolumes volumes, String name) {
        return volumes.volumes(Optional.empty()).stream().filter(volume -> volume.name().equals(name)).findFirst();
    }

    /** Reads both indexes side by side, as often as there are parts; a path belongs to one part. For one use. */
    private static final class Comparing {
        private final SetVolumes left;
        private final VolumeRecord one;
        private final SetVolumes right;
        private final VolumeRecord other;
        private final int parts;
        private final int waiting;
        private final Cancellation cancellation;
        private final Map<String, FileEntry> lefts = new HashMap<>();
        private final Map<String, FileEntry> rights = new HashMap<>();
        private final List<Difference> differences = new ArrayList<>();
        private long equal;
        private long added;
        private long removed;
        private long changed;

        Comparing(SetVolumes left, VolumeRecord one, SetVolumes right, VolumeRecord other, int parts, int waiting, Cancellation cancellation) {
            this.left = left;
            this.one = one;
            this.right = right;
            this.other = other;
            this.parts = parts;
            this.waiting = waiting;
            this.cancellation = cancellation;
        }

        /** Empty when too many files wait for their other side. */
        Optional<VolumeDiff> run() {
            for (int part = 0; part < parts; part++) {
                if (!run(part)) {
                    return Optional.empty();
                }
            }
            trim();
            return Optional.of(new VolumeDiff(one.name(), true, true, equal, added, removed, changed, List.copyOf(differences)));
        }

        private boolean run(int part) {
            try (FileIndex.Reader ones = index(left, one); FileIndex.Reader others = index(right, other)) {
                FileEntry a = next(ones, part);
                FileEntry b = next(others, part);
                while (a != null || b != null) {
                    cancellation.check();
                    if (a != null) {
                        meet(a, rights.remove(a.path()), lefts, true);
                    }
                    if (b != null) {
                        meet(b, lefts.remove(b.path()), rights, false);
                    }
                    if (lefts.size() + rights.size() > waiting && parts < one.files() + other.files()) {
                        return false;
                    }
                    a = next(ones, part);
                    b = next(others, part);
                }
            } catch (IOException e) {
                throw left.damaged(one.index(), e);
            }
            lefts.values().forEach(entry -> differ(new Difference(entry.path(), Optional.of(entry), Optional.empty())));
            rights.values().forEach(entry -> differ(new Difference(entry.path(), Optional.empty(), Optional.of(entry))));
            removed += lefts.size();
            added += rights.size();
            lefts.clear();
            rights.clear();
            return true;
        }

        private static FileIndex.Reader index(SetVolumes volumes, VolumeRecord volume) {
            try {
                return volumes.index(volume);
            } catch (IOException e) {
                throw volumes.damaged(volume.index(), e);
            }
        }

        private FileEntry next(FileIndex.Reader index, int part) throws IOException {
            FileEntry entry = index.nextOrNull();
            while (entry != null && Math.floorMod(entry.path().hashCode(), parts) != part) {
                entry = index.nextOrNull();
            }
            return entry;
        }

        private void meet(FileEntry entry, FileEntry counterpartOrNull, Map<String, FileEntry> own, boolean isLeft) {
            if (counterpartOrNull == null) {
                own.put(entry.path(), entry);
            } else if (entry.equals(counterpartOrNull)) {
                equal++;
            } else {
                changed++;
                differ(new Difference(entry.path(), Optional.of(isLeft ? entry : counterpartOrNull), Optional.of(isLeft ? counterpartOrNull : entry)));
            }
        }

        private void differ(Difference difference) {
            differences.add(difference);
            if (differences.size() > 2 * MOST) {
                trim();
            }
        }

        private void trim() {
            differences.sort(Comparator.comparing(Difference::path));
            if (differences.size() > MOST) {
                differences.subList(MOST, differences.size()).clear();
            }
        }
    }
}
