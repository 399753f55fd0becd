package dev.lifeboat.bench;

import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.testing.SampleSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code lifeboat sets list} as a person calls it: the whole command in a new process, on a repository of real manifests,
 * with the catalogue's cache and without it, and with the page cache dropped where this process may do that. Beside it,
 * for scale, {@code cat} of all manifests and a command that reads no set.
 *
 * <p>Arguments: sets (default 1,000), rounds (default 5), the program (default {@code target/lifeboat/bin/lifeboat}, which
 * {@code ./mvnw package} makes). Needs bash.
 */
public final class CatalogueBenchmark {

    private static final int TABLES = 30;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final Path folder;
    private final Path program;

    private CatalogueBenchmark(Path folder, Path program) {
        this.folder = folder;
        this.program = program;
    }

    public static void main(String[] arguments) throws Exception {
        int sets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path program = Path.of(arguments.length > 2 ? arguments[2] : "target/lifeboat/bin/lifeboat").toAbsolutePath();
        Path folder = Files.createTempDirectory("lifeboat-benchmark-");
        try {
            new CatalogueBenchmark(folder, program).run(sets, rounds);
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private void run(int sets, int rounds) throws IOException, InterruptedException {
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        for (int number = 0; number < sets; number++) {
            write(repository, number);
        }
        String list = program + " sets list --repository " + repository.folder();
        String forget = "rm -rf " + folder.resolve("home/cache");
        print("a command that reads no set: stack list", "true", program + " stack list", rounds);
        print("cat of all manifests", "true", "cat " + repository.folder() + "/*/manifest.json", rounds);
        print("sets list", list, list, rounds);
        print("sets list, without the cache", forget, list, rounds);
        if (Files.isWritable(DROP_CACHES)) {
            String drop = "sync && echo 3 >" + DROP_CACHES;
            print("sets list, page cache dropped", list + " && " + drop, list, rounds);
            print("sets list, without the cache, page cache dropped", forget + " && " + drop, list, rounds);
        } else {
            System.out.println("(the page cache is not dropped: only root may)");
        }
    }

    private static void write(Repository repository, int number) throws IOException {
        Instant at = Instant.parse("2026-01-01T02:00:00Z").plus(Duration.ofHours(7L * number));
        List<DumpContents.TableContents> tables = IntStream.range(0, TABLES).mapToObj(table -> new DumpContents.TableContents("public", "table_" + table,
                1_000L * table + number, "%016x".formatted(number * 31L + table).repeat(4))).toList();
        List<DumpContents.SequenceValue> sequences = IntStream.range(0, TABLES).mapToObj(table -> new DumpContents.SequenceValue("public", "table_" + table + "_id_seq",
                1_000L * table + number, true)).toList();
        Manifest.DatabaseRecord database = SampleSets.database("shop", tables, sequences, new DumpContents.LargeObjects(0, ""),
                Map.of("TABLE", (long) TABLES, "INDEX", 44L, "CONSTRAINT", 31L, "FK CONSTRAINT", 17L));
        try (RepositoryLock lock = repository.lock("benchmark"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", at)) {
            SampleSets.member(writer, MemberPath.GLOBALS, 100, number);
            SampleSets.member(writer, MemberPath.ofDump("shop"), 1_000, number);
            BackupSet set = writer.complete(SampleSets.manifest("shop", at, List.of(database)));
            Files.setLastModifiedTime(set.folder().resolve("manifest.json"), FileTime.from(at)); // as old as it says
        }
    }

    private void print(String name, String before, String command, int rounds) throws IOException, InterruptedException {
        List<Double> wall = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String[] figures = bash(before + " >/dev/null; TIMEFORMAT='%R %U %S'; time " + command + " >/dev/null").split(" ");
            wall.add(Double.parseDouble(figures[0]));
            processor.add(Double.parseDouble(figures[1]) + Double.parseDouble(figures[2]));
        }
        System.out.printf(Locale.ROOT, "%-52s median %5.2f s, least %5.2f s   processor %5.2f s%n", name, middle(wall), wall.stream().min(Double::compare).orElseThrow(),
                middle(processor));
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** What it prints to stderr. */
    private String bash(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command);
        builder.environment().put("LIFEBOAT_HOME", folder.resolve("home").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + told);
        }
        return told;
    }
}
