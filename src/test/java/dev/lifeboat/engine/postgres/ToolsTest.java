package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs made of two lines of shell stand for installed versions. */
@DisabledOnOs(OS.WINDOWS)
class ToolsTest {

    @TempDir
    Path folder;

    @Test
    void trap07_takesTheServersMajorVersionOrTheOldestNewerOne() throws IOException {
        Path v14 = install("v14", "14.20");
        Path v16 = install("v16", "16.3 (Debian 16.3-1)");
        Path v18 = install("v18", "18beta1");
        Tools tools = lookingIn(v14, v16, v18);
        assertThat(tools.search(Optional.empty()).found()).extracting(Tools.Installation::versionNumber).containsExactly(180000, 160003, 140020);
        assertThat(tools.atLeast(160001, Optional.empty()).folder()).isEqualTo(v16);
        assertThat(tools.atLeast(150018, Optional.empty()).folder()).isEqualTo(v16);
        assertThat(tools.atLeast(90624, Optional.empty()).folder()).isEqualTo(v14);
    }

    @Test
    void saysWhatIsMissingWhereItLookedAndWhatToInstall() throws IOException {
        Path v14 = install("v14", "14.20");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Failure.ToolMissing failure = catchThrowableOfType(Failure.ToolMissing.class, () -> lookingIn(v14, empty).atLeast(150018, Optional.empty()));
        assertThat(failure).hasMessageContaining("version 15 or newer").hasMessageContaining("found only 14.20");
        assertThat(String.join("\n", failure.hints())).contains("postgresql@15", v14.toString(), empty.toString());
    }

    @Test
    void aConfiguredFolderIsUsedAlone() throws IOException {
        Path v14 = install("v14", "14.20");
        Path v16 = install("v16", "16.3");
        assertThat(lookingIn(v16).search(Optional.of(v14))).isEqualTo(new Tools.Search(List.of(new Tools.Installation(v14, 140020, false)), List.of(v14)));
    }

    @Test
    void aProgramThatDoesNotRunIsNoInstallation() throws IOException {
        Path broken = install("broken", "15.1");
        Files.writeString(broken.resolve("pg_dump"), "#!/bin/sh\necho 'Error: no PostgreSQL here' >&2\nexit 1\n");
        assertThat(lookingIn(broken).search(Optional.empty()).found()).isEmpty();
    }

    @Test
    void aFolderOfLinksIsNoSecondInstallation() throws IOException {
        Path v15 = install("v15", "15.18");
        Path wrapped = install("wrapper", "15.18");
        Path links = Files.createDirectory(folder.resolve("links"));
        for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore", "psql")) {
            Files.createSymbolicLink(links.resolve(program), wrapped.resolve(program));
        }
        assertThat(lookingIn(v15, links).search(Optional.empty()).found()).extracting(Tools.Installation::folder).containsExactly(v15);
        assertThat(lookingIn(links).search(Optional.empty()).found()).as("alone it is one").hasSize(1);
        Path v14 = install("v14", "14.20");
        assertThat(lookingIn(v14, links).search(Optional.empty()).found()).as("of another version too").hasSize(2);
    }

    @Test
    void knowsAServerByItsPrograms() throws IOException {
        Path v15 = install("v15", "15.18");
        for (String program : List.of("initdb", "pg_ctl", "postgres")) {
            script(v15.resolve(program), "15.18");
        }
        assertThat(lookingIn(v15).search(Optional.empty()).found()).containsExactly(new Tools.Installation(v15, 150018, true));
    }

    @Test
    void versionsAreWrittenAsPeopleKnowThem() {
        assertThat(new Tools.Installation(folder, 150018, false).version()).isEqualTo("15.18");
        assertThat(new Tools.Installation(folder, 90624, false).version()).isEqualTo("9.6.24");
    }

    private Tools lookingIn(Path... folders) {
        String path = String.join(":", List.of(folders).stream().map(Path::toString).toList());
        // An operating system with places of its own that this machine does not have: only PATH counts here.
        return new Tools(new ToolPlaces("Mac OS X", Map.of("PATH", path)));
    }

    private Path install(String name, String version) throws IOException {
        Path bin = Files.createDirectory(folder.resolve(name));
        for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore", "psql")) {
            script(bin.resolve(program), version);
        }
        return bin;
    }

    private static void script(Path file, String version) throws IOException {
        Files.writeString(file, "#!/bin/sh\necho '" + file.getFileName() + " (PostgreSQL) " + version + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
