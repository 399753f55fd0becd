package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.LoggedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A receiver at work on a thread of its own, or, by {@link #main}, in a process of its own that can be killed. */
public final class Receiving implements AutoCloseable {

    private final Cancellation cancellation = new Cancellation();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WalReceiver.Report> report = new CompletableFuture<>();

    private Receiving() {}

    public static Receiving start(Server server, Repository repository) {
        return start(server, repository, Encryption.NONE);
    }

    public static Receiving start(Server server, Repository repository, Encryption encryption) {
        Receiving receiving = new Receiving();
        WalReceiver receiver = new WalReceiver(server, repository, "shop", encryption);
        Thread.ofPlatform().name("receiver").start(() -> {
            try {
                receiving.report.complete(receiver.run(new Progress() {
                    @Override public void phase(String name, long total, Unit unit) {}
                    @Override public void advance(long amount) {}
                    @Override public void item(String name) {}
                    @Override public void note(String line) {
                        receiving.notes.add(line);
                    }
                }, receiving.cancellation));
            } catch (RuntimeException e) {
                receiving.report.completeExceptionally(e);
            }
        });
        return receiving;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    boolean isAtWork() {
        return !report.isDone();
    }

    public WalReceiver.Report stop() throws Exception {
        cancellation.cancel();
        return report.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        cancellation.cancel();
        report.handle((_, _) -> null).join();
    }

    /** Waits until everything that the server has now is on our disk. */
    public static void untilCaughtUp(LoggedServer server) throws Exception {
        Lsn end = Lsn.of(server.ask("select pg_current_wal_flush_lsn()::text"));
        WalStore store = new WalStore(server.ground().repository().folder(), server.ask("select system_identifier::text from pg_control_system()"), 16 << 20, Unlock.NONE);
        for (int tries = 0; ReceiverState.of(store).map(state -> state.flushed().isBefore(end)).orElse(true); tries++) {
            if (tries > 600) throw new AssertionError("the receiver never came to " + end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Arguments: port, password, folder of the repository; public keys to encrypt to. */
    public static void main(String... arguments) {
        ServerAddress address = new ServerAddress("127.0.0.1", Integer.parseInt(arguments[0]), "postgres", "postgres", TlsMode.DISABLE, Optional.empty());
        Server server = new Server(address, new Passwords(Path.of(arguments[2]).resolveSibling("none"), Map.of("PGPASSWORD", arguments[1])));
        Encryption encryption = Encryption.to(List.of(arguments).subList(3, arguments.length).stream().map(Recipient::new).toList());
        System.out.println("ready");
        new WalReceiver(server, Repository.open(Path.of(arguments[2])), "shop", encryption).run(Progress.NONE, new Cancellation());
    }
}
