package dev.lifeboat.cli;

import dev.lifeboat.engine.restore.VolumeRestorePlan;
import dev.lifeboat.engine.restore.VolumeRestoreReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A restore of volumes, planned and done, in words; the plan as JSON. */
record VolumeRestoreText(Words words) {

    String plan(VolumeRestorePlan plan) {
        StringBuilder text = new StringBuilder("This would restore volumes from " + plan.setId() + ". Nothing has been changed.\n\n");
        List<String> steps = new ArrayList<>();
        plan.targets().forEach(target -> steps.add("Restore " + target.volume().name() + ", " + words.count(target.volume().files(), "file") + ", " + words.size(target.volume().bytes())
                + ", into the new volume " + target.newName() + ", and prove every file."));
        if (plan.inPlace()) {
            steps.add(plan.services().isEmpty() ? "Stop nothing: no running container uses the present volumes." : "Stop " + String.join(", ", plan.services()) + ".");
            plan.targets().forEach(target -> {
                String present = target.present().orElseThrow();
                steps.add(target.keptName().map(kept -> "Copy what " + present + " holds into " + kept + ", which is kept, and compare.").orElse("Make the volume " + present + ", which is not there."));
            });
            plan.targets().forEach(target -> steps.add("Replace what " + target.present().orElseThrow() + " holds by what " + target.newName() + " holds, compare, and remove that."));
            if (!plan.services().isEmpty()) {
                steps.add("Start " + String.join(", ", plan.services()) + " again.");
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            text.append(i + 1).append(". ").append(steps.get(i)).append('\n');
        }
        return text.toString();
    }

    static Map<String, Object> json(VolumeRestorePlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("set", plan.setId());
        json.put("stack", plan.stack().name());
        json.put("mode", plan.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("targets", plan.targets());
        json.put("services", plan.services());
        return json;
    }

    String report(VolumeRestoreReport report) {
        StringBuilder text = new StringBuilder("Restored from " + report.setId() + " in " + words.duration(report.durationMillis()) + ".\n");
        boolean inPlace = report.volumes().stream().anyMatch(one -> one.newName().equals(one.volume()) || one.keptName().isPresent());
        report.volumes().forEach(one -> text.append("  ").append(one.volume()).append(inPlace ? " in " : " into the new volume ").append(one.newName()).append(": ")
                .append(words.count(one.files(), "file")).append(one.proven() ? ", every one proven" : ", not proven: BusyBox's tar keeps less")
                .append(one.keptName().map(kept -> "; what was there is kept in " + kept).orElse("")).append('\n'));
        if (!report.services().isEmpty()) {
            text.append("Stopped for ").append(words.duration(report.stoppedMillis())).append(", and started again: ").append(String.join(", ", report.services())).append(".\n");
        }
        return text.append(inPlace ? "When all is well, the kept volumes can be removed: docker volume rm NAME\n"
                : "The present volumes were not touched. Have the services use the new ones when you have looked at them.\n").toString();
    }
}
