package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs of the system that a place is reached with. */
final class StockTool {

    private StockTool() {}

    /** @throws Failure.ToolMissing with the package that brings it */
    static Path find(String name, String debianPackage) {
        return look(name).orElseThrow(() -> new Failure.ToolMissing("The program " + name + " is not installed here.",
                List.of("Install it (Debian: " + debianPackage + "). It was looked for in the folders of PATH.")));
    }

    static Optional<Path> look(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name)).filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
    }
}
