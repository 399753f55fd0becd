package dev.lifeboat.app;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.Backups;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.backup.FullBackup;
import dev.lifeboat.engine.backup.VolumeBackup;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.TargetLocks;
import dev.lifeboat.engine.monitor.Doctor;
import dev.lifeboat.engine.monitor.HealthCheck;
import dev.lifeboat.engine.monitor.NotificationExamination;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.Deliveries;
import dev.lifeboat.engine.notify.DesktopNotices;
import dev.lifeboat.engine.notify.Notifications;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RetentionStore;
import dev.lifeboat.engine.restore.DatabaseRestore;
import dev.lifeboat.engine.restore.PointRestore;
import dev.lifeboat.engine.restore.ProvenVerification;
import dev.lifeboat.engine.restore.ScratchCleaning;
import dev.lifeboat.engine.restore.SelfTest;
import dev.lifeboat.engine.restore.VolumeReplacements;
import dev.lifeboat.engine.restore.VolumeRestore;
import dev.lifeboat.engine.schedule.Agent;
import dev.lifeboat.engine.schedule.AgentFolder;
import dev.lifeboat.engine.schedule.AgentService;
import dev.lifeboat.engine.schedule.Crontab;
import dev.lifeboat.engine.schedule.KeptLogs;
import dev.lifeboat.engine.schedule.LogKeeping;
import dev.lifeboat.engine.schedule.ScheduleMemory;
import dev.lifeboat.engine.schedule.ScheduleNews;
import dev.lifeboat.engine.schedule.ScheduleStore;
import dev.lifeboat.engine.schedule.ScheduledWork;
import dev.lifeboat.engine.schedule.Schedules;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.SystemKeyring;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.orm.Db;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import java.util.Optional;

/**
 * The program put together: one of everything, built by plain constructors from the folders and the environment.
 * Only the window's shell and the command line's commands see it; they hand on what each part needs.
 */
