package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A real tar in a helper container, which reads or fills one volume. Docker's own archive API is not used: it leaves out
 * files that it cannot read and reports success, cuts times, drops extended attributes and expands sparse files.
 */
public final class VolumeTar implements AutoCloseable {

    private static final int NAMED = 5;
    private static final String STILL = "When services write to it: take a full backup, which pauses them for the time of the copy, or stop them first.";
    /** A file in memory, whose time is that of the beginning. */
    private static final String BEGAN = "/dev/shm/lifeboat-began";
    private static final String CHANGED = "find " + HelperContainer.FOLDER + " -cnewer " + BEGAN;

    /** Which tar answers, and so what can be kept. */
    public enum Flavour { GNU, BUSYBOX }

    /** Reads a tar to its end. */
    @FunctionalInterface
    public interface Reading<R> {
        R read(InputStream tar) throws IOException;
    }

    private final HelperContainer container;
    private final String volume;
    private final Flavour flavour;
    private final String version;

    private VolumeTar(HelperContainer container, String volume, Flavour flavour, String version) {
        this.container = container;
        this.volume = volume;
        this.flavour = flavour;
        this.version = version;
    }

    /**
     * Opens a volume with the best tar that the images have: GNU tar, else BusyBox's.
     *
     * @param imageIds on the host, the preferred one first
     * @throws Failure.ToolMissing when none of them has a tar that is known
     */
    public static VolumeTar open(DockerEngine engine, Collection<String> imageIds, String volume, HelperContainer.Access access) {
        return open(imageIds, volume, image -> HelperContainer.start(engine, image, volume, access));
    }

    /**
     * Opens a new, empty volume that nobody else sees, and that goes when this is closed, or with what {@link HelperContainer#removeLeftovers} removes.
     *
     * @param called what is brought into it, for people
     */
    public static VolumeTar openThrowAway(DockerEngine engine, Collection<String> imageIds, String called) {
        return open(imageIds, called, image -> HelperContainer.startWithItsOwnVolume(engine, image));
    }

    private static VolumeTar open(Collection<String> imageIds, String volume, Function<String, HelperContainer> starting) {
        Optional<String> second = Optional.empty();
        List<String> answers = new ArrayList<>();
        for (String image : imageIds) {
            HelperContainer container = starting.apply(image);
            try {
                Optional<VolumeTar> tar = in(container, volume, answers);
                if (tar.filter(found -> found.flavour == Flavour.GNU).isPresent()) {
                    return tar.get();
                }
                second = second.or(() -> tar.map(_ -> image));
                container.close();
            } catch (RuntimeException e) {
                container.close();
                throw e;
            }
        }
        HelperContainer container = starting.apply(second.orElseThrow(() -> missing(volume, answers)));
        return in(container, volume, answers).orElseThrow(() -> {
            container.close();
            return missing(volume, answers);
        });
    }

    private static Optional<VolumeTar> in(HelperContainer container, String volume, List<String> answers) {
        HelperContainer.Result answer = container.run(List.of("tar", "--version"));
        String first = answer.text().lines().findFirst().or(() -> answer.stderr().lines().findFirst()).orElse("nothing");
        answers.add(first);
        if (answer.status() != 0) {
            return Optional.empty();
        }
        return first.contains("GNU tar") ? Optional.of(new VolumeTar(container, volume, Flavour.GNU, first))
                : first.contains("busybox") ? Optional.of(new VolumeTar(container, volume, Flavour.BUSYBOX, first)) : Optional.empty();
    }

    private static Failure.ToolMissing missing(String volume, List<String> answers) {
        return new Failure.ToolMissing("No image on the host has a tar that can copy the volume " + volume + ".",
                List.of("Lifeboat runs GNU tar or BusyBox's tar from an image of the stack, and pulls none.",
                        answers.isEmpty() ? "No container of the stack, and none that uses the volume, was found." : "Answered: " + String.join("; ", answers) + "."));
    }

    public Flavour flavour() {
        return flavour;
    }

    /** Such as "tar (GNU tar) 1.35". */
    public String version() {
        return version;
    }

    /** What cannot be kept, one sentence each. */
    public List<String> limits() {
        return flavour == Flavour.GNU ? List.of() : List.of("The volume " + volume + " was copied by BusyBox's tar (no image of the stack has GNU tar): "
                + "extended attributes and ACLs were not kept, times are cut to whole seconds, files with holes were stored in full, "
                + "and a file that was rewritten with the same size meanwhile would not have been noticed.");
    }

    /** Where PostgreSQL's data lies on the volume, and whether its server was stopped cleanly. */
    public List<DataFolder> dataFolders() {
        return DataFolder.in(container);
    }

