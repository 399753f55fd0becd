package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.Kind;
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
 * @param name     the one database of a {@link Form#DATABASE}; of a {@link Form#VOLUME} {@code functions} or {@code postgres}; empty for the others
 * @param time     from its name, as it stands there: {@code 20260711_020000}, local time of the host that made it
 */
public record ScriptArchive(Path file, Form form, String name, String time) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");
    private static final Pattern NAME = Pattern.compile("(.+)_([0-9]{8}_[0-9]{6})\\.(sql|tar)\\.gz");

    /** What the scripts made. */
    public enum Form {
        /** {@code <db>_TIME.sql.gz}: one database as plain SQL. */
        DATABASE,
        /** {@code full_backup_TIME.tar.gz}: the databases of one run. */
        DATABASES,
        /** {@code functions_volume_TIME.tar.gz}, {@code postgres_volume_TIME.tar.gz}: the files of one volume. */
        VOLUME,
        /** {@code volumes_backup_TIME.tar.gz}: the volumes of one run. */
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
            case "functions_volume", "postgres_volume" -> Form.VOLUME;
            case "volumes_backup" -> Form.VOLUMES;
            case "complete_backup" -> Form.COMPLETE;
            default -> null;
        }).map(form -> new ScriptArchive(file, form, form == Form.VOLUME ? name.group(1).replace("_volume", "") : "", name.group(2)));
    }

    /**
     * Those in a folder and below, each content once: what also lies in an archive of the same run that holds more is left
     * out. The oldest first.
     */
    public static List<ScriptArchive> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            List<ScriptArchive> all = files.filter(Files::isRegularFile).flatMap(file -> of(file).stream()).toList();
            Set<String> complete = times(all, Form.COMPLETE);
            Set<String> databases = times(all, Form.DATABASES);
            Set<String> volumes = times(all, Form.VOLUMES);
            return all.stream().filter(archive -> switch (archive.form) {
                case DATABASE -> !databases.contains(archive.time) && !complete.contains(archive.time);
                case VOLUME -> !volumes.contains(archive.time) && !complete.contains(archive.time);
                case DATABASES, VOLUMES -> !complete.contains(archive.time);
                case COMPLETE -> true;
            }).sorted(Comparator.comparing(ScriptArchive::time).thenComparing(archive -> archive.file.toString())).toList();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look into " + folder, e);
        }
    }

    private static Set<String> times(List<ScriptArchive> all, Form form) {
        return all.stream().filter(archive -> archive.form == form).map(ScriptArchive::time).collect(Collectors.toSet());
    }

    /** What a set of it holds. */
    public Kind kind() {
        return switch (form) {
            case DATABASE, DATABASES -> Kind.DATABASE;
            case VOLUME, VOLUMES -> Kind.VOLUMES;
            case COMPLETE -> Kind.FULL;
        };
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
        String name = (kind() == Kind.VOLUMES ? "volume_backup_" : "backup_") + time + ".meta";
        return Optional.of(file.toAbsolutePath().resolveSibling(name)).filter(Files::isRegularFile);
    }
}
