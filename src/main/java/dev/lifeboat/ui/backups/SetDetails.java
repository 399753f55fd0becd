package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.CopyText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.keys.OpenSheet;
import dev.lifeboat.ui.keys.OpeningModel.SetKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Everything about one backup set, and what can be done with it. */
final class SetDetails extends ScrollPane {
    private final BackupsModel model;
    private final ViewContext context;
    private final SetWords words;
    private final VBox content = Layout.column(Css.GAP_LARGE);
    private final Label log = Layout.wrapped("");

    SetDetails(BackupsModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        words = new SetWords(context.formats());
        setId("backups-details");
        setFitToWidth(true);
        getStyleClass().add("set-details");
        content.getStyleClass().add("set-details-content");
        setContent(content);
        log.setId("backups-log");
        model.windowProperty().addListener((_, _, window) -> showLog(window));
        showLog(model.windowProperty().get());
    }

    /** The log behind a base backup: which moments it leads to, and what ends it. */
    private void showLog(BackupsModel.Window window) {
        if (window == null) log.setText(Messages.text("backups.log.reading"));
        else log.setText(window.found().map(this::words).or(window::trouble).orElse(""));
    }

    private String words(RecoveryWindow window) {
        if (!window.isOpen()) return Messages.text("backups.log.none", window.why());
        return Messages.text("backups.log.open", context.formats().time(window.from()), context.formats().time(window.until()), window.segments().size(), window.points().size())
                + (window.why().isBlank() ? "" : "\n" + window.why());
    }

    /** Shows a set, or nothing for null. */
    void show(BackupSet set) {
        content.getChildren().clear();
        if (set == null) return;
        content.getChildren().addAll(head(set), remarks(set), facts(set));
        if (!set.manifest().databases().isEmpty()) content.getChildren().add(section(Messages.text("backups.databases"), databases(set), compare(set), look(set)));
        if (!set.manifest().volumes().isEmpty()) content.getChildren().add(section(Messages.text("backups.volumes"), volumes(set), lookAtFiles(set)));
        content.getChildren().addAll(section(Messages.text("backups.files"), files(set), export(set)), commands(set));
        setVvalue(0);
    }

    private Node head(BackupSet set) {
        var name = Layout.wrapped(set.id(), Styles.TITLE_4);
        name.setId("backups-name");
        HBox.setHgrow(name, Priority.ALWAYS);
        var restore = Buttons.plain("backups-restore", Messages.text("backups.restore"),
                () -> opened(set, () -> context.navigator().open(Place.RESTORE, set.id())));
        restore.setDisable(set.manifest().databases().isEmpty());
        boolean pinned = set.pin().isPresent();
        var pin = Buttons.plain("backups-pin", Messages.text(pinned ? "backups.unpin" : "backups.pin"), () -> model.pin(!pinned));
        return Layout.row(Css.GAP, name, SetPill.of(set), Layout.spring(), pin, verify(set), restore);
    }