    /**
     * Reads the volume as a tar. With GNU tar also what it does not notice itself is found: a change of a file's owner or mode,
     * and a change after the file was read.
     *
     * @throws Failure.ToolFailed  when tar could not read everything, or something changed meanwhile; it names what
     * @throws Failure.Cancelled   the container is gone then
     */
    public <R> R read(Reading<R> reading, Cancellation cancellation) {
        cancellation.check();
        container.run(List.of("sh", "-c", ": > " + BEGAN));
        try (var _ = cancellation.onCancel(this::closeInBackground); ContainerProcess process = container.start(command())) {
            R result = null;
            IOException broken = null;
            try {
                result = reading.read(process.output());
            } catch (IOException e) {
                broken = e;
            }
            if (broken != null && !process.hasEnded()) {
                process.discardOutput(); // so that tar comes to its end and says what it has to say
            }
            ContainerProcess.Exit exit = await(process, cancellation);
            if (exit.status() != 0) {
                throw failed("The volume " + volume + " could not be copied whole", exit);
            }
            if (broken != null) {
                throw new Failure.ToolFailed("What tar wrote of the volume " + volume + " is not whole: " + broken.getMessage() + ".", exit.stderr(), broken);
            }
            refuseChanges();
            return result;
        } catch (RuntimeException e) {
            cancellation.check();
            throw e;
        }
    }

    /** By the time that the system keeps for every change of a file and that nobody can set. */
    private void refuseChanges() {
        if (flavour == Flavour.BUSYBOX) {
            return; // said in the limits
        }
        HelperContainer.Result changed = container.run(List.of("sh", "-c", CHANGED));
        if (changed.status() != 0) {
            throw new Failure.ToolFailed("Could not look for changes of the volume " + volume + " during the copy: find ended with " + changed.status() + ".",
                    changed.stderr(), null);
        }
        List<String> names = changed.text().lines().map(path -> path.replaceFirst("^" + HelperContainer.FOLDER, ".")).toList();
        if (!names.isEmpty()) {
            throw new Failure.ToolFailed("The volume " + volume + " changed while it was copied: " + named(names) + ".", changed.text(), null, STILL);
        }
    }

    /** Unpacks a tar into the volume. @throws Failure.ToolFailed when tar could not make everything as it was */
    public void write(InputStream tar, Cancellation cancellation) throws IOException {
        write((OutputStream out) -> tar.transferTo(out), cancellation);
    }

    /** Writes a tar, which is unpacked into the volume. */
    @FunctionalInterface
    public interface Writing {
        void write(OutputStream tar) throws IOException;
    }

    /** Unpacks what is written. @throws Failure.ToolFailed when tar could not make everything as it was */
    public void write(Writing tar, Cancellation cancellation) throws IOException {
        cancellation.check();
        List<String> command = flavour == Flavour.GNU
                ? List.of("tar", "--extract", "--file=-", "--numeric-owner", "--same-owner", "--same-permissions", "--xattrs", "--xattrs-include=*", "--acls",
                        "--directory=" + HelperContainer.FOLDER)
                : List.of("tar", "-x", "-p", "-f", "-", "-C", HelperContainer.FOLDER);
        try (var _ = cancellation.onCancel(this::closeInBackground); ContainerProcess process = container.start(command)) {
            IOException broken = null;
            try (OutputStream input = process.input()) {
                tar.write(input);
            } catch (IOException e) {
                broken = e;
            }
            cancellation.check();
            process.discardOutput();
            ContainerProcess.Exit exit = await(process, cancellation);
            if (exit.status() != 0) {
                throw failed("The volume " + volume + " could not be filled", exit);
            }
            if (broken != null) {
                throw broken;
            }
        }
    }

    /** Removes all that the volume holds. @throws Failure.ToolFailed when something stayed */
    public void empty() {
        HelperContainer.Result result = container.run(List.of("find", HelperContainer.FOLDER, "-mindepth", "1", "-delete"));
        if (result.status() != 0) {
            throw new Failure.ToolFailed("The volume " + volume + " could not be emptied: " + named(result.stderr().lines().toList()) + ".", result.stderr(), null);
        }
    }

    private void closeInBackground() {
        Thread.ofVirtual().name("end-tar-of-" + volume).start(container::close);
    }

    private List<String> command() {
        return flavour == Flavour.GNU
                ? List.of("tar", "--create", "--file=-", "--format=posix", "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime", "--numeric-owner",
                        "--sparse", "--xattrs", "--xattrs-include=*", "--acls", "--sort=name", "--directory=" + HelperContainer.FOLDER, ".")
                : List.of("tar", "-c", "-f", "-", "-C", HelperContainer.FOLDER, ".");
    }

    private static ContainerProcess.Exit await(ContainerProcess process, Cancellation cancellation) {
        try {
            ContainerProcess.Exit exit = process.await();
            cancellation.check();
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while tar ran.");
        }
    }

    private static Failure.ToolFailed failed(String what, ContainerProcess.Exit exit) {
        List<String> lines = exit.stderr().lines().filter(line -> !line.isBlank()).toList();
        return new Failure.ToolFailed(what + " (tar ended with " + exit.status() + "): " + (lines.isEmpty() ? "it said nothing" : named(lines)) + ".", exit.stderr(), null, STILL);
    }

    private static String named(List<String> lines) {
        return String.join("; ", lines.stream().limit(NAMED).toList()) + (lines.size() > NAMED ? "; and " + (lines.size() - NAMED) + " more" : "");
    }

    @Override public void close() {
        container.close();
    }
}
