package dev.lifeboat.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Failure.Layer;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.SystemKeyring;
import dev.lifeboat.testing.TestCertificates;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Against a real SMTP server that speaks TLS with a certificate of its own authority. */
class MailTest {

    @TempDir static Path made;
    private static TestCertificates certificates;

    @TempDir Path home;
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final List<String> recipients = new CopyOnWriteArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private SMTPServer server;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = TestCertificates.in(made, "DNS:localhost,IP:127.0.0.1");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private void startTls(SSLContext context) {
        start(builder -> builder.enableTLS().requireTLS().startTlsSocketFactory(context));
    }

    private void start(UnaryOperator<SMTPServer.Builder> more) {
        server = more.apply(SMTPServer.port(0).hostName("localhost").messageHandlerFactory(_ -> new Taking())
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, _) -> {
                    if (!user.equals("ada") || !password.equals("pass \"w\\ört")) {
                        throw new LoginFailedException("535 5.7.8 wrong user or password");
                    }
                })).requireAuth()).build();
        server.start();
    }

    private final class Taking implements MessageHandler {
        @Override public void from(String sender) throws RejectException {
            if (busy.getAndDecrement() > 0) {
                throw new RejectException(451, "4.3.2 come back later");
            }
            if (sender.startsWith("nobody@")) {
                throw new RejectException(550, "5.7.1 sender not yours");
            }
        }

        @Override public void recipient(String recipient) throws RejectException {
            if (recipient.startsWith("gone@")) {
                throw new RejectException(550, "5.1.1 no such mailbox");
            }
            recipients.add(recipient);
        }

        @Override public String data(InputStream data) throws java.io.IOException {
            mails.add(data.readAllBytes());
            return "queued";
        }

        @Override public void done() {
            // nothing is kept open
        }
    }

    private MailServer at(MailServer.Security security) {
        return new MailServer("localhost", server.getPortAllocated(), security, Optional.of("ada"), Optional.of(certificates.authority()));
    }

    private static Channel.Email mail(MailServer server) {
        return new Channel.Email("ops", server, "Lifeboat <lifeboat@example.org>", List.of("ops@example.org", "boss@example.org"), Optional.of(new Secret("pass \"w\\ört")));
    }

    private static Notice failed() {
        return new Notice(Notice.Event.FAILED, "nightly", "shop", "Back up shop (nightly): failed. Größe unbekannt.", Instant.parse("2026-11-22T02:00:05Z"));
    }

    private void send(Channel channel) throws InterruptedException {
        try (Notifications notifications = notifications()) {
            notifications.send(channel, failed());
        }
    }

    private Notifications notifications() {
        return new Notifications(channels(), deliveries(), new DesktopNotices("Linux", Map.of()), Duration.ofMillis(5));
    }

    private ChannelStore channels() {
        return new ChannelStore(home.resolve("notifications.json"), new SystemKeyring("Linux", Map.of()));
    }

    private Deliveries deliveries() {
        return new Deliveries(home.resolve("state"), Clock.systemUTC());
    }

    private Failure.ConnectionFailed notConnected(Channel channel) {
        return catchThrowableOfType(Failure.ConnectionFailed.class, () -> send(channel));
    }

    @Test
    void aMailGoesByStarttlsWithItsWords() throws Exception {
        startTls(certificates.server());
        send(mail(at(MailServer.Security.STARTTLS)));
        assertThat(recipients).containsExactly("ops@example.org", "boss@example.org");
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mails.getFirst()));
        assertThat(mail.getSubject()).isEqualTo("Lifeboat: nightly of shop failed");
        assertThat(mail.getFrom()[0]).hasToString("Lifeboat <lifeboat@example.org>");
        assertThat(mail.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat((String) mail.getContent()).startsWith("Back up shop (nightly): failed. Größe unbekannt.").contains("Schedule: nightly", "Stack: shop", "Time: 2026-11-22T02:00:05Z");
        assertThat(deliveries().of("ops").sent()).isPresent();
    }

    @Test
    void aMailGoesByTlsFromTheFirstByteOn() throws Exception {
        start(builder -> {
            try {
                return builder.serverSocketFactory(certificates.server());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        send(mail(at(MailServer.Security.TLS)));
        assertThat(mails).hasSize(1);
        Failure.ConnectionFailed wrongWay = catchThrowableOfType(Failure.ConnectionFailed.class, () -> new MailCarrier(mail(at(MailServer.Security.STARTTLS)), Duration.ofSeconds(2))
                .carry(failed()).ifPresent(trouble -> {
                    throw trouble.failure();
                }));
        assertThat(wrongWay.layer()).isEqualTo(Layer.TCP);
        assertThat(wrongWay.hints()).anyMatch(hint -> hint.contains("choose TLS instead of STARTTLS"));
    }

    @Test
    void aCertificateOfAnUnknownAuthorityOrForAnotherNameIsNotAccepted() throws Exception {
        startTls(certificates.server());
        MailServer good = at(MailServer.Security.STARTTLS);
        Failure.ConnectionFailed unknown = notConnected(mail(new MailServer("localhost", good.port(), good.security(), good.user(), Optional.empty())));
        assertThat(unknown.layer()).isEqualTo(Layer.TLS);
        assertThat(unknown.getMessage()).startsWith("TLS with the mail server localhost:" + good.port() + " failed: ");
        assertThat(unknown.hints()).anyMatch(hint -> hint.contains("--ca FILE"));
        server.stop();

        TestCertificates another = TestCertificates.in(home.resolve("other"), "DNS:mail.example.org");
        startTls(another.server());
        Failure.ConnectionFailed name = notConnected(mail(new MailServer("localhost", server.getPortAllocated(), good.security(), good.user(), Optional.of(another.authority()))));
        assertThat(name.layer()).isEqualTo(Layer.TLS);
        assertThat(name.getMessage()).contains("localhost");
        assertThat(mails).isEmpty();
    }

    @Test
    void aServerWithoutStarttlsGetsNothing() {
        start(builder -> builder);
        Failure.ConnectionFailed none = notConnected(mail(at(MailServer.Security.STARTTLS)));
        assertThat(none.layer()).isEqualTo(Layer.TLS);
        assertThat(none.getMessage()).contains("offers no STARTTLS, and without TLS nothing is sent");
        Failure.ConnectionFailed plain = notConnected(mail(at(MailServer.Security.TLS)));
        assertThat(plain.layer()).isEqualTo(Layer.TLS);
        assertThat(plain.hints()).anyMatch(hint -> hint.contains("Does it speak STARTTLS"));
        assertThat(mails).isEmpty();
    }

    @Test
    void eachLayerThatFailsIsNamed() throws Exception {
        startTls(certificates.server());
        MailServer good = at(MailServer.Security.STARTTLS);
        Failure.ConnectionFailed name = notConnected(mail(new MailServer("mail.invalid", 587, good.security(), good.user(), Optional.empty())));
        assertThat(name.layer()).isEqualTo(Layer.NAME);
        assertThat(name.getMessage()).isEqualTo("The name of the mail server mail.invalid does not resolve.");

        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        Failure.ConnectionFailed tcp = notConnected(mail(new MailServer("localhost", nobody, good.security(), good.user(), good.certificates())));
        assertThat(tcp.layer()).isEqualTo(Layer.TCP);
        assertThat(tcp.getMessage()).isEqualTo("Nothing answers at the mail server localhost:" + nobody + ".");

        Failure.ConnectionFailed password = notConnected(new Channel.Email("ops", good, "a@example.org", List.of("b@example.org"), Optional.of(new Secret("s3cret-wrong"))));
        assertThat(password.layer()).isEqualTo(Layer.AUTHENTICATION);
        assertThat(password.getMessage()).startsWith("The mail server localhost:" + good.port() + " does not let ada in: ").contains("535").doesNotContain("s3cret");
        assertThat(deliveries().of("ops").problem().orElseThrow()).doesNotContain("s3cret");

        Failure.ToolFailed sender = catchThrowableOfType(Failure.ToolFailed.class, () -> send(new Channel.Email("ops", good, "nobody@example.org", List.of("b@example.org"), mail(good).password())));
        assertThat(sender).hasMessageContaining("refused the sender nobody@example.org: 550 5.7.1 sender not yours");
        Failure.ToolFailed recipient = catchThrowableOfType(Failure.ToolFailed.class,
                () -> send(new Channel.Email("ops", good, "a@example.org", List.of("gone@example.org", "b@example.org"), mail(good).password())));
        assertThat(recipient).hasMessageContaining("refused the recipient gone@example.org: 550 5.1.1 no such mailbox");
        assertThat(mails).as("the other recipient has it, once").hasSize(1);
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        startTls(certificates.server());
        busy.set(2);
        send(mail(at(MailServer.Security.STARTTLS)));
        assertThat(mails).hasSize(1);
        busy.set(4);
        assertThat(catchThrowableOfType(Failure.ToolFailed.class, () -> send(mail(at(MailServer.Security.STARTTLS))))).hasMessageContaining("451 4.3.2 come back later");
        assertThat(mails).hasSize(1);
    }

    @Test
    void trap54ThePasswordIsKeptPrivateAndNotShown() throws Exception {
        MailServer smtp = new MailServer("smtp.example.org", 587, MailServer.Security.STARTTLS, Optional.of("ada"), Optional.of(certificates.authority()));
        channels().add(mail(smtp));
        assertThat(channels().get("ops")).isEqualTo(mail(smtp));
        assertThat(channels().list()).singleElement().satisfies(kept -> {
            assertThat(kept.toString()).doesNotContain("ört");
            assertThat(kept.shown()).isEqualTo("ops@example.org, boss@example.org by smtp.example.org:587");
            assertThat(kept.email().orElseThrow().password()).isEmpty();
        });
        assertThat(channels().get("ops").toString()).doesNotContain("ört");
        assertThat(Files.readString(home.resolve("notifications.json"), StandardCharsets.UTF_8)).contains("ört");
        assertThat(Files.getPosixFilePermissions(home.resolve("notifications.json"))).hasSize(2);
    }
}
