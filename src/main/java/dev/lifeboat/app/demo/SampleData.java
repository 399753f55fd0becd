package dev.lifeboat.app.demo;

import dev.lifeboat.containerpub.ApiKey;
import dev.lifeboat.containerpub.CloudFunction;
import dev.lifeboat.containerpub.ContainerPub;
import dev.lifeboat.containerpub.EmailVerificationOtp;
import dev.lifeboat.containerpub.FunctionData;
import dev.lifeboat.containerpub.FunctionDeployment;
import dev.lifeboat.containerpub.FunctionInvocation;
import dev.lifeboat.containerpub.FunctionLog;
import dev.lifeboat.containerpub.LogEntry;
import dev.lifeboat.containerpub.Organization;
import dev.lifeboat.containerpub.OrganizationMember;
import dev.lifeboat.containerpub.User;
import dev.lifeboat.containerpub.UserInformation;
import dev.lifeboat.containerpub.UserRole;
import dev.lifeboat.containerpub.Validity;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.type.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plausible data for ContainerPub's two databases. The same seed gives the same rows, byte for byte: nothing is taken from
 * the clock, and each table has random numbers of its own. Immutable and thread-safe.
 */
public final class SampleData {
    static final int USERS = 200;
    static final int ORGANIZATIONS = 25;
    static final int MEMBERS = 150;
    static final int FUNCTIONS = 600;
    static final int DEPLOYMENTS = 3_000;
    static final int DEPLOY_LOGS = 20_000;
    static final int INVOCATIONS = 50_000;
    static final int API_KEYS = 300;
    static final int LOGS = 2_000;
    static final int OTPS = 40;
    static final int VALUES = 1_200;

    /** The moment up to which things happened. */
    private static final Instant UNTIL = Instant.parse("2026-11-01T06:00:00Z");
    private static final Duration SPAN = Duration.ofDays(180);

    /** All rows of both databases. */
    static final long ROWS = 2L * USERS + ORGANIZATIONS + MEMBERS + OTPS + FUNCTIONS + DEPLOYMENTS + DEPLOY_LOGS + INVOCATIONS + API_KEYS
            + LOGS + VALUES;

    private final long seed;
    private final Progress progress;

    /**
     * @param seed any number; equal ones give equal data
     * @param progress is told of every row
     */
    public SampleData(long seed, Progress progress) {
        this.seed = seed;
        this.progress = progress;
    }

    /** Creates the tables of the main database and fills them, all or nothing. */
    public void fillMain(Db main) {
        main.tx(() -> {
            main.schema().create(ContainerPub.MAIN);
            people(main);
            functions(main);
            main.repo(FunctionLog.class, FunctionLog::id).copyIn(rows(DEPLOY_LOGS, 6, this::deployLog));
            main.repo(FunctionInvocation.class, FunctionInvocation::id).copyIn(rows(INVOCATIONS, 7, this::invocation));
            main.repo(ApiKey.class, ApiKey::id).copyIn(rows(API_KEYS, 8, this::apiKey));
            main.repo(LogEntry.class, LogEntry::id).copyIn(rows(LOGS, 9, this::log));
            continueNumbers(main, "users", "user_information", "organizations", "organization_members", "functions",
                    "function_deployments", "function_deploy_logs", "function_invocations", "api_keys", "logs",
                    "email_verification_otps");
        });
        main.sql("analyze").run();
    }

    /** Creates the table of the functions' database and fills it, all or nothing. */
    public void fillFunctions(Db functions) {
        functions.tx(() -> {
            functions.schema().create(ContainerPub.FUNCTIONS);
            functions.repo(FunctionData.class, FunctionData::id).copyIn(rows(VALUES, 11, this::value));
            continueNumbers(functions, "function_data");
        });
        functions.sql("analyze").run();
    }

