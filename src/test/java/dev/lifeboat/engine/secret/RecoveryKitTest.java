package dev.lifeboat.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.testing.SampleSets;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RecoveryKitTest {

    @TempDir Path folder;
    private final Identity identity = Identity.generate();

    private Path kit() {
        Path file = folder.resolve("kit.pdf");
        new RecoveryKit("main", identity, List.of("shop", "crm"), "/mnt/Größe/łódź/lifeboat", Instant.parse("2026-11-22T02:00:00.5Z")).write(file);
        return file;
    }

    private static String text(Path kit) throws Exception {
        try (PDDocument document = Loader.loadPDF(kit.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            return new PDFTextStripper().getText(document);
        }
    }

    /** As a person's phone sees the printed page. */
    private static String code(Path kit) throws Exception {
        try (PDDocument document = Loader.loadPDF(kit.toFile())) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)))).getText();
        }
    }

    @Test void itSaysAllThatIsNeededAndOnlyItsOwnerReadsIt() throws Exception {
        Path kit = kit();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kit))).isEqualTo("rw-------");
        assertThat(text(kit)).contains("main", "shop, crm", "/mnt/Größe/\\u{142}ód\\u{17a}/lifeboat", identity.recipient().publicKey(), identity.secretKey().reveal(),
                "2026-11-22T02:00:00Z", "age -d -i key.txt", "RESTORE.md", "lifeboat keys import main key.txt");
        assertThat(code(kit)).isEqualTo(identity.secretKey().reveal());
        assertThatThrownBy(this::kit).isInstanceOf(Failure.BadInput.class).hasMessageContaining("already");
    }

    @Test void trap50WithNothingButTheSheetAndTheCommandAgeASetIsRead() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, "age"))), "age is not installed");
        byte[] globals = new byte[200_000];
        BackupSet set = encrypted(globals);
        Matcher typed = Pattern.compile("AGE-SECRET-KEY-1[0-9A-Z]+").matcher(text(kit()));
        assertThat(typed.find()).isTrue();
        for (String key : List.of(typed.group(), code(folder.resolve("kit.pdf")))) {
            Files.writeString(folder.resolve("key.txt"), key);
            Path member = set.folder().resolve(MemberPath.GLOBALS + ".age");
            Process process = new ProcessBuilder("sh", "-c", "age -d -i key.txt '" + member + "' | zstd -dc > out").directory(folder.toFile()).start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(globals);
        }
    }

    private BackupSet encrypted(byte[] globals) {
        Instant at = Instant.parse("2026-11-22T02:00:00Z");
        new Random(at.getEpochSecond()).nextBytes(globals);
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        try (RepositoryLock lock = repository.lock("test");
             SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", at, Encryption.to(List.of(identity.recipient())))) {
            SampleSets.member(writer, MemberPath.GLOBALS, globals.length, at.getEpochSecond());
            return writer.complete(SampleSets.manifest("shop", at, List.of()));
        }
    }
}
