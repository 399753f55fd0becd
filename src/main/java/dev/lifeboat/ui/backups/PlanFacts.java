package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.backup.BackupPlan;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.ui.backups.BackupModel.Planned;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.VBox;

/** What a backup would read and take, for how long, and what it would hold meanwhile. */
final class PlanFacts extends VBox {
    private final Formats formats;

    PlanFacts(Formats formats) {
        this.formats = formats;
        setId("backup-facts");
        getStyleClass().add(Css.GAP);
    }

    void show(Planned planned) {
        var plan = planned.plan();
        var facts = new Facts();
        plan.terms().sourceBytes().ifPresent(bytes -> facts.add(Messages.text("backups.sheet.reads"), formats.size(bytes)));
        facts.add(Messages.text("backups.sheet.size"), estimate(plan));
        if (plan instanceof FullBackupPlan full) facts.add(Messages.text("backups.sheet.held"), held(full, planned.held()));
        if (plan instanceof VolumeBackupPlan volumes && !writers(volumes).isEmpty()) {
            facts.add(Messages.text("backups.sheet.writers"), Messages.text("backups.sheet.writers.value", String.join(", ", writers(volumes))));
        }
        facts.add(Messages.text("backups.sheet.free"), Messages.text("backups.sheet.free.value", formats.size(plan.freeBytes()), plan.repository()));
        tools(plan).ifPresent(tools -> facts.add(Messages.text("backups.sheet.tools"), Messages.text("backups.sheet.tools.value", tools.version(), tools.place())));
        getChildren().setAll(facts);
        var room = plan.terms().room(plan.freeBytes());
        if (room.level() != Check.Level.OK) {
            getChildren().add(new Note(room.level() == Check.Level.FAIL ? StatePill.State.BAD : StatePill.State.WARNING, room.result(), String.join("\n", room.hints())));
        }
        if (plan instanceof BaseBackupPlan base) base.warnings().forEach(warning -> getChildren().add(new Note(StatePill.State.WARNING, warning, "")));
    }

    private String estimate(BackupPlan plan) {
        return plan.estimate()
                .map(estimate -> Messages.text("backups.sheet.size.about", formats.size(estimate.storedBytes()), formats.duration(Duration.ofMillis(estimate.durationMillis()))))
                .or(() -> plan.previousStoredBytes().map(last -> Messages.text("backups.sheet.size.last", formats.size(last))))
                .orElseGet(() -> Messages.text("backups.sheet.size.first"));
    }

    private String held(FullBackupPlan plan, Optional<Duration> last) {
        if (plan.services().isEmpty()) return Messages.text("backups.sheet.held.none");
        var names = String.join(", ", plan.services());
        boolean pausing = plan.mode() == HeldServices.Mode.PAUSE;
        return last.map(time -> Messages.text(pausing ? "backups.sheet.paused.last" : "backups.sheet.stopped.last", names, formats.duration(time)))
                .orElseGet(() -> Messages.text(pausing ? "backups.sheet.paused" : "backups.sheet.stopped", names));
    }

    private static List<String> writers(VolumeBackupPlan plan) {
        return plan.volumes().stream().flatMap(volume -> volume.writers().stream()).distinct().toList();
    }

    private static Optional<ClientTools> tools(BackupPlan plan) {
        return switch (plan) {
            case DatabaseBackupPlan of -> Optional.of(of.tools());
            case FullBackupPlan of -> Optional.of(of.databases().tools());
            case BaseBackupPlan of -> Optional.of(of.tools());
            case VolumeBackupPlan _ -> Optional.empty();
        };
    }
}
