package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.secret.Secret;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A mail, by SMTP (RFC 5321) with TLS. */
final class MailCarrier implements Carrier {

    private final Channel.Email channel;
    private final Duration timeout;

    /** @param timeout for the connection, and for each answer */
    MailCarrier(Channel.Email channel, Duration timeout) {
        this.channel = channel;
        this.timeout = timeout;
    }

    @Override public Optional<Trouble> carry(Notice notice) {
        MailServer server = channel.server();
        MailTrouble trouble = new MailTrouble(server);
        try {
            InetAddress.getAllByName(server.host());
        } catch (UnknownHostException e) {
            return Optional.of(trouble.name(e));
        }
        Session session;
        try {
            session = Session.getInstance(properties());
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of(trouble.certificates(server.certificates().orElseThrow(), e));
        }
        try (SMTPTransport transport = (SMTPTransport) session.getTransport(protocol())) {
            try {
                transport.connect(server.host(), server.port(), server.user().orElse(null), channel.password().map(Secret::reveal).orElse(null));
            } catch (MessagingException e) {
                return Optional.of(trouble.connecting(e, transport));
            }
            MimeMessage message = message(session, notice);
            transport.sendMessage(message, message.getAllRecipients());
            return Optional.empty();
        } catch (MessagingException e) {
            return Optional.of(trouble.sending(e));
        }
    }

    private String protocol() {
        return channel.server().security() == MailServer.Security.TLS ? "smtps" : "smtp";
    }

    private Properties properties() throws IOException, GeneralSecurityException {
        Properties properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        for (String limited : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put(prefix + limited, String.valueOf(timeout.toMillis()));
        }
        properties.put(prefix + "auth", String.valueOf(channel.server().user().isPresent()));
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", String.valueOf(channel.server().security() == MailServer.Security.STARTTLS));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "sendpartial", "true"); // the others shall have it, also when one recipient is refused
        Optional<Path> certificates = channel.server().certificates();
        if (certificates.isPresent()) {
            properties.put(prefix + "ssl.socketFactory", trusting(certificates.get()));
        }
        return properties;
    }

    private static SSLSocketFactory trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + ++number, one);
            }
            if (number == 0) {
                throw new CertificateException("there is no certificate in it");
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private MimeMessage message(Session session, Notice notice) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(Channel.Email.mailbox(channel.from()));
        for (String to : channel.to()) {
            InternetAddress address = Channel.Email.mailbox(to);
            message.addRecipient(Message.RecipientType.TO, address);
        }
        message.setSubject(notice.title(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(notice.at()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday note comes back
        message.setText(notice.text() + "\n\n" + (notice.schedule().isEmpty() ? "" : "Schedule: " + notice.schedule() + "\nStack: " + notice.stack() + "\n")
                + "Computer: " + ProcessIdentity.localHost() + "\nTime: " + notice.at() + "\n\n-- \nSent by Lifeboat.\n", StandardCharsets.UTF_8.name());
        return message;
    }
}