public final class App implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Folders folders;
    private final Map<String, String> environment;
    private final SettingsStore settings;
    private final StackStore stacks;
    private final DestinationStore destinations;
    private final RetentionStore retentions;
    private final Passwords passwords;
    private final Keys keys;
    private final AuditLog audit;
    private final JobHistory history;
    private final JobQueue jobs;
    private final Tools tools;
    private final DatabaseBackup databaseBackup;
    private final BaseBackup baseBackup;
    private final VolumeBackup volumeBackup;
    private final FullBackup fullBackup;
    private final Thread recovery;
    private final DatabaseRestore databaseRestore;
    private final VolumeReplacements volumeReplacements;
    private final VolumeRestore volumeRestore;
    private final PointRestore pointRestore;
    private final Replication replication;
    private final ScheduleStore scheduleStore;
    private final ScheduleMemory scheduleMemory;
    private final KeptLogs keptLogs;
    private final AgentFolder agentFolder;
    private final ScheduledWork scheduledWork;
    private final Schedules schedules;
    private final ChannelStore channels;
    private final Deliveries deliveries;
    private final Notifications notifications;
    private final ScheduleNews news;
    private final HealthCheck health;
    private final Doctor doctor;

    public App(Folders folders, Map<String, String> environment) {
        this(folders, environment, new Tools());
    }

    /** @param tools where PostgreSQL's client tools are looked for */
    public App(Folders folders, Map<String, String> environment, Tools tools) {
        this.folders = folders;
        this.environment = Map.copyOf(environment);
        settings = new SettingsStore(folders.configuration().resolve("settings.json"));
        stacks = new StackStore(folders.configuration().resolve("stacks"));
        destinations = new DestinationStore(folders.configuration().resolve("destinations"));
        retentions = new RetentionStore(folders.configuration().resolve("retention"));
        passwords = new Passwords(folders.configuration().resolve("pgpass"), environment);
        SystemKeyring keyring = new SystemKeyring(System.getProperty("os.name"), environment);
        keys = new Keys(folders.configuration().resolve("keys"), keyring, environment);
        audit = new AuditLog(folders.state().resolve("audit.jsonl"));
        history = new JobHistory(folders.state().resolve("jobs.jsonl"));
        jobs = new JobQueue(history, folders.log(), Optional.of(new TargetLocks(folders.state().resolve("targets"))));
        this.tools = tools;
        databaseBackup = new DatabaseBackup(tools, passwords, audit);
        baseBackup = new BaseBackup(tools, passwords, audit);
        volumeBackup = new VolumeBackup(audit);
        fullBackup = new FullBackup(databaseBackup, volumeBackup, passwords, audit, folders.state().resolve("held"));
        volumeReplacements = new VolumeReplacements(folders.state().resolve("replacing"), audit);
        volumeRestore = new VolumeRestore(audit, keys, folders.state().resolve("filling"), volumeReplacements.folder());
        recovery = Thread.ofVirtual().name("recover").start(this::recover);
        databaseRestore = new DatabaseRestore(tools, passwords, audit, keys);
        pointRestore = new PointRestore(tools, audit, keys);
        replication = new Replication(audit, new Places(keyring), folders.cache().resolve("destinations"));
        scheduleStore = new ScheduleStore(folders.configuration().resolve("schedules"));
        scheduleMemory = new ScheduleMemory(folders.state().resolve("schedules"));
        keptLogs = new KeptLogs(folders.configuration().resolve("logs"));
        agentFolder = new AgentFolder(folders.state().resolve("agent"));
        channels = new ChannelStore(folders.configuration().resolve("notifications.json"), keyring);
        deliveries = new Deliveries(folders.state().resolve("notifications"), Clock.systemUTC());
        notifications = new Notifications(channels, deliveries, new DesktopNotices(System.getProperty("os.name"), environment), Duration.ofSeconds(2));
        news = new ScheduleNews(scheduleMemory, notifications::tell, Clock.systemUTC());
        schedules = new Schedules(scheduleStore, scheduleMemory, agentFolder, audit, Clock.systemUTC());
        scheduledWork = new ScheduledWork(stacks, this::repository, backups(), keys, retentions, destinations, replication, audit, Clock.systemUTC());
        health = new HealthCheck(history, destinations, replication, Optional.of(schedules), Clock.systemUTC());
        doctor = new Doctor(tools, passwords, Optional.of(schedules), Optional.of(new NotificationExamination(channels, deliveries)), Clock.systemUTC());
    }

    public Folders folders() { return folders; }

    public SettingsStore settings() { return settings; }

    public StackStore stacks() { return stacks; }

    public DestinationStore destinations() { return destinations; }

    public RetentionStore retentions() { return retentions; }

    public Passwords passwords() { return passwords; }

    public Keys keys() { return keys; }

    public AuditLog audit() { return audit; }

    public JobHistory history() { return history; }

    public JobQueue jobs() { return jobs; }

    public Tools tools() { return tools; }

    /** One of each kind of backup. */
    public Backups backups() {
        return new Backups(databaseBackup, volumeBackup, fullBackup, baseBackup);
    }

    public DatabaseBackup databaseBackup() { return databaseBackup; }

    public BaseBackup baseBackup() { return baseBackup; }

    public VolumeBackup volumeBackup() { return volumeBackup; }

    public FullBackup fullBackup() { return fullBackup; }

    public DatabaseRestore databaseRestore() { return databaseRestore; }

    /** Brings a set back in a place of its own to prove it. */
    public ProvenVerification provenVerification() {
        return new ProvenVerification(tools, keys, passwords, stacks::find);
    }

    /** Tests the verifications with damaged copies of a set. */
    public SelfTest selfTest() {
        return new SelfTest(provenVerification(), keys);
    }

    /** Removes the places that sets were tried in by programs that were killed. */
    public ScratchCleaning scratchCleaning() {
        return new ScratchCleaning(stacks.list(), passwords);
    }

    public VolumeRestore volumeRestore() { return volumeRestore; }

    public PointRestore pointRestore() { return pointRestore; }

    public Replication replication() { return replication; }

    public HealthCheck health() { return health; }

    public Doctor doctor() { return doctor; }

    public Schedules schedules() { return schedules; }

    /** Which stacks' logs the agent receives. */
    public KeptLogs keptLogs() { return keptLogs; }

    public AgentFolder agentFolder() { return agentFolder; }

    public ScheduledWork scheduledWork() { return scheduledWork; }

    /** The agent of this configuration as a service of this system. @param wholeComputer for all who use it, where the system tells the two apart */
    public AgentService agentService(boolean wholeComputer) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        AgentService.Host host = os.startsWith("windows") ? AgentService.Host.WINDOWS : os.startsWith("mac") ? AgentService.Host.LAUNCHD
                : wholeComputer ? AgentService.Host.SYSTEMD_SYSTEM : AgentService.Host.SYSTEMD_USER;
        return AgentService.of(host, new AgentService.Setting(Program.words(), homeVariable(), System.getProperty("user.name"),
                folders.configuration(), Path.of(System.getProperty("user.home"))));
    }

    /** The schedules as lines of a crontab. */
    public String crontab() {
        return Crontab.of(schedules.list(), Program.words(), homeVariable(), ZoneId.systemDefault());
    }

    private List<String> homeVariable() {
        String home = environment.get("LIFEBOAT_HOME");
        return home == null || home.isBlank() ? List.of() : List.of("LIFEBOAT_HOME=" + Path.of(home).toAbsolutePath());
    }

    /** Who is told how scheduled runs came out. */
    public ChannelStore channels() { return channels; }

    /** How the last notices went. */
    public Deliveries deliveries() { return deliveries; }

    public Notifications notifications() { return notifications; }

    /** What of the schedules' runs is told. */
    public ScheduleNews news() { return news; }

    /** The agent of this configuration, to be run; nothing runs yet. */
    public Agent agent() {
        LogKeeping logs = new LogKeeping(keptLogs, stacks, this::repository, passwords, jobs, news, Clock.systemUTC());
        return new Agent(scheduleStore, scheduleMemory, scheduledWork, jobs, audit, agentFolder, news, logs, Clock.systemUTC());
    }

    /** The server of a stack; nothing is connected yet. */
    public Server server(Stack stack) {
        return new Server(stack.server(), passwords);
    }

    /** A few connections to a database of a stack, see {@link StackPools#readOnly}; the caller closes them. */
    public Db readOnlyPool(Stack stack, String database) {
        return new StackPools(passwords).readOnly(stack, database);
    }

    /** As {@link #readOnlyPool}, for changing rows as well, see {@link StackPools#writing}. */
    public Db writingPool(Stack stack, String database) {
        return new StackPools(passwords).writing(stack, database);
    }

    public Path repositoryFolder() {
        return settings.load().repository().orElse(folders.data().resolve("repository"));
    }

    /**
     * The repository that Settings name; the default one is made when it is missing.
     * @throws dev.lifeboat.engine.Failure.NoRepository when a chosen one is missing, read-only or not ours
     */
    public Repository repository() {
        return settings.load().repository().map(Repository::open).orElseGet(() -> Repository.openOrCreate(folders.data().resolve("repository")))
                .cachedIn(folders.cache());
    }

    /** What a killed backup or restore had held runs again, and what a killed restore had begun goes or is brought to its end, also when the command itself has nothing to do with it. */
    private void recover() {
        try {
            fullBackup.recover();
        } catch (Failure e) {
            LOG.warn("Services that a killed backup had held could not be brought back", e);
        }
        try {
            volumeRestore.removeLeftovers();
        } catch (Failure e) {
            LOG.warn("Volumes that a killed restore had not filled could not be removed", e);
        }
        try {
            volumeReplacements.recover(Progress.NONE).forEach(LOG::info);
        } catch (Failure e) {
            LOG.warn("A restore of volumes in place that was killed could not be brought to its end", e);
        }
    }

    @Override
    public void close() {
        try {
            recovery.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        jobs.close();
        notifications.close();
    }
}
