package dev.lifeboat.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.notify.MailServer.Security;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailServerTest {

    private static MailServer parsed(String text, Security... security) {
        return MailServer.parse(text, List.of(security).stream().findFirst(), Optional.empty(), Optional.empty());
    }

    @Test
    void theUsualPortAndSecurityGoTogether() {
        assertThat(parsed("smtp.example.org")).isEqualTo(new MailServer("smtp.example.org", 587, Security.STARTTLS, Optional.empty(), Optional.empty()));
        assertThat(parsed("smtp.example.org", Security.TLS).port()).isEqualTo(465);
        assertThat(parsed("smtp.example.org:465").security()).isEqualTo(Security.TLS);
        assertThat(parsed("smtp.example.org:2525").security()).isEqualTo(Security.STARTTLS);
        assertThat(parsed("smtp.example.org:465", Security.STARTTLS).security()).isEqualTo(Security.STARTTLS);
        assertThat(parsed("[2001:db8::1]:587").host()).isEqualTo("2001:db8::1");
        assertThat(parsed("2001:db8::1").port()).isEqualTo(587);
        assertThat(parsed("[2001:db8::1]:587")).hasToString("[2001:db8::1]:587");
    }

    @Test
    void whatIsNoServerOrNoAddressIsRefused() {
        for (String wrong : List.of("", "a b", "smtp.example.org:mail", "smtp.example.org:0", "smtp.example.org:70000")) {
            assertThatThrownBy(() -> parsed(wrong)).as(wrong).isInstanceOf(Failure.BadInput.class);
        }
        for (String wrong : List.of("", "ops", "ops@", "a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org")) {
            assertThatThrownBy(() -> new Channel.Email("ops", parsed("smtp.example.org"), wrong, List.of("a@example.org"), Optional.empty())).as(wrong).isInstanceOf(Failure.BadInput.class);
            assertThatThrownBy(() -> new Channel.Email("ops", parsed("smtp.example.org"), "a@example.org", List.of(wrong), Optional.empty())).as(wrong).isInstanceOf(Failure.BadInput.class);
        }
        assertThatThrownBy(() -> new Channel.Email("ops", parsed("smtp.example.org"), "a@example.org", List.of(), Optional.empty())).isInstanceOf(Failure.BadInput.class);
    }
}
