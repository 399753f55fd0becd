package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.relation.Relations.exists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.orm.Cascade;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.orm.Repo;
import dev.lifeboat.orm.Seen;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.testing.TestServer;
import java.lang.reflect.RecordComponent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContainerPubQueriesTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 10, 12, 0);
    private static Db db;
    private static User ada;
    private static User bob;
    private static User cy;
    private static CloudFunction mail;
    private static CloudFunction resize;
    private static Organization organization;

    @BeforeAll
    static void open() throws SQLException {
        db = Db.pooled(PoolSettings.of(SERVER.url(SERVER.createDatabase("pub")), SERVER.address().user(),
                SERVER.embedded().password().reveal()));
        db.schema().create(ContainerPub.MAIN);
        Repo<User, Integer> users = db.repo(User.class, User::id);
        ada = users.insert(user("ada@example.org"));
        bob = users.insert(user("bob@example.org"));
        cy = users.insert(user("cy@example.org"));
        db.repo(UserInformation.class, UserInformation::id).insert(new UserInformation(null, null, bob.uuid(), "Bob", "Bauer",
                null, null, null, null, null, null, UserRole.TEAM, null, null));
        functions();
        organization = db.repo(Organization.class, Organization::id).insert(new Organization(null, null, "Ferry", ada.uuid(), null, null));
        Instant day = Instant.parse("2026-03-01T00:00:00Z");
        db.repo(OrganizationMember.class, OrganizationMember::id).insertAll(List.of(
                new OrganizationMember(null, organization.uuid(), cy.uuid(), day.plusSeconds(2)),
                new OrganizationMember(null, organization.uuid(), bob.uuid(), day.plusSeconds(1)),
                new OrganizationMember(null, organization.uuid(), ada.uuid(), day)));
    }

    /** Calls of "mail": on the 10th 100 to 400 ms, one of four failed; on the 12th one of unknown outcome and duration. */
    private static void functions() {
        Repo<CloudFunction, Integer> functions = db.repo(CloudFunction.class, CloudFunction::id);
        mail = functions.insert(function(ada, "mail"));
        resize = functions.insert(function(bob, "resize"));
        List<FunctionDeployment> versions = db.repo(FunctionDeployment.class, FunctionDeployment::id).insertAll(IntStream.rangeClosed(1, 3)
                .mapToObj(v -> new FunctionDeployment(null, null, mail.id(), v, "mail:" + v, "s3/" + v, "ready", v == 2, null, null)).toList());
        mail = functions.patch(mail.id(), col(CloudFunction::activeDeploymentId).to(versions.get(1).id()));
        Repo<FunctionInvocation, Integer> calls = db.repo(FunctionInvocation.class, FunctionInvocation::id);
        calls.insertAll(IntStream.rangeClosed(1, 4).mapToObj(i -> call(NOON.plusMinutes(i), 100 * i, i != 4)).toList());
        calls.insert(call(NOON.plusDays(2), null, null));
        calls.insert(call(NOON.minusYears(1), 9_999, true));
    }

    private static User user(String email) {
        return new User(null, null, email, "hash", false, false, null, null);
    }

    private static CloudFunction function(User owner, String name) {
        return new CloudFunction(null, null, owner.id(), name, null, null, null, null, null, null);
    }

    private static FunctionInvocation call(LocalDateTime at, Integer millis, Boolean success) {
        return new FunctionInvocation(null, null, mail.id(), "done", millis, null, null, null, null, success, at);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static <R> R counting(int statements, Supplier<R> work) {
        List<Seen> seen = new ArrayList<>();
        Runnable end = db.watch(seen::add);
        try {
            R result = work.get();
            assertThat(seen).extracting(Seen::sql).hasSize(statements);
            return result;
        } finally {
            end.run();
        }
    }

    @Test
    void aFunctionComesWithItsOwnerAndDeployments() {
        FunctionView view = counting(3, () -> new FunctionQueries(db).find(mail.uuid())).orElseThrow();
        assertThat(view.name()).isEqualTo("mail");
        assertThat(view.owner()).contains(new UserView(ada.uuid(), "ada@example.org", false));
        assertThat(view.deployments()).extracting(DeploymentView::version).containsExactly(3, 2, 1);
        assertThat(view.active()).map(DeploymentView::imageTag).contains("mail:2");
        assertThat(new FunctionQueries(db).find(resize.uuid()).orElseThrow().active()).isEmpty();
        assertThat(new FunctionQueries(db).find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void functionsComeByPages() {
        FunctionQueries queries = new FunctionQueries(db);
        Page<FunctionSummary> first = counting(4, () -> queries.page(1));
        assertThat(first.rows()).extracting(FunctionSummary::name, FunctionSummary::activeVersion, FunctionSummary::deployments)
                .containsExactly(tuple("resize", Optional.empty(), 0L));
        Page<FunctionSummary> second = counting(4, () -> queries.page(1, first.next().orElseThrow()));
        assertThat(second.rows()).extracting(FunctionSummary::name, FunctionSummary::activeVersion, FunctionSummary::deployments)
                .containsExactly(tuple("mail", Optional.of(2), 3L));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void statisticsOfCalls() {
        List<InvocationStatistics> all = counting(1, () -> new FunctionQueries(db).statistics(NOON.minusDays(1)));
        assertThat(all).containsExactly(
                new InvocationStatistics(mail.uuid(), "mail", 5, OptionalDouble.of(0.75), OptionalDouble.of(250), OptionalDouble.of(385), Optional.of(NOON.plusDays(2))),
                new InvocationStatistics(resize.uuid(), "resize", 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty()));
        LocalDate tenth = NOON.toLocalDate();
        assertThat(counting(1, () -> new FunctionQueries(db).perDay(mail.uuid(), tenth.minusDays(1), tenth.plusDays(2)))).containsExactly(
                new DailyInvocations(tenth.minusDays(1), 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                new DailyInvocations(tenth, 4, OptionalDouble.of(0.75), OptionalDouble.of(250), OptionalDouble.of(385)),
                new DailyInvocations(tenth.plusDays(1), 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                new DailyInvocations(tenth.plusDays(2), 1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
    }

    @Test
    void membersSeeNobodysKeyButTheirOwn() {
        OrganizationQueries queries = new OrganizationQueries(db);
        OrganizationView owners = counting(3, () -> queries.find(organization.uuid(), ada.uuid())).orElseThrow();
        assertThat(owners.ownerUuid()).contains(ada.uuid());
        assertThat(owners.members()).extracting(MemberView::uuid).containsExactly(Optional.of(ada.uuid()), Optional.of(bob.uuid()), Optional.of(cy.uuid()));
        assertThat(owners.members()).extracting(MemberView::owner).containsExactly(true, false, false);
        OrganizationView bobs = queries.find(organization.uuid(), bob.uuid()).orElseThrow();
        assertThat(bobs.ownerUuid()).isEmpty();
        assertThat(bobs.members()).extracting(MemberView::uuid).containsExactly(Optional.empty(), Optional.of(bob.uuid()), Optional.empty());
        assertThat(bobs.members()).extracting(MemberView::name).containsExactly(Optional.empty(), Optional.of("Bob Bauer"), Optional.empty());
        assertThat(bobs.members().get(1).role()).contains(UserRole.TEAM);
        OrganizationView strangers = queries.find(organization.uuid(), UUID.randomUUID()).orElseThrow();
        assertThat(strangers.toString()).doesNotContain(ada.uuid().toString(), bob.uuid().toString(), cy.uuid().toString());
        assertThat(queries.find(UUID.randomUUID(), ada.uuid())).isEmpty();
    }

    @Test
    void viewsHaveNoInternalKeysAndNoPasswords() {
        assertThat(Stream.of(UserView.class, DeploymentView.class, FunctionView.class, FunctionSummary.class, MemberView.class,
                OrganizationView.class, InvocationStatistics.class, DailyInvocations.class)
                .flatMap(type -> Stream.of(type.getRecordComponents())).map(RecordComponent::getName))
                .noneMatch(name -> name.equals("id") || name.endsWith("Id") || name.contains("password") || name.contains("Hash"));
    }

    @Test
    void relationsLeadFromEveryTableToItsOwn() {
        Repo<User, UUID> users = db.repo(User.class, User::uuid);
        With<User, List<With<CloudFunction, Optional<FunctionInvocation>>>> last = counting(3, () -> users
                .where(col(User::email).eq("ada@example.org")).with(User.FUNCTIONS.with(CloudFunction.LAST_INVOCATION)).one());
        assertThat(last.related().getFirst().related().map(FunctionInvocation::timestamp)).contains(NOON.plusDays(2));
        assertThat(users.where(exists(User.FUNCTIONS, exists(CloudFunction.DEPLOYMENTS))).list()).extracting(User::email).containsExactly("ada@example.org");
        assertThat(users.where(exists(User.OWNED)).list()).extracting(User::email).containsExactly("ada@example.org");
        assertThat(users.where(exists(User.MEMBERSHIP)).count()).isEqualTo(3);
        assertThat(db.load(User.INFORMATION.with(UserInformation.USER), bob).orElseThrow().related()).map(User::email).contains("bob@example.org");
        assertThat(db.load(Organization.OWNER, organization)).map(User::email).contains("ada@example.org");
        assertThat(db.load(CloudFunction.LOGS, mail)).isEmpty();
        assertThat(db.load(CloudFunction.API_KEYS.with(ApiKey.FUNCTION), mail)).isEmpty();
        assertThat(db.load(User.OTP.with(EmailVerificationOtp.USER), ada)).isEmpty();
        assertThat(db.repo(OrganizationMember.class, OrganizationMember::id).with(OrganizationMember.USER, OrganizationMember.ORGANIZATION).list())
                .allMatch(m -> m.first().isPresent() && m.second().isPresent());
        assertThat(db.repo(FunctionDeployment.class, FunctionDeployment::id).with(FunctionDeployment.FUNCTION).list())
                .allMatch(d -> d.related().orElseThrow().name().equals("mail"));
        assertThat(db.repo(FunctionInvocation.class, FunctionInvocation::id).where(exists(FunctionInvocation.FUNCTION)).count()).isEqualTo(6);
        assertThat(db.repo(FunctionLog.class, FunctionLog::id).with(FunctionLog.FUNCTION).list()).isEmpty();
    }

    @Test
    void aUserTakesEverythingAlong() {
        Cascade cascade = db.repo(User.class, User::id).cascade(ada.id());
        assertThat(cascade.blocked()).isFalse();
        assertThat(cascade.effects()).extracting(e -> e.table() + " " + e.rows()).containsExactlyInAnyOrder("users 1", "functions 1",
                "function_deployments 3", "function_invocations 6", "organizations 1", "organization_members 3");
        assertThat(cascade.deleted()).isEqualTo(15);
    }
}
