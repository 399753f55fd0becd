package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.secret.Key;
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

    static CommandLine tree(Session session, WindowOpener window) {
        CommandLine root = new CommandLine(new LifeboatCommand(session, window))
                .addSubcommand(new WindowCommand(session, window))
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new CommandLine(new StackGroup())
                        .addSubcommand(new StackDiscover(session))
                        .addSubcommand(new StackAdd(session))
                        .addSubcommand(new StackList(session))
                        .addSubcommand(new StackShow(session))
                        .addSubcommand(new StackTest(session))
                        .addSubcommand(new StackRemove(session)))
                .addSubcommand(new CommandLine(new BackupGroup())
                        .addSubcommand(new BackupDatabase(session))
                        .addSubcommand(new BackupBase(session))
                        .addSubcommand(new BackupVolumes(session))
                        .addSubcommand(new BackupFull(session)))
                .addSubcommand(new CommandLine(new SetsGroup())
                        .addSubcommand(new SetsList(session))
                        .addSubcommand(new SetsShow(session))
                        .addSubcommand(new SetsVerify(session))
                        .addSubcommand(new SetsLook(session))
                        .addSubcommand(new SetsDiff(session))
                        .addSubcommand(new SetsExport(session))
                        .addSubcommand(new SetsImport(session))
                        .addSubcommand(new SetsPin(session))
                        .addSubcommand(new SetsUnpin(session))
                        .addSubcommand(new SetsPrune(session))
                        .addSubcommand(new SetsClean(session)))
                .addSubcommand(new CommandLine(new RestoreGroup())
                        .addSubcommand(new RestoreDatabase(session))
                        .addSubcommand(new RestoreVolumes(session))
                        .addSubcommand(new RestorePoint(session)))
                .addSubcommand(new CommandLine(new WalGroup())
                        .addSubcommand(new WalReceive(session))
                        .addSubcommand(new WalPush(session)))
                .addSubcommand(new CommandLine(new DestinationGroup())
                        .addSubcommand(new DestinationAdd(session))
                        .addSubcommand(new DestinationTest(session))
                        .addSubcommand(new DestinationList(session))
                        .addSubcommand(new DestinationRemove(session)))
                .addSubcommand(new CommandLine(new KeysGroup())
                        .addSubcommand(new KeysGenerate(session))
                        .addSubcommand(new KeysList(session))
                        .addSubcommand(new KeysShow(session))
                        .addSubcommand(new KeysExport(session))
                        .addSubcommand(new KeysImport(session))
                        .addSubcommand(new KeysRemove(session))
                        .addSubcommand(new KeysRecoveryKit(session))
                        .addSubcommand(new KeysRotate(session)))
                .addSubcommand(new ReplicateCommand(session))
                .addSubcommand(new CommandLine(new ScheduleGroup())
                        .addSubcommand(new ScheduleAdd(session))
                        .addSubcommand(new ScheduleList(session))
                        .addSubcommand(new ScheduleNext(session))
                        .addSubcommand(new ScheduleRun(session))
                        .addSubcommand(new ScheduleInstall(session))
                        .addSubcommand(new ScheduleUninstall(session))
                        .addSubcommand(new ScheduleRemove(session)))
                .addSubcommand(new CommandLine(new NotifyGroup())
                        .addSubcommand(new NotifyAdd(session))
                        .addSubcommand(new NotifyList(session))
                        .addSubcommand(new NotifyTest(session))
                        .addSubcommand(new NotifyRemove(session)))
                .addSubcommand(new AgentCommand(session))
                .addSubcommand(new DoctorCommand(session))
                .addSubcommand(new AuditCommand(session));
        root.registerConverter(Protection.class, text -> choice(Protection.class, text));
        root.registerConverter(Environment.class, text -> choice(Environment.class, text));
        root.registerConverter(Duration.class, Commands::duration);
        root.registerConverter(Channel.Type.class, text -> choice(Channel.Type.class, text));
        root.registerConverter(Action.class, text -> choice(Action.class, text));
        root.registerConverter(Key.Place.class, text -> choice(Key.Place.class, text));
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
