package dev.lifeboat.ui.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at what the FX thread does, some hundred times a second, and remembers each time that the engine touched a
 * file, a process or the network there: that is what makes a window stand still.
 */
final class FxThreadWatch implements AutoCloseable {
    private static final List<String> BLOCKING = List.of("sun.nio.", "java.io.File", "java.io.Random", "sun.net.", "java.net.Socket",
            "java.lang.ProcessBuilder", "java.lang.ProcessImpl", "java.nio.file.Files");

    private final Set<String> offences = ConcurrentHashMap.newKeySet();
    private final AtomicInteger samples = new AtomicInteger();
    private final Thread watcher = Thread.ofPlatform().daemon().name("fx-watch").start(this::watch);

    private void watch() {
        var fx = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("JavaFX Application Thread")).findFirst().orElseThrow();
        while (!Thread.currentThread().isInterrupted()) {
            look(fx.getStackTrace());
            samples.incrementAndGet();
            try {
                Thread.sleep(2);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look(StackTraceElement[] stack) {
        var names = Arrays.stream(stack).map(StackTraceElement::getClassName).toList();
        // The first use of a class reads it from its jar: that is the JVM's doing, once.
        if (names.stream().anyMatch(name -> name.contains("ClassLoader") || name.contains("java.lang.invoke"))) return;
        int blocking = firstIndex(names, BLOCKING);
        int engine = firstIndex(names, List.of("dev.lifeboat.engine."));
        if (blocking >= 0 && engine > blocking) {
            offences.add(Arrays.stream(stack).filter(frame -> frame.getClassName().startsWith("dev.lifeboat.")).map(StackTraceElement::toString).toList().toString());
        }
    }

    private static int firstIndex(List<String> names, List<String> beginnings) {
        for (int i = 0; i < names.size(); i++) {
            if (beginnings.stream().anyMatch(names.get(i)::startsWith)) return i;
        }
        return -1;
    }

    /** The places in our code from which the engine blocked the FX thread. */
    Set<String> offences() {
        return offences;
    }

    int samples() {
        return samples.get();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
