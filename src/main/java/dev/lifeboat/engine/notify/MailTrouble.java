package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Failure.Layer;
import dev.lifeboat.engine.notify.Carrier.Trouble;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;

/** Which layer kept a mail from being taken, in words. */
final class MailTrouble {

    private final MailServer server;

    MailTrouble(MailServer server) {
        this.server = server;
    }

    Trouble name(UnknownHostException e) {
        return failed(true, Layer.NAME, "The name of the mail server " + server.host() + " does not resolve.", e, "Check its spelling, and that this computer has a network.");
    }

    Trouble certificates(Path file, Exception e) {
        return failed(false, Layer.TLS, "The certificates for the mail server " + server + " cannot be read from " + file
                + (e instanceof NoSuchFileException ? ": there is no such file." : ": " + e.getMessage() + "."), e, "The file holds certificates in PEM form.");
    }

    /** What went wrong before a mail could be given. */
    Trouble connecting(MessagingException e, SMTPTransport transport) {
        Optional<SSLException> tls = cause(e, SSLException.class);
        if (tls.isPresent()) {
            return tls(tls.get(), e);
        }
        if (e instanceof AuthenticationFailedException) {
            String said = said(e);
            boolean passing = transport.getLastReturnCode() / 100 == 4;
            return failed(passing, Layer.AUTHENTICATION, "The mail server " + server + " does not let " + server.user().orElse("anybody") + " in: " + said, e,
                    "Check the user and the password. Some providers want a password of its own for each program.");
        }
        if (e instanceof MailConnectException) {
            return failed(true, Layer.TCP, "Nothing answers at the mail server " + server + ".", e, "Check the port: 587 is usual for STARTTLS, 465 for TLS.", "Is there a firewall between?");
        }
        if (cause(e, SocketTimeoutException.class).isPresent()) {
            return failed(true, Layer.TCP, "The mail server " + server + " accepts the connection and says nothing.", e,
                    "If it speaks TLS from the first byte on (usual on port 465), choose TLS instead of STARTTLS.");
        }
        if (server.security() == MailServer.Security.STARTTLS && transport.getLastReturnCode() == 250) {
            return failed(false, Layer.TLS, "The mail server " + server + " offers no STARTTLS, and without TLS nothing is sent.", e,
                    "Another port may offer it: 587 for STARTTLS, 465 for TLS.");
        }
        return failed(true, Layer.SERVER, "The mail server " + server + " does not begin: " + said(e), e);
    }

    private Trouble tls(SSLException tls, MessagingException e) {
        boolean certificate = cause(tls, CertificateException.class).isPresent() || cause(tls, java.security.cert.CertPathBuilderException.class).isPresent();
        return failed(false, Layer.TLS, "TLS with the mail server " + server + " failed: " + tls.getMessage() + ".", e, certificate
                ? new String[] {"Its certificate must be for " + server.host() + " and of a certificate authority that is trusted.", "For an authority of your own give its certificate: --ca FILE"}
                : new String[] {"Does it speak STARTTLS (usual on port 587) instead of TLS from the first byte on (465)?"});
    }

    /** What went wrong with the mail itself. */
    Trouble sending(MessagingException e) {
        Optional<SMTPSenderFailedException> sender = cause(e, SMTPSenderFailedException.class);
        if (sender.isPresent()) {
            return refused(sender.get().getReturnCode(), "the sender " + sender.get().getAddress().getAddress(), sender.get());
        }
        Optional<SMTPAddressFailedException> recipient = cause(e, SMTPAddressFailedException.class);
        if (recipient.isPresent()) {
            return refused(recipient.get().getReturnCode(), "the recipient " + recipient.get().getAddress().getAddress(), recipient.get());
        }
        Optional<SMTPSendFailedException> mail = cause(e, SMTPSendFailedException.class);
        if (mail.isPresent()) {
            return refused(mail.get().getReturnCode(), "the mail", mail.get());
        }
        return failed(true, Layer.SERVER, "The mail server " + server + " went away: " + said(e), e);
    }

    private Trouble refused(int code, String what, MessagingException e) {
        return new Trouble(new Failure.ToolFailed("The mail server " + server + " refused " + what + ": " + said(e), "", e,
                code == 530 || code == 550 && server.user().isEmpty() ? "Does it want a user and a password?" : "Check the addresses of the notification."), code / 100 == 4);
    }

    private static Trouble failed(boolean passing, Layer layer, String whatHappened, Throwable e, String... hints) {
        return new Trouble(new Failure.ConnectionFailed(layer, whatHappened, e, hints), passing);
    }

    /** The server's own words, on one line. */
    private static String said(MessagingException e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().strip().replaceAll("\\s+", " ");
        return text.endsWith(".") ? text : text + ".";
    }

    /** Mail exceptions are chained by {@link MessagingException#getNextException}, which is also their cause. */
    private static <T> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
