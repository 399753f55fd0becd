package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.schedule.Schedules;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the ground: tools and their versions, connection, disk space, permissions. Changes nothing. Thread-safe. */
public final class Doctor {

    private final Tools tools;
    private final Passwords passwords;
    private final Optional<Schedules> schedules;
    private final Optional<NotificationExamination> notifications;
    private final Clock clock;

    /** Without schedules and notifications. */
    public Doctor(Tools tools, Passwords passwords, Clock clock) {
        this(tools, passwords, Optional.empty(), Optional.empty(), clock);
    }

    public Doctor(Tools tools, Passwords passwords, Optional<Schedules> schedules, Optional<NotificationExamination> notifications, Clock clock) {
        this.notifications = notifications;
        this.schedules = schedules;
        this.tools = tools;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Every check in the order of the ground: tools, the stack's server, the repository, the configuration. */
    public List<Check> examine(Optional<Stack> stack, Path repositoryFolder, Path configurationFolder) {
        List<Check> checks = new ArrayList<>();
        checks.add(toolsFound(stack.flatMap(Stack::tools)));
        stack.ifPresent(one -> checks.addAll(new StackExamination(one, tools, passwords).checks()));
        checks.addAll(new RepositoryExamination(repositoryFolder, stack.map(Stack::name), clock.instant()).checks());
        checks.add(configuration(configurationFolder));
        checks.addAll(passwords.check());
        schedules.ifPresent(all -> checks.addAll(new ScheduleExamination(all).checks()));
        notifications.ifPresent(all -> checks.addAll(all.checks()));
        return List.copyOf(checks);
    }

    private Check toolsFound(Optional<Path> configured) {
        Tools.Search search = tools.search(configured);
        if (search.found().isEmpty()) {
            return Check.fail("PostgreSQL tools", "No pg_dump, pg_dumpall, pg_restore and psql were found.",
                    "Install PostgreSQL's client package.",
                    "Looked at: " + String.join(", ", search.lookedAt().stream().map(Path::toString).toList()) + ".");
        }
        return Check.ok("PostgreSQL tools", String.join("; ", search.found().stream().map(one -> one.version() + " in " + one.folder()).toList()) + ".");
    }

    private static Check configuration(Path folder) {
        String name = "Configuration folder";
        try {
            if (!Files.exists(folder)) {
                return Check.ok(name, folder + " is made when something is first kept there.");
            }
            if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
                return Check.fail(name, folder + " cannot be written.", "Check its owner and mode.");
            }
            return WorldWritable.is(folder)
                    ? Check.warn(name, folder + " can be changed by every user of this computer.", "chmod go-w '" + folder + "'")
                    : Check.ok(name, folder + " can be written by you only.");
        } catch (Failure e) {
            return Check.fail(name, e.getMessage(), e.hints().toArray(String[]::new));
        }
    }
}
