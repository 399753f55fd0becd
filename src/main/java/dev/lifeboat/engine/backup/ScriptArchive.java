package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An archive that ContainerPub's shell scripts made, recognised by its name.
 *
 * @param database the one database of a {@link Form#DATABASE}; empty for the others
 * @param time     from its name, as it stands there: {@code 20260711_020000}, local time of the host that made it
 */
public record ScriptArchive(Path file, Form form, String database, String time) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");
    private static final Pattern NAME = Pattern.compile("(.+)_([0-9]{8}_[0-9]{6})\\.(sql|tar)\\.gz");

    /** What the scripts made. */
    public enum Form {
        /** {@code <db>_TIME.sql.gz}: one database as plain SQL. */
        DATABASE,
        /** {@code full_backup_TIME.tar.gz}: the databases of one run. */
        DATABASES,
        /** {@code functions_volume_TIME.tar.gz}, {@code postgres_volume_TIME.tar.gz}, {@code volumes_backup_TIME.tar.gz}. */
        VOLUMES,
        /** {@code complete_backup_TIME.tar.gz}: the two before together. */
        COMPLETE
    }

    /** Empty when its name is none of theirs. */
    public static Optional<ScriptArchive> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        if (name.group(3).equals("sql")) {
            return Optional.of(new ScriptArchive(file, Form.DATABASE, name.group(1), name.group(2)));
        }
        return Optional.ofNullable(switch (name.group(1)) {
            case "full_backup" -> Form.DATABASES;
            case "functions_volume", "postgres_volume", "volumes_backup" -> Form.VOLUMES;
            case "complete_backup" -> Form.COMPLETE;
            default -> null;
        }).map(form -> new ScriptArchive(file, form, "", name.group(2)));
    }

    /**
     * Those with databases in a folder and below, each content once: a dump that also lies in a full backup of the same
     * run is left out. The oldest first.
     */
    public static List<ScriptArchive> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            List<ScriptArchive> all = files.filter(Files::isRegularFile).flatMap(file -> of(file).stream()).filter(ScriptArchive::hasDatabases).toList();
            Set<String> full = all.stream().filter(archive -> archive.form != Form.DATABASE).map(ScriptArchive::time).collect(Collectors.toSet());
            Set<String> withoutVolumes = all.stream().filter(archive -> archive.form == Form.DATABASES).map(ScriptArchive::time).collect(Collectors.toSet());
            return all.stream().filter(archive -> switch (archive.form) {
                case DATABASE -> !full.contains(archive.time);
                case COMPLETE -> !withoutVolumes.contains(archive.time);
                default -> true;
            }).sorted(Comparator.comparing(ScriptArchive::time).thenComparing(archive -> archive.file.toString())).toList();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look into " + folder, e);
        }
    }

    /** Whether a database may be in it. */
    public boolean hasDatabases() {
        return form != Form.VOLUMES;
    }

    /** When it was made. @param zone of the host that made it */
    public Instant madeAt(ZoneId zone) {
        try {
            return LocalDateTime.parse(time, TIME).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            throw new Failure.BadInput(file.getFileName() + " has no time in its name: " + time + ".", "Give it its own name back.");
        }
    }

    /** The file of {@code Key: value} lines that the scripts wrote beside it, if it is there. */
    public Optional<Path> description() {
        String name = (form == Form.VOLUMES ? "volume_backup_" : "backup_") + time + ".meta";
        return Optional.of(file.toAbsolutePath().resolveSibling(name)).filter(Files::isRegularFile);
    }
}
