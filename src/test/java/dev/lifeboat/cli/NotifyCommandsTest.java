package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;

/** {@code lifeboat notify}, against a real mail server. */
class NotifyCommandsTest {

    @TempDir Path home;

    private CliCall.Result notify(String input, String... words) {
        List<String> all = new java.util.ArrayList<>(List.of("notify"));
        all.addAll(List.of(words));
        return CliCall.in(home).withInput(input).run(all.toArray(String[]::new));
    }

    @Test
    void aMailIsAddedTriedListedAndRemoved() throws Exception {
        List<String> mails = new CopyOnWriteArrayList<>();
        TestCertificates certificates = TestCertificates.in(home.resolve("certificates"), "DNS:localhost");
        SMTPServer server = SMTPServer.port(0).enableTLS().requireTLS().startTlsSocketFactory(certificates.server())
                .messageHandler((_, from, to, data) -> mails.add(from + " " + to + " " + new String(data, StandardCharsets.UTF_8))).build();
        server.start();
        String at = "localhost:" + server.getPortAllocated();
        try {
            CliCall.Result added = notify("", "add", "ops", "email", "--server", at, "--from", "lifeboat@example.org", "--to", "ops@example.org", "--to", "boss@example.org",
                    "--ca", certificates.authority().toString());
            assertThat(added.out()).isEqualTo("Added ops (email to ops@example.org, boss@example.org by " + at + "). Try it: lifeboat notify test ops\n");
            assertThat(notify("", "list").out()).contains("ops", "email", "nothing sent yet");
            assertThat(notify("", "test", "ops").out()).isEqualTo("Sent to ops@example.org, boss@example.org by " + at + ".\n");
            assertThat(mails).singleElement().asString().contains("Subject: Lifeboat: a test", "To: ops@example.org, boss@example.org");
            assertThat(notify("", "list").out()).contains("sent ").doesNotContain("FAILED");
        } finally {
            server.stop();
        }
        CliCall.Result dead = notify("", "test", "ops");
        assertThat(dead.code()).isEqualTo(1);
        assertThat(dead.err()).contains("Nothing answers at the mail server " + at + ".", "587 is usual for STARTTLS");
        assertThat(notify("", "list").out()).contains("FAILED");
        assertThat(CliCall.in(home).run("doctor").out()).contains("The last notice to ops was given up at ", "lifeboat notify test ops");
        assertThat(notify("", "list", "--json").out()).contains("\"problem\":\"Nothing answers at the mail server " + at + ".\"");
        assertThat(notify("", "remove", "ops").code()).isZero();
        assertThat(notify("", "list").out()).startsWith("There is no notification yet.");
    }

    @Test
    void thePasswordIsReadAndTheOptionsBelongToMailOnly() throws Exception {
        String[] mail = {"add", "ops", "email", "--server", "smtp.example.org:465", "--user", "ada", "--from", "a@example.org", "--to", "b@example.org"};
        CliCall.Result nothing = notify("", mail);
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("There is no password on stdin.");
        assertThat(notify(" s3cret \n", mail).code()).isZero();
        try (var app = CliCall.in(home).app()) {
            assertThat(app.channels().get("ops").secret().orElseThrow().reveal()).isEqualTo(" s3cret ");
        }
        CliCall.Result asked = CliCall.in(home).answering("s3cret").run("notify", "add", "more", "email", "--server", "smtp.example.org", "--user", "ada", "--from", "a@example.org", "--to", "b@example.org");
        assertThat(asked.questions()).isEqualTo("(hidden) Password of ada: ");
        assertThat(notify("", "add", "x", "email").err()).contains("A mail needs --server, --from and --to.");
        assertThat(notify("https://x.example.org\n", "add", "x", "ping", "--server", "a", "--from", "a@example.org", "--to", "b@example.org").code()).isEqualTo(2);
        assertThat(notify("", "add", "me", "desktop").out()).startsWith("Added me (desktop to this desktop).");
        CliCall.Result none = notify("", "test", "me");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("A notice of the desktop cannot be shown. There is no desktop session here.");
        assertThat(notify("", "list").out() + Files.readString(home.resolve("state/audit.jsonl"))).doesNotContain("s3cret");
    }
}