    /** The rows bring their own numbers, so each sequence goes on after the last. */
    private static void continueNumbers(Db db, String... tables) {
        for (String table : tables) {
            db.sql("select setval(pg_get_serial_sequence(:table, 'id'), (select max(id) from " + table + "))",
                    "table", table).one(Long.class);
        }
    }

    private interface Maker<T> {
        T make(int number, Random random);
    }

    private <T> Stream<T> rows(int count, int table, Maker<T> maker) {
        Random random = random(table);
        IntFunction<T> make = number -> maker.make(number, random);
        return IntStream.rangeClosed(1, count).mapToObj(make).peek(_ -> progress.advance(1));
    }

    private Random random(int table) {
        return new Random(seed * 1_000_003 + table);
    }

    private void people(Db db) {
        db.repo(User.class, User::id).copyIn(rows(USERS, 1, this::user));
        db.repo(UserInformation.class, UserInformation::id).copyIn(rows(USERS, 2, this::information));
        db.repo(Organization.class, Organization::id).copyIn(rows(ORGANIZATIONS, 3, this::organization));
        db.repo(OrganizationMember.class, OrganizationMember::id).copyIn(rows(MEMBERS, 4, this::member));
        db.repo(EmailVerificationOtp.class, EmailVerificationOtp::id).copyIn(rows(OTPS, 10, this::otp));
    }

    private void functions(Db db) {
        Random random = random(5);
        int[] versions = new int[FUNCTIONS + 1];
        IntStream.rangeClosed(1, FUNCTIONS).forEach(f -> versions[f] = 1);
        IntStream.range(FUNCTIONS, DEPLOYMENTS).forEach(_ -> versions[1 + random.nextInt(FUNCTIONS)]++);
        List<CloudFunction> functions = new ArrayList<>();
        List<FunctionDeployment> deployments = new ArrayList<>();
        for (int f = 1; f <= FUNCTIONS; f++) {
            // One function in twelve is stopped: nothing of it is active.
            Optional<Integer> active = f % 12 == 0 ? Optional.empty()
                    : Optional.of(deployments.size() + versions[f] - (versions[f] > 1 && f % 7 == 0 ? 1 : 0));
            functions.add(function(f, active, random));
            for (int version = 1; version <= versions[f]; version++) {
                deployments.add(deployment(deployments.size() + 1, f, version, active, random));
            }
        }
        db.repo(CloudFunction.class, CloudFunction::id).copyIn(functions.stream().peek(_ -> progress.advance(1)));
        db.repo(FunctionDeployment.class, FunctionDeployment::id).copyIn(deployments.stream().peek(_ -> progress.advance(1)));
    }

    private User user(int number, Random random) {
        LocalDateTime created = local(early(random));
        boolean verified = number <= USERS - OTPS;
        return new User(number, uuid(User.class, number), email(number), "$argon2id$v=19$m=65536,t=3,p=4$" + hex(random, 32),
                verified, verified && random.nextInt(10) > 0, created, created.plusHours(random.nextInt(500)));
    }

    private static String firstName(int user) {
        return pick(SampleWords.FIRST_NAMES, user);
    }

    private static String lastName(int user) {
        return pick(SampleWords.LAST_NAMES, user * 7 + user / SampleWords.LAST_NAMES.size());
    }

    private static String email(int user) {
        String plain = java.text.Normalizer.normalize(firstName(user) + "." + lastName(user), java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "").replace("ø", "o").toLowerCase(Locale.ROOT);
        return plain + user + "@" + pick(SampleWords.DOMAINS, user);
    }

    private UserInformation information(int number, Random random) {
        String[] place = pick(SampleWords.PLACES, random).split("\\|");
        Instant created = early(random);
        UserRole role = number <= ORGANIZATIONS ? UserRole.TEAM
                : random.nextInt(4) == 0 ? UserRole.SUB_TEAM_DEVELOPER : UserRole.DEVELOPER;
        boolean shy = random.nextInt(5) == 0;
        return new UserInformation(number, uuid(UserInformation.class, number), uuid(User.class, number), firstName(number),
                lastName(number), shy ? null : "+%d 555 %06d".formatted(30 + random.nextInt(60), random.nextInt(1_000_000)),
                place[0], place[1], shy ? null : pick(SampleWords.STREETS, random) + " " + (1 + random.nextInt(120)),
                shy ? null : "%05d".formatted(random.nextInt(100_000)), null, role, created, created);
    }

