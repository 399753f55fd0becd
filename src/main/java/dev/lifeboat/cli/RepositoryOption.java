package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.repository.Repository;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which repository a command works in. */
final class RepositoryOption {

    @Option(names = "--repository", paramLabel = "DIR", description = "The folder of backup sets. Default: the one chosen in Settings.")
    Optional<Path> folder = Optional.empty();

    /** @throws dev.lifeboat.engine.Failure.NoRepository */
    Repository open(App app) {
        return folder.map(Path::toAbsolutePath).map(Repository::open).map(opened -> opened.cachedIn(app.folders().cache())).orElseGet(app::repository);
    }

    Path path(App app) {
        return folder.map(Path::toAbsolutePath).orElseGet(app::repositoryFolder);
    }

    /** For the command line that does the same. */
    String argument() {
        return folder.map(path -> " --repository " + ShellWord.quoted(path.toAbsolutePath().toString())).orElse("");
    }
}
