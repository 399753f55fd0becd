package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.backup.DockerGround;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.DockerSide.StackService;
import dev.lifeboat.testing.TestEngine;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** "Back up now" with every kind, on a server in a container and volumes of a real engine. */
@Timeout(400)
class BackupSheetTest extends WorkplaceViewTest {
    @RegisterExtension
    static final TestEngine DOCKER = TestEngine.docker();

    private static final String PASSPHRASE = "open sesame, please";

    private static String files;
    private static String more;
    private static String server;
    private static String backend;

    @TempDir
    Path home;

    @BeforeAll
    static void stack() throws Exception {
        files = DOCKER.volume("sheet-files");
        more = DOCKER.volume("sheet-more");
        server = DOCKER.startPostgres("sheet");
        DOCKER.run("exec", server, "psql", "-U", "postgres", "-h", "127.0.0.1", "-c", "create table customer as select i as id, 'name ' || i as name from generate_series(1, 100) i");
        backend = DOCKER.start("sheet-backend", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", files + ":/files", "-v", more + ":/more");
        DOCKER.run("exec", backend, "sh", "-c", "echo hello > /files/a; echo more > /more/b");
    }

    private Workplace place() {
        var stack = new DockerGround(DOCKER, home).stack(server, List.of(new StackService(backend, true)), files, more);
        var place = Workplace.with(stack, home);
        place.app().passwords().store(server, 5432, "postgres", new Secret("secret"));
        return place;
    }

    @Test
    void everyKindIsPlannedAndTakenAndItsCommandIsRight() throws Exception {
        try (var place = place()) {
            var model = open(place);
            fire("#backups-first");
            waitFor(() -> isThere("#backup-database-0"));
            pictures("sheet-database");

            choose("#backup-kind-1");
            waitFor(() -> isThere("#backup-volume-1"));
            tick("#backup-volume-1", false);
            assertThat(command()).isEqualTo("lifeboat backup volumes --stack shop --volume " + files);
            pictures("sheet-volumes");
            tick("#backup-volume-0", false);
            waitFor(() -> lookup("#backup-go", Button.class).isDisabled());
            assertThat(lookup("#backup-volumes-problem", Label.class).getText()).isEqualTo("Choose at least one volume.");
            tick("#backup-volume-0", true);
            fire("#backup-go");
            waitFor(() -> model.sets().size() == 1);
            assertThat(model.sets().getFirst().manifest().volumes()).extracting(volume -> volume.name()).containsExactly(files);

            fire("#backups-now");
            choose("#backup-kind-2");
            waitFor(() -> isThere("#backup-hold-1"));
            waitFor(() -> texts().contains(backend + ": paused until the volumes are copied"));
            choose("#backup-hold-1");
            waitFor(() -> texts().contains(backend + ": stopped until the volumes are copied, then started again"));
            choose("#backup-hold-0");
            fire("#backup-more");
            choose("#backup-compression-1");
            type("#backup-level", "6");
            type("#backup-rate", "50");
            type("#backup-time-out", "90");
            assertThat(command()).isEqualTo("lifeboat backup full --stack shop --compression gzip --level 6 --limit-rate 50M --time-out 90m");
            pictures("sheet-full");
            type("#backup-level", "12");
            assertThat(lookup("#backup-level-problem", Label.class).getText()).isEqualTo("A whole number from 1 to 9.");
            assertThat(lookup("#backup-go", Button.class).isDisabled()).isTrue();
            pictures("sheet-problem");
            type("#backup-level", "6");
            fire("#backup-go");
            waitFor(() -> model.sets().size() == 2);
            assertThat(model.sets().getFirst().manifest().kind()).isEqualTo(Kind.FULL);
            assertThat(model.sets().getFirst().manifest().members()).filteredOn(member -> !member.path().startsWith("stack/")).extracting(Manifest.Member::compression).containsOnly("gzip");
            inFx(() -> {
                model.select(model.sets().getFirst().id());
                return null;
            });
            waitFor(() -> lookup("#backups-name", Label.class).getText().endsWith("-shop-full"));
            pictures("backups-full");

            fire("#backups-compare");
            waitFor(() -> isThere("#compare-volume-" + files));
            assertThat(texts()).anyMatch(text -> text.startsWith("Volume " + files + ": ") && text.endsWith(", all the same."));
            assertThat(model.sets().getFirst().manifest().volumes().stream().map(volume -> volume.name()).filter(name -> !name.equals(files)))
                    .isNotEmpty().allMatch(name -> texts().stream().anyMatch(text -> text.startsWith("Volume " + name + " is only in this set, with ")));
            assertThat(texts()).as("the other set has no tables").noneMatch(text -> text.startsWith("Both are equal"));
            pictures("compare-volumes");
            fire("#compare-close");

            // The time that services were held is known now, and so is what to expect.
            fire("#backups-now");
            choose("#backup-kind-2");
            waitFor(() -> texts().stream().anyMatch(text -> text.startsWith(backend + ": paused until the volumes are copied, ") && text.endsWith("the last time")));

            choose("#backup-kind-3");
            waitFor(() -> command().equals("lifeboat backup base --stack shop"));
            waitFor(() -> isThere("#backup-facts"));
            pictures("sheet-base");
            fire("#backup-cancel");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aPassphraseIsAskedTwiceAndWrittenNowhere() throws Exception {
        try (var place = place()) {
            place.app().stacks().save(place.stack().encryptedTo(List.of(Identity.generate().recipient())));
            var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
            bringToFront(inFx(() -> new BackupsView(model, context())), place.app().stacks().get("shop"));
            waitFor(() -> isThere("#backups-first"));
            fire("#backups-first");
            waitFor(() -> isThere("#backup-encryption-2"));
            choose("#backup-encryption-2");
            assertThat(command()).isEqualTo("lifeboat backup database --stack shop --no-encryption");
            choose("#backup-encryption-1");
            waitFor(() -> lookup("#backup-go", Button.class).isDisabled());
            type("#backup-passphrase", PASSPHRASE);
            type("#backup-again", PASSPHRASE + "?");
            assertThat(lookup("#backup-passphrase-problem", Label.class).getText()).isEqualTo("The two passphrases differ.");
            type("#backup-again", PASSPHRASE);
            assertThat(command()).isEqualTo("lifeboat backup database --stack shop --encrypt-with-passphrase");
            pictures("sheet-passphrase");
            fire("#backup-go");
            waitFor(() -> model.sets().size() == 1);
            assertThat(model.sets().getFirst().manifest().encryption().orElseThrow().passphrase()).isTrue();
        }
        assertThat(filesWith(PASSPHRASE)).isEmpty();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aStackWithoutVolumesSaysSoAndLeadsToItsForm() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            open(place);
            fire("#backups-first");
            choose("#backup-kind-2");
            waitFor(() -> isThere("#backup-impossible"));
            assertThat(texts()).contains("The stack shop says nothing of a Docker engine: it has no volumes to back up.");
            assertThat(lookup("#backup-go", Button.class).isDisabled()).isTrue();
            pictures("sheet-impossible");
            fire("#backup-add-volumes");
            assertThat(opened).containsExactly("volumes");
        }
    }

    private BackupsModel open(Workplace place) throws Exception {
        var model = inFx(() -> new BackupsModel(place.backupJobs(), place.app().retentions(), place.app().jobs(), tasks()));
        bringToFront(inFx(() -> new BackupsView(model, context())), place.stack());
        waitFor(() -> isThere("#backups-first"));
        return model;
    }

    private String command() {
        return lookup("#backup-command-text", TextArea.class).getText();
    }

    private void fire(String selector) throws Exception {
        lookup(selector, Button.class);
        inFx(() -> {
            lookup(selector, Button.class).fire();
            return null;
        });
    }

    private void choose(String selector) throws Exception {
        lookup(selector, ToggleButton.class);
        inFx(() -> {
            lookup(selector, ToggleButton.class).fire();
            return null;
        });
    }

    private void tick(String selector, boolean now) throws Exception {
        inFx(() -> {
            lookup(selector, CheckBox.class).setSelected(now);
            return null;
        });
    }

    private void type(String selector, String text) throws Exception {
        inFx(() -> {
            lookup(selector, TextInputControl.class).setText(text);
            return null;
        });
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile).filter(file -> has(file, text)).toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
