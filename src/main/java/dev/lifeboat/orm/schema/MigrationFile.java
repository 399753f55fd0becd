package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.error.MigrationRefused;
import dev.lifeboat.orm.error.MigrationRefused.Problem;
import dev.lifeboat.orm.error.MigrationRefused.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A migration as it lies in a folder: {@code V001__name.sql}.
 *
 * @param file          the file's name
 * @param checksum      SHA-256 of the text with line feeds as line ends, in hexadecimal: a checkout that changes them changes nothing
 * @param inTransaction whether all of it happens or nothing; not where the first line is {@code -- no transaction}
 */
public record MigrationFile(long version, String name, String file, String sql, String checksum, boolean inTransaction) {
    private static final Pattern NAME = Pattern.compile("V(\\d{1,18})__(.+)\\.sql");
    private static final Pattern NO_TRANSACTION = Pattern.compile("\\A--\\s*no transaction\\s*(\\n|\\z)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ENDS = Set.of("begin", "start", "commit", "rollback", "abort", "end");

    /**
     * The migrations of a folder in their order. Files that do not end with {@code .sql} are none.
     *
     * @throws MigrationRefused     naming every file that is not called as a migration is, or has the version of another, or ends a transaction by itself
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static List<MigrationFile> in(Path folder) {
        List<MigrationFile> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(p -> p.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".sql")).sorted().toList()) {
                Matcher name = NAME.matcher(path.getFileName().toString());
                if (name.matches()) {
                    files.add(read(path, Long.parseLong(name.group(1)), name.group(2)));
                } else {
                    problems.add(new Problem(Reason.BAD_NAME, path.getFileName().toString(), "it is not called like V001__name.sql"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the migrations in " + folder + " could not be read", e);
        }
        files.sort(Comparator.comparingLong(MigrationFile::version));
        check(files, problems);
        if (!problems.isEmpty()) {
            throw new MigrationRefused(problems);
        }
        return List.copyOf(files);
    }

    private static MigrationFile read(Path path, long version, String name) throws IOException {
        String sql = Files.readString(path).replaceFirst("^\uFEFF", "").replace("\r\n", "\n");
        return new MigrationFile(version, name.replace('_', ' '), path.getFileName().toString(), sql, checksum(sql), !NO_TRANSACTION.matcher(sql).find());
    }

    private static void check(List<MigrationFile> files, List<Problem> problems) {
        Map<Long, String> versions = new HashMap<>();
        for (MigrationFile file : files) {
            String other = versions.putIfAbsent(file.version, file.file);
            if (other != null) {
                problems.add(new Problem(Reason.SAME_VERSION, file.file, "it has the version of " + other));
            }
            file.statements().stream().filter(statement -> ENDS.contains(statement.firstWord().toLowerCase(Locale.ROOT))).findFirst()
                    .ifPresent(statement -> problems.add(new Problem(Reason.ENDS_TRANSACTION, file.file, "line " + statement.line() + ": "
                            + statement.firstWord() + " would end or begin a transaction; a file is one by itself")));
        }
    }

    /** Its statements one by one. */
    public List<Script.Statement> statements() {
        return new Script(sql).statements();
    }

    private static String checksum(String sql) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
