package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.MailServer;
import dev.lifeboat.engine.restore.ProvingPlan;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.TlsMode;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The tree of all commands. */
final class Commands {

    private Commands() {}

    /**
     * The commands as a tree. Where the first words of the arguments name a command, only the branch that leads to it:
     * making all of them takes longer than most of them run.
     */
    static CommandLine tree(Session session, WindowOpener window, String... arguments) {
        CommandLine root = new CommandLine(new LifeboatCommand(session, window));
        new Branch(arguments, 0)
                .command("window", () -> new WindowCommand(session, window))
                .command("demo", () -> new DemoCommand(session))
                .group("stack", new StackGroup(), group -> group
                        .command("discover", () -> new StackDiscover(session))
                        .command("add", () -> new StackAdd(session))
                        .command("list", () -> new StackList(session))
                        .command("show", () -> new StackShow(session))
                        .command("test", () -> new StackTest(session))
                        .command("remove", () -> new StackRemove(session)))
                .group("backup", new BackupGroup(), group -> group
                        .command("database", () -> new BackupDatabase(session))
                        .command("base", () -> new BackupBase(session))
                        .command("volumes", () -> new BackupVolumes(session))
                        .command("full", () -> new BackupFull(session)))
                .group("sets", new SetsGroup(), group -> group
                        .command("list", () -> new SetsList(session))
                        .command("show", () -> new SetsShow(session))
                        .command("verify", () -> new SetsVerify(session))
                        .command("self-test", () -> new SetsSelfTest(session))
                        .command("look", () -> new SetsLook(session))
                        .command("diff", () -> new SetsDiff(session))
                        .command("export", () -> new SetsExport(session))
                        .command("import", () -> new SetsImport(session))
                        .command("pin", () -> new SetsPin(session))
                        .command("unpin", () -> new SetsUnpin(session))
                        .command("prune", () -> new SetsPrune(session))
                        .command("clean", () -> new SetsClean(session)))
                .group("restore", new RestoreGroup(), group -> group
                        .command("database", () -> new RestoreDatabase(session))
                        .command("volumes", () -> new RestoreVolumes(session))
                        .command("point", () -> new RestorePoint(session)))
                .group("wal", new WalGroup(), group -> group
                        .command("receive", () -> new WalReceive(session))
                        .command("push", () -> new WalPush(session))
                        .command("keep", () -> new WalKeep(session))
                        .command("status", () -> new WalStatus(session)))
                .group("destination", new DestinationGroup(), group -> group
                        .command("add", () -> new DestinationAdd(session))
                        .command("test", () -> new DestinationTest(session))
                        .command("list", () -> new DestinationList(session))
                        .command("remove", () -> new DestinationRemove(session)))
                .group("keys", new KeysGroup(), group -> group
                        .command("generate", () -> new KeysGenerate(session))
                        .command("list", () -> new KeysList(session))
                        .command("show", () -> new KeysShow(session))
                        .command("export", () -> new KeysExport(session))
                        .command("import", () -> new KeysImport(session))
                        .command("remove", () -> new KeysRemove(session))
                        .command("recovery-kit", () -> new KeysRecoveryKit(session))
                        .command("rotate", () -> new KeysRotate(session)))
                .command("replicate", () -> new ReplicateCommand(session))
                .group("schedule", new ScheduleGroup(), group -> group
                        .command("add", () -> new ScheduleAdd(session))
                        .command("list", () -> new ScheduleList(session))
                        .command("next", () -> new ScheduleNext(session))
                        .command("run", () -> new ScheduleRun(session))
                        .command("install", () -> new ScheduleInstall(session))
                        .command("uninstall", () -> new ScheduleUninstall(session))
                        .command("remove", () -> new ScheduleRemove(session)))
                .group("notify", new NotifyGroup(), group -> group
                        .command("add", () -> new NotifyAdd(session))
                        .command("list", () -> new NotifyList(session))
                        .command("test", () -> new NotifyTest(session))
                        .command("remove", () -> new NotifyRemove(session)))
                .command("agent", () -> new AgentCommand(session))
                .command("doctor", () -> new DoctorCommand(session))
                .command("audit", () -> new AuditCommand(session))
                .addTo(root);
        root.registerConverter(Protection.class, text -> choice(Protection.class, text));
        root.registerConverter(ContainerEnvironment.class, text -> choice(ContainerEnvironment.class, text));
        root.registerConverter(Environment.class, text -> choice(Environment.class, text));
        root.registerConverter(Duration.class, Commands::duration);
        root.registerConverter(Channel.Type.class, text -> choice(Channel.Type.class, text));
        root.registerConverter(ChannelStore.Place.class, text -> choice(ChannelStore.Place.class, text));
        root.registerConverter(MailServer.Security.class, text -> choice(MailServer.Security.class, text));
        root.registerConverter(Action.class, text -> choice(Action.class, text));
        root.registerConverter(Key.Place.class, text -> choice(Key.Place.class, text));
        root.registerConverter(ProvingPlan.Where.class, text -> choice(ProvingPlan.Where.class, text));
        root.registerConverter(Long.class, Commands::longNumber);
        root.registerConverter(Integer.class, Commands::number);
        root.registerConverter(int.class, Commands::number);
        root.registerConverter(TlsMode.class, text -> choice(TlsMode.class, text));
        root.getCommandSpec().version("Lifeboat " + version(), "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        root.setUsageHelpWidth(100);
        return root;
    }

    static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static long longNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    /** {@code 30d}, {@code 48h}, {@code 90m}: a duration of one unit. */
    static Duration duration(String text) {
        try {
            long amount = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
            return switch (text.charAt(text.length() - 1)) {
                case 'd' -> Duration.ofDays(amount);
                case 'h' -> Duration.ofHours(amount);
                case 'm' -> Duration.ofMinutes(amount);
                default -> throw new NumberFormatException();
            };
        } catch (NumberFormatException | ArithmeticException | IndexOutOfBoundsException _) {
            throw new TypeConversionException("'" + text + "' is not a time such as 30d, 48h or 90m");
        }
    }

    /** Any letter case, with {@code -} for {@code _}. */
    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return constant;
            }
        }
        throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", java.util.Arrays.stream(type.getEnumConstants()).map(Commands::word).toList()));
    }

    /** {@code VERIFY_FULL} as it is typed: {@code verify-full}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Command(name = "stack", description = "Which servers and databases are protected.")
    private static final class StackGroup extends Group {}

    @Command(name = "backup", description = "Take backups.")
    private static final class BackupGroup extends Group {}

    @Command(name = "sets", description = "The backup sets there are: list, show, verify, look, diff, export, import, pin, prune, clean.")
    private static final class SetsGroup extends Group {}

    @Command(name = "restore", description = "Bring data back.")
    private static final class RestoreGroup extends Group {}

    @Command(name = "notify", description = "Who is told when a scheduled run fails, works again or was missed.")
    private static final class NotifyGroup extends Group {}

    @Command(name = "wal", description = "Keep the log of a server, from which any moment can be brought back.")
    private static final class WalGroup extends Group {}

    @Command(name = "schedule", description = "What is done again and again: backups, verification, clean-up, copies.")
    private static final class ScheduleGroup extends Group {}

    @Command(name = "destination", description = "Where backup sets are copied to.")
    private static final class DestinationGroup extends Group {}

    @Command(name = "keys", description = "Keys that backup sets are encrypted with: generate, list, show, export, import, remove, recovery-kit, rotate.")
    private static final class KeysGroup extends Group {}
}