    private Node verify(BackupSet set) {
        var button = new SplitMenuButton();
        button.setId("backups-verify");
        button.setText(Messages.text("backups.verify"));
        button.setAccessibleText(Messages.text("backups.verify.deep"));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> verify(set, Depth.DEEP));
        button.getItems().addAll(
                item("backups-verify-deep", Messages.text("backups.verify.deep"), () -> verify(set, Depth.DEEP)),
                item("backups-verify-quick", Messages.text("backups.verify.quick"), () -> model.verify(Depth.QUICK)));
        button.getItems().addAll(item("backups-verify-proven", Messages.text("backups.verify.proven"), () -> verify(set, Depth.PROVEN)),
                new SeparatorMenuItem(), item("backups-self-test", Messages.text("backups.selfTest"), () -> opened(set, model::selfTest)));
        return button;
    }

    private static MenuItem item(String id, String text, Runnable action) {
        var item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static Node remarks(BackupSet set) {
        var found = set.verified().stream().flatMap(result -> result.problems().stream())
                .map(problem -> new Note(StatePill.State.BAD, problem, ""));
        var warned = set.manifest().warnings().stream().map(warning -> new Note(StatePill.State.WARNING, warning, ""));
        var notes = Stream.concat(found, warned).toList();
        var box = Layout.column(Css.GAP);
        box.getChildren().addAll(notes);
        if (set.verified().filter(result -> !result.ok()).isPresent()) {
            box.getChildren().add(Layout.wrapped(Messages.text("backups.damaged.todo"), Css.QUIET));
        }
        box.setManaged(!box.getChildren().isEmpty());
        return box;
    }

    private Node facts(BackupSet set) {
        var formats = context.formats();
        var manifest = set.manifest();
        var server = manifest.server();
        var facts = new Facts()
                .add(Messages.text("backups.fact.taken"), Messages.text("backups.fact.taken.value", formats.time(manifest.startedAt()),
                        formats.duration(Duration.ofMillis(manifest.durationMillis()))))
                .add(Messages.text("backups.fact.size"), Messages.text("backups.fact.size.value", formats.size(manifest.sizeBytes()),
                        formats.size(manifest.rawBytes())))
                .add(Messages.text("backups.fact.verified"), set.verified()
                        .map(result -> Messages.text("backups.fact.verified.value", formats.time(result.at()), SetWords.depth(result.depth()),
                                formats.duration(Duration.ofMillis(result.durationMillis()))))
                        .orElseGet(() -> words.verified(set)))
                .add(Messages.text("backups.fact.kind"), SetWords.kind(manifest.kind()));
        if (!server.version().isEmpty()) {
            facts.add(Messages.text("backups.fact.server"), server.inWords());
        }
        manifest.base().ifPresent(base -> facts.add(Messages.text("backups.fact.holds"), Messages.text("backups.fact.holds.value", formats.count(base.files())))
                .add(Messages.text("backups.fact.recovers"), Messages.text("backups.fact.recovers.value", formats.time(base.stoppedAt())))
                .add(Messages.text("backups.fact.log"), log));
        manifest.docker().flatMap(DockerRecord::capture).ifPresent(capture -> facts.add(Messages.text("backups.fact.moment"),
                Messages.text("backups.fact.moment.value", formats.time(capture.snapshotAt()), String.join(", ", capture.services()),
                        formats.duration(Duration.ofMillis(capture.pausedMillis())))));
        facts.add(Messages.text("backups.fact.tools"), manifest.toolVersion().isEmpty() ? Messages.text("backups.fact.tools.own", manifest.lifeboatVersion())
                : Messages.text("backups.fact.tools.value", manifest.base().isPresent() ? "pg_basebackup" : "pg_dump", manifest.toolVersion(), manifest.lifeboatVersion()));
        facts.add(Messages.text("backups.fact.encryption"), encryption(set));
        manifest.label().ifPresent(label -> facts.add(Messages.text("backups.fact.label"), label));
        return facts.add(Messages.text("backups.fact.folder"),
                new CopyText("backups-folder", Messages.text("backups.fact.folder"), set.folder().toString()));
    }

    private String encryption(BackupSet set) {
        if (set.manifest().encryption().isEmpty()) return Messages.text("backups.encryption.none");
        if (set.manifest().encryption().get().passphrase()) return Messages.text("backups.encryption.passphrase");
        return model.keysOf(set).stream().map(SetDetails::words).collect(Collectors.joining("\n"));
    }

    private static String words(SetKey key) {
        String name = key.name().orElseGet(key.recipient()::shortened);
        return Messages.text(key.local() ? "backups.encryption.here" : "backups.encryption.elsewhere", name);
    }

    private Node databases(BackupSet set) {
        var grid = new Columns(Messages.text("backups.database.name"), Messages.text("backups.database.tables"),
                Messages.text("backups.database.rows"), Messages.text("backups.database.objects"), Messages.text("backups.database.size"));
        var formats = context.formats();
        for (Manifest.DatabaseRecord database : set.manifest().databases()) {
            grid.row(Layout.wrapped(database.facts().name()), formats.count(database.tables().size()), formats.count(database.rows()),
                    formats.count(database.largeObjects().count()), formats.size(database.facts().sizeBytes()));
        }
        return grid;
    }

    private Node volumes(BackupSet set) {
        var grid = new Columns(Messages.text("backups.database.name"), Messages.text("backups.volume.files"), Messages.text("backups.volume.size"));
        for (DockerRecord.VolumeRecord volume : set.manifest().volumes()) {
            grid.row(Layout.wrapped(volume.name()), context.formats().count(volume.files()), context.formats().size(volume.bytes()));
        }
        return grid;
    }

    private Node files(BackupSet set) {
        var list = Layout.column(Css.GAP);
        for (Manifest.Member member : set.manifest().members()) {
            var size = new Label(Messages.text("backups.file.size", context.formats().size(member.sizeBytes()),
                    context.formats().size(member.rawBytes())));
            size.getStyleClass().add(Css.QUIET);
            var line = Layout.row(Css.GAP, Layout.wrapped(member.path()), Layout.spring(), size);
            list.getChildren().add(Layout.column(Css.GAP_SMALL, line,
                    new CopyText("backups-hash-" + list.getChildren().size(), Messages.text("backups.file.hash", member.path()), member.sha256())));
        }
        return list;
    }

    private static Node commands(BackupSet set) {
        var block = new CodeBlock("backups-commands", Messages.text("backups.commands"));
        var lines = new ArrayList<>(List.of("lifeboat sets show " + set.id(), BackupJobs.verifyCommand(set.id(), Depth.DEEP).text()));
        if (!set.manifest().databases().isEmpty()) lines.add("lifeboat restore database " + set.id() + " --plan");
        if (!set.manifest().volumes().isEmpty()) lines.add("lifeboat restore volumes " + set.id() + " --plan");
        if (set.manifest().base().isPresent()) lines.add("lifeboat restore point --list --stack " + set.manifest().stack());
        block.show(String.join("\n", lines));
        return block;
    }

    private Node look(BackupSet set) {
        return Buttons.plain("backups-look", Messages.text("look.button"), Feather.EYE, () -> lookInto(set));
    }

    /** Of a full set the databases have the buttons that lead to both. */
    private Node[] lookAtFiles(BackupSet set) {
        return set.manifest().databases().isEmpty() ? new Node[] {compare(set), look(set)} : new Node[0];
    }

    private void lookInto(BackupSet set) {
        opened(set, () -> context.overlay().show(new LookSheet(model.looking(set), model.files(set), context)));
    }

    /** Does what reads the set once it can be read: an encrypted one may need a passphrase first. */
    private void opened(BackupSet set, Runnable then) {
        OpenSheet.before(model.opening(), context, set, then);
    }

    private void verify(BackupSet set, Depth depth) {
        opened(set, () -> model.verify(depth));
    }

    private Node compare(BackupSet set) {
        return Buttons.plain("backups-compare", Messages.text("compare.button"), Feather.GIT_COMMIT,
                () -> opened(set, () -> model.comparing(set).ifPresent(comparing -> context.overlay().show(new CompareSheet(comparing, context)))));
    }

    private Node export(BackupSet set) {
        return Buttons.plain("backups-export", Messages.text("archive.export.button"), Feather.PACKAGE,
                () -> context.overlay().show(new ArchiveSheet(model.exporting(set), context)));
    }

    private static Node section(String title, Node body, Node... actions) {
        var heading = new Label(title);
        heading.getStyleClass().addAll(Styles.TEXT_BOLD, Css.HEADING);
        var head = Layout.row(Css.GAP, heading, Layout.spring());
        head.getChildren().addAll(actions);
        return Layout.column(Css.GAP, head, body);
    }
}
