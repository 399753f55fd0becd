package dev.lifeboat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house. Each rule says why it stands; CONTRIBUTING.md explains them together. */
class ArchitectureTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final int LONGEST_FILE = 400;

    private static final String[] TOOLKITS = {
        "javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp.ikonli..", "picocli.."
    };

    private static final String[] GROUND_FLOOR = {
        "dev.lifeboat.engine", "..engine.job..", "..engine.secret..", "..engine.audit.."
    };

    private static final JavaClasses PROGRAM = new ClassFileImporter().importPath(CLASSES);

    @Test
    void everyCompiledClassIsLookedAt() throws IOException {
        // ArchUnit passes over class files that it cannot read (such as those of a newer Java): then no wall would stand.
        try (Stream<Path> files = Files.walk(CLASSES)) {
            long compiled = files.map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class")).count();
            assertThat(PROGRAM.stream().filter(type -> !type.getSimpleName().equals("package-info"))).hasSize((int) compiled);
        }
    }

    @Test
    void theEngineKnowsNoWindowAndNoTerminal() {
        check(noClasses().that().resideInAnyPackage("..lifeboat.engine..", "..lifeboat.orm..", "..lifeboat.containerpub..")
                .should().dependOnClassesThat().resideInAnyPackage(TOOLKITS)
                .because("what protects data runs the same under the window, the command line and the scheduler"));
    }

    @Test
    void theEngineKnowsNoneOfItsUsers() {
        check(noClasses().that().resideInAPackage("..lifeboat.engine..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "..lifeboat.app..", "..lifeboat.cli..", "..lifeboat.ui..", "..lifeboat.orm..", "..lifeboat.containerpub..")
                .because("the engine backs up any PostgreSQL, not only what our own entities describe"));
    }

    @Test
    void theWindowDoesNotKnowTheCommandLine() {
        check(noClasses().that().resideInAPackage("..lifeboat.ui..")
                .should().dependOnClassesThat().resideInAPackage("..lifeboat.cli..")
                .because("both faces stand on the engine; one that leans on the other cannot be changed alone"));
    }

    @Test
    void theCommandLineDoesNotKnowTheWindow() {
        check(noClasses().that().resideInAPackage("..lifeboat.cli..")
                .should().dependOnClassesThat().resideInAnyPackage("..lifeboat.ui..", "javafx..", "org.controlsfx..", "atlantafx..")
                .because("a command must run where there is no display and start without loading a window toolkit"));
    }

    @Test
    void theFacesTouchNoDriver() {
        check(noClasses().that().resideInAnyPackage("..lifeboat.ui..", "..lifeboat.cli..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..", "com.github.dockerjava..",
                        "software.amazon..", "org.apache.commons.compress..", "com.github.luben..", "com.dynatrace..")
                .because("what the window can do the command line can do: both call the engine, which alone talks to the outside"));
    }

    @Test
    void onlyTheBrowserUsesTheOrm() {
        check(noClasses().that().resideInAnyPackage("..lifeboat.cli..", "..lifeboat.ui..")
                .and().resideOutsideOfPackage("..lifeboat.ui.browser..")
                .should().dependOnClassesThat().resideInAnyPackage("..lifeboat.orm..", "..lifeboat.containerpub..")
                .because("rows are looked at and edited in the browser; every other view shows what the engine reports"));
    }

    @Test
    void theOrmStandsAlone() {
        check(noClasses().that().resideInAPackage("..lifeboat.orm..")
                .should().dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAPackage("..lifeboat.orm.."))))
                .because("it is a library of its own: it can be read, tested and taken elsewhere without the program"));
    }

    @Test
    void containerPubStandsOnTheOrmOnly() {
        check(noClasses().that().resideInAPackage("..lifeboat.containerpub..")
                .should().dependOnClassesThat(
                        ours().and(DescribedPredicate.not(resideInAnyPackage("..lifeboat.orm..", "..lifeboat.containerpub.."))))
                .because("entities are data; nothing of them may pull the engine in"));
    }

    @Test
    void theEnginesRoomsFormNoCycle() {
        check(slices().matching("dev.lifeboat.engine.(*)..").should().beFreeOfCycles()
                .because("a room that can be understood only together with its neighbour is not a room"));
    }

    @Test
    void jobSecretAndAuditAreTheGroundFloor() {
        check(noClasses().that().resideInAnyPackage(GROUND_FLOOR)
                .should().dependOnClassesThat(ours().and(DescribedPredicate.not(
                        resideInAnyPackage(GROUND_FLOOR))))
                .because("every room runs jobs, needs passwords and is audited; the ground floor carries and is not carried"));
    }

    @Test
    void theRepositoryDoesNotKnowWhoFillsIt() {
        check(noClasses().that().resideInAPackage("..engine.repository..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "..engine.backup..", "..engine.restore..", "..engine.replication..", "..engine.schedule..", "..engine.monitor..")
                .because("backup, restore and replication stand on the repository: a set must be readable without what made it"));
    }

    @Test
    void scheduleAndMonitorStandOnTop() {
        check(noClasses().that().resideInAnyPackage("..engine.backup..", "..engine.restore..", "..engine.replication..")
                .should().dependOnClassesThat().resideInAnyPackage("..engine.schedule..", "..engine.monitor..")
                .because("a backup does the same whether a clock or a person started it, watched or not"));
    }

    @Test
    void theWiringKnowsNoFace() {
        check(noClasses().that().resideInAPackage("..lifeboat.app..")
                .should().dependOnClassesThat().resideInAnyPackage("..lifeboat.cli..", "..lifeboat.ui..")
                .orShould().dependOnClassesThat().resideInAnyPackage(TOOLKITS)
                .because("the same wiring serves the window, the command line, the agent and the tests"));
    }

    @Test
    void onlyTheMainClassSeesBothFaces() {
        check(noClasses().that().resideOutsideOfPackages("..lifeboat.cli..", "..lifeboat.ui..")
                .and().doNotHaveFullyQualifiedName(Lifeboat.class.getName())
                .should().dependOnClassesThat().resideInAnyPackage("..lifeboat.cli..", "..lifeboat.ui..")
                .because("main chooses the face; whatever else knew one could not be used by the other"));
    }

    @Test
    void aViewNeverCallsTheEngine() {
        check(noClasses().that(areViews())
                .should().accessTargetWhere(worksInTheEngine())
                .because("a view shows and asks; its model calls the engine in the background, so that nothing blocks the window"));
    }

    @Test
    void aModelHoldsNoNodes() {
        check(noClasses().that().resideInAPackage("..lifeboat.ui..").and().haveSimpleNameEndingWith("Model")
                .should().dependOnClassesThat().resideInAPackage("javafx.scene..")
                .because("a model is tested as plain code, without a toolkit and without a screen"));
    }

    @Test
    void packagesHaveSpeakingNames() {
        check(noClasses().should().resideInAnyPackage(
                        "..util..", "..utils..", "..helper..", "..helpers..", "..misc..", "..impl..")
                .because("such a name says nothing about what is inside, so everything ends up there"));
    }

    @Test
    void classesHaveSpeakingNames() {
        check(noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
                .because("a class that is hard to name does too much: find the noun"));
    }

    @Test
    void nothingStaticCanChange() {
        check(fields().that().areStatic().should().beFinal()
                .because("static state is shared by every stack, job and test in the process"));
    }

    @Test
    void onlyTheTerminalFacesPrint() {
        check(noClasses().that().resideOutsideOfPackages("..lifeboat.cli..", "..lifeboat.app.demo..")
                .and().doNotHaveFullyQualifiedName(Lifeboat.class.getName())
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(Throwable.class, "printStackTrace")
                .because("what is printed elsewhere is seen by nobody: report through Progress or throw a Failure"));
    }

    @Test
    void loggingGoesThroughSlf4j() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
                .because("there is one log with one configuration"));
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> sources = Files.walk(MAIN)) {
            List<Path> silent = sources.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct()
                    .filter(folder -> Files.notExists(folder.resolve("package-info.java"))).sorted().toList();
            assertThat(silent).as("packages without package-info.java").isEmpty();
        }
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        try (Stream<Path> main = Files.walk(MAIN); Stream<Path> test = Files.walk(TEST)) {
            List<String> tooLong = Stream.concat(main, test).filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > LONGEST_FILE).map(file -> file + ": " + lines(file) + " lines").sorted().toList();
            assertThat(tooLong).as("files beyond " + LONGEST_FILE + " lines: find the noun that wants a file of its own").isEmpty();
        }
    }

    private static void check(ArchRule rule) {
        rule.check(PROGRAM);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("dev.lifeboat..");
    }

    /** Classes named so, nodes, and what is declared inside them. */
    private static DescribedPredicate<JavaClass> areViews() {
        Predicate<JavaClass> view = type -> type.getPackageName().startsWith("dev.lifeboat.ui")
                && Stream.iterate(type, outer -> outer != null, outer -> outer.getEnclosingClass().orElse(null))
                        .anyMatch(outer -> outer.getSimpleName().endsWith("View") || outer.isAssignableTo("javafx.scene.Node"));
        return describe("are views", view);
    }

    /** Records, enums, interfaces and exceptions are values that a view may show; every other class does work. */
    private static DescribedPredicate<JavaAccess<?>> worksInTheEngine() {
        return describe("is work of the engine", access -> {
            JavaClass owner = access.getTargetOwner();
            return owner.getPackageName().startsWith("dev.lifeboat.engine")
                    && !owner.isRecord() && !owner.isEnum() && !owner.isInterface() && !owner.isAssignableTo(Throwable.class);
        });
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