    private Organization organization(int number, Random random) {
        Instant created = early(random);
        int form = (number - 1) / SampleWords.TRADES.size();
        return new Organization(number, uuid(Organization.class, number),
                pick(SampleWords.TRADES, number - 1) + " " + SampleWords.FORMS.get(form), uuid(User.class, number), created, created);
    }

    /** User 1 to 25 own and are in organisation 1 to 25; the next come round again. */
    private OrganizationMember member(int number, Random random) {
        return new OrganizationMember(number, uuid(Organization.class, (number - 1) % ORGANIZATIONS + 1),
                uuid(User.class, number), early(random));
    }

    private EmailVerificationOtp otp(int number, Random random) {
        return new EmailVerificationOtp(number, uuid(User.class, USERS - OTPS + number), hex(random, 32), hex(random, 16),
                UNTIL.minusSeconds(random.nextInt(86_400)));
    }

    private CloudFunction function(int number, Optional<Integer> active, Random random) {
        LocalDateTime created = local(early(random));
        Json analysis = random.nextInt(3) == 0 ? null : new Json("{\"score\": %d, \"warnings\": %d, \"entry\": \"bin/main.dart\"}"
                .formatted(60 + random.nextInt(41), random.nextInt(6)));
        return new CloudFunction(number, uuid(CloudFunction.class, number), 1 + (number - 1) % USERS, functionName(number),
                active.isPresent() ? "active" : "stopped", active.orElse(null), random.nextInt(9) == 0, analysis, created,
                created.plusHours(random.nextInt(900)));
    }

    /** No user has two of one name: a user's functions are 200 numbers apart. */
    private static String functionName(int number) {
        return pick(SampleWords.VERBS, number) + "-" + pick(SampleWords.NOUNS, number / SampleWords.VERBS.size())
                + (number > 144 ? "-" + (number / 144 + 1) : "");
    }

    private FunctionDeployment deployment(int number, int function, int version, Optional<Integer> active, Random random) {
        UUID uuid = uuid(FunctionDeployment.class, number);
        boolean isActive = active.filter(a -> a == number).isPresent();
        boolean failed = !isActive && random.nextInt(8) == 0;
        String log = failed ? "Compiling to a native executable\nError: " + pick(SampleWords.ERRORS, random)
                : String.join("\n", SampleWords.BUILD_STEPS);
        return new FunctionDeployment(number, uuid, function, version,
                "registry.example/" + functionName(function) + ":v" + version,
                "functions/" + uuid(CloudFunction.class, function) + "/v" + version + "/function.tar.gz",
                failed ? "failed" : isActive ? "active" : "inactive", isActive, log, local(later(random)));
    }

    private FunctionLog deployLog(int number, Random random) {
        int dice = random.nextInt(20);
        String level = dice == 0 ? "error" : dice < 3 ? "warning" : "info";
        String message = dice == 0 ? pick(SampleWords.ERRORS, random) : dice < 3 ? pick(SampleWords.WARNINGS, random)
                : pick(SampleWords.BUILD_STEPS, random);
        return new FunctionLog(number, uuid(FunctionLog.class, number), uuid(CloudFunction.class, popular(random)), level,
                message, local(later(random)));
    }

