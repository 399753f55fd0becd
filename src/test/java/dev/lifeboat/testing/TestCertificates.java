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

/** A certificate authority of a test's own and a server certificate that it signed, made with the JDK's keytool. */
public final class TestCertificates {

    private static final String PASSWORD = "for-the-test";

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** @param subject for whom the server's certificate is, such as {@code dns:localhost,ip:127.0.0.1} */
    public static TestCertificates in(Path folder, String subject) throws Exception {
        Files.createDirectories(folder);
        TestCertificates made = new TestCertificates(folder);
        made.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Lifeboat Test CA", "-keyalg", "EC", "-ext", "bc:c", "-ext", "ku=keyCertSign");
        made.keytool("-genkeypair", "-alias", "server", "-dname", "CN=mail", "-keyalg", "EC");
        made.keytool("-certreq", "-alias", "server", "-file", folder.resolve("server.csr").toString());
        made.keytool("-gencert", "-alias", "ca", "-infile", folder.resolve("server.csr").toString(), "-outfile", folder.resolve("server.pem").toString(), "-rfc",
                "-ext", "san=" + subject);
        made.keytool("-exportcert", "-alias", "ca", "-rfc", "-file", made.authority().toString());
        made.keytool("-importcert", "-noprompt", "-alias", "server", "-file", folder.resolve("server.pem").toString());
        return made;
    }

    /** The authority's certificate, PEM. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** What a server speaks TLS with. */
    public SSLContext server() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        store.deleteEntry("ca");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", folder.resolve("store.p12").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
