package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of a test's own and a server certificate that it signed, made with openssl. */
public final class TestCertificates {

    private static final String PASSWORD = "for-the-test";

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** @param subject for whom the server's certificate is, such as {@code DNS:localhost,IP:127.0.0.1} */
    public static TestCertificates in(Path folder, String subject) throws Exception {
        TestDesktop.needs("openssl");
        Files.createDirectories(folder);
        TestCertificates made = new TestCertificates(folder);
        Files.writeString(folder.resolve("san"), "subjectAltName=" + subject + "\n");
        made.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=Lifeboat Test CA", "-keyout", "ca.key", "-out", "ca.pem");
        made.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=mail", "-keyout", "server.key", "-out", "server.csr");
        made.openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile", "san", "-out", "server.pem");
        made.openssl("pkcs12", "-export", "-in", "server.pem", "-inkey", "server.key", "-passout", "pass:" + PASSWORD, "-out", "server.p12");
        return made;
    }

    /** The authority's certificate, PEM. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** What a server speaks TLS with. */
    public SSLContext server() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