    private FunctionInvocation invocation(int number, Random random) {
        boolean success = random.nextInt(25) > 0;
        int duration = (int) (8 * Math.exp(random.nextDouble() * 6)) + (success ? 0 : 1_000);
        String error = success ? null : pick(SampleWords.ERRORS, random);
        String method = random.nextInt(3) == 0 ? "POST" : "GET";
        Json request = new Json("{\"method\": \"%s\", \"path\": \"/v1/%s\", \"ip\": \"203.0.113.%d\", \"bytes\": %d}".formatted(
                method, pick(SampleWords.NOUNS, random), 1 + random.nextInt(254), random.nextInt(20_000)));
        Json logs = random.nextInt(4) > 0 ? null : new Json("[{\"level\": \"%s\", \"message\": \"%s\"}]".formatted(
                success ? "info" : "error", success ? "done in " + duration + " ms" : error));
        return new FunctionInvocation(number, uuid(FunctionInvocation.class, number), popular(random),
                success ? "success" : "error", duration, error, logs, request,
                success ? "{\"ok\":true,\"items\":" + random.nextInt(50) + "}" : null, success, local(later(random)));
    }

    private ApiKey apiKey(int number, Random random) {
        Validity validity = Validity.values()[random.nextInt(Validity.values().length)];
        Instant created = later(random);
        boolean revoked = random.nextInt(6) == 0;
        Instant expires = switch (validity) {
            case HOUR -> created.plus(Duration.ofHours(1));
            case DAY -> created.plus(Duration.ofDays(1));
            case WEEK -> created.plus(Duration.ofDays(7));
            case MONTH -> created.plus(Duration.ofDays(30));
            case FOREVER -> null;
        };
        boolean active = !revoked && (expires == null || expires.isAfter(UNTIL));
        return new ApiKey(number, uuid(ApiKey.class, number), uuid(CloudFunction.class, 1 + random.nextInt(FUNCTIONS)),
                "pk_" + hex(random, 32), hex(random, 32), validity, expires, active,
                random.nextInt(3) == 0 ? null : pick(SampleWords.NOUNS, random) + " key", created,
                revoked ? created.plusSeconds(1_800) : null);
    }

    private LogEntry log(int number, Random random) {
        String action = pick(SampleWords.ACTIONS, random);
        boolean bad = random.nextInt(15) == 0;
        return new LogEntry(number, uuid(LogEntry.class, number), bad ? "error" : "info",
                new Json("{\"user\": %d, \"ok\": %b, \"took_ms\": %d}".formatted(1 + random.nextInt(USERS), !bad, random.nextInt(900))),
                action, local(later(random)));
    }

    private FunctionData value(int number, Random random) {
        int function = 1 + (number - 1) % FUNCTIONS;
        LocalDateTime created = local(later(random));
        Json json = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new Json(String.valueOf(random.nextInt(100_000)));
            case 2 -> new Json("\"" + pick(SampleWords.NOUNS, random) + "\"");
            default -> new Json("{\"cursor\": \"%s\", \"seen\": [%d, %d]}".formatted(hex(random, 8), random.nextInt(99), random.nextInt(99)));
        };
        return new FunctionData(number, uuid(FunctionData.class, number), function,
                number <= FUNCTIONS ? "last-run" : "settings/" + pick(SampleWords.NOUNS, function), json, created, created);
    }

    /** Few functions get most of the calls. */
    private static int popular(Random random) {
        return 1 + (int) (FUNCTIONS * Math.pow(random.nextDouble(), 2.5));
    }

    private static Instant early(Random random) {
        return UNTIL.minus(SPAN.multipliedBy(2)).plusMillis((long) (random.nextDouble() * SPAN.toMillis()));
    }

    private static Instant later(Random random) {
        return UNTIL.minusMillis((long) (random.nextDouble() * SPAN.toMillis()));
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** A row's UUID follows from its number, so that other tables can name it. */
    private UUID uuid(Class<?> entity, int number) {
        Random random = new Random(seed ^ (long) entity.getSimpleName().hashCode() << 24 ^ number * 0x9E3779B97F4A7C15L);
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    private static String hex(Random random, int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static String pick(List<String> words, int number) {
        return words.get(Math.floorMod(number, words.size()));
    }
}
