package dev.lifeboat.engine.secret;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * One page to print and lock away: a secret key as text and as a QR code, where the sets lie, and how to read them with
 * nothing but stock tools. {@code toString} never shows the secret.
 *
 * @param stacks     whose sets are encrypted to the key; may be none
 * @param repository where the sets lie: a path, or how a person says it
 */
public record RecoveryKit(String name, Identity identity, List<String> stacks, String repository, Instant at) {

    private static final float MARGIN = 56;
    private static final float QR = 190;
    private static final PDType1Font TEXT = new PDType1Font(FontName.HELVETICA);
    private static final PDType1Font BOLD = new PDType1Font(FontName.HELVETICA_BOLD);
    private static final PDType1Font MONO = new PDType1Font(FontName.COURIER_BOLD);
    private static final int MOST_CHARACTERS = 92;

    /** Writes the PDF, readable by its owner only. @throws Failure.BadInput when the file is there already */
    public void write(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure.BadInput(file + " is there already.", "Name another file.");
        }
        AtomicFile.writePrivate(file, pdf());
    }

    byte[] pdf() {
        try (PDDocument document = new PDDocument()) {
            document.getDocumentInformation().setTitle("Recovery kit of the key " + name);
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                new Sheet(content).draw();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes it", e);
        }
    }

    private String stacksInWords() {
        return stacks.isEmpty() ? "none yet" : String.join(", ", stacks);
    }

    @Override public String toString() {
        return "RecoveryKit[" + name + "]";
    }

    /** The page being written, from its top down. */
    private final class Sheet {
        private final PDPageContentStream content;
        private float y = PDRectangle.A4.getHeight() - MARGIN;

        Sheet(PDPageContentStream content) {
            this.content = content;
        }

        void draw() throws IOException {
            line(BOLD, 20, "Lifeboat recovery kit");
            y -= 4;
            line(TEXT, 10.5f, "Whoever has this sheet can read the backups. Without it, and without the computer that made it, nobody can.");
            line(TEXT, 10.5f, "Print it, lock it away from that computer, and delete the file.");
            y -= 12;
            fact("Key", name);
            fact("Stacks", stacksInWords());
            fact("The sets lie in", repository);
            fact("Public key", identity.recipient().publicKey());
            fact("Made", at.truncatedTo(ChronoUnit.SECONDS).toString());
            y -= 12;
            line(BOLD, 12, "The secret key");
            y -= 2;
            line(MONO, 10.5f, identity.secretKey().reveal());
            y -= 6;
            code(identity.secretKey().reveal());
            y -= 10;
            line(BOLD, 12, "To read the backups without Lifeboat");
            y -= 2;
            for (String step : steps()) {
                line(step.startsWith("   $") ? MONO : TEXT, step.startsWith("   $") ? 9.5f : 10.5f, step);
            }
        }

        private List<String> steps() {
            return List.of(
                    "1. On any computer, install age, zstd and PostgreSQL's client tools. Debian: apt install age zstd postgresql-client.",
                    "2. Put the secret key into a file: scan the code, or type the line above; one line, capital letters and digits.",
                    "   $ nano key.txt",
                    "3. Go to a set: a folder that is named by its time, such as 20261122T020000Z-shop-database. Its RESTORE.md has every",
                    "   command for that very set; manifest.json says what is in it.",
                    "   $ sha256sum -c SHA256SUMS",
                    "   $ age -d -i key.txt databases/shop.dump.zst.age | zstd -d | pg_restore --list",
                    "   $ age -d -i key.txt databases/shop.dump.zst.age | zstd -d | pg_restore --create -d postgres",
                    "4. With Lifeboat it is: lifeboat keys import " + name + " key.txt, then lifeboat restore database.",
                    "5. Delete key.txt when you are done.");
        }

        private void fact(String what, String value) throws IOException {
            List<String> pieces = pieces(value);
            for (int i = 0; i < pieces.size(); i++) {
                if (i == 0) {
                    text(BOLD, 10.5f, MARGIN, what);
                }
                text(TEXT, 10.5f, MARGIN + 90, pieces.get(i));
                y -= 15;
            }
        }

        /** A long path goes on in the next line. */
        private static List<String> pieces(String value) {
            List<String> pieces = new ArrayList<>();
            int most = MOST_CHARACTERS - 22;
            for (int from = 0; from < Math.max(1, value.length()); from += most) {
                pieces.add(value.substring(from, Math.min(value.length(), from + most)));
            }
            return pieces;
        }

        private void line(PDType1Font font, float size, String text) throws IOException {
            y -= size;
            text(font, size, MARGIN, text);
            y -= size * 0.45f;
        }

        private void text(PDType1Font font, float size, float x, String text) throws IOException {
            content.beginText();
            content.setFont(font, size);
            content.newLineAtOffset(x, y);
            content.showText(printable(text));
            content.endText();
        }

        /** The fonts that every PDF reader has know Latin letters only. */
        private static String printable(String text) {
            StringBuilder shown = new StringBuilder();
            text.codePoints().forEach(c -> shown.append(c >= 32 && c < 127 || c >= 0xa1 && c <= 0xff && c != 0xad ? Character.toString(c) : "\\u{%x}".formatted(c)));
            return shown.toString();
        }

        private void code(String text) throws IOException {
            BitMatrix matrix = matrix(text);
            float module = QR / matrix.getWidth();
            float top = y;
            for (int row = 0; row < matrix.getHeight(); row++) {
                for (int column = 0; column < matrix.getWidth(); column++) {
                    if (matrix.get(column, row)) {
                        content.addRect(MARGIN + column * module, top - (row + 1) * module, module, module);
                    }
                }
            }
            content.fill();
            y -= QR;
        }

        private static BitMatrix matrix(String text) {
            try {
                return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.Q, EncodeHintType.MARGIN, 2));
            } catch (WriterException e) {
                throw new IllegalStateException("a key fits into a code", e);
            }
        }
    }
}
