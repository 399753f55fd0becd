package dev.lifeboat.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "postgresql://app:p%40s%2Fs+%25@db.example.com:5433/shop?sslmode=require",
        "postgres://app:p%40s%2Fs+%25@db.example.com:5433/shop?sslmode=require",
        "  jdbc:postgresql://db.example.com:5433/shop?user=app&password=p%40s%2Fs%2B%25&sslmode=require ",
        "postgresql:///shop?host=db.example.com&port=5433&user=app&password=p%40s%2Fs+%25&sslmode=require"})
    void readsTheUsualForms(String text) {
        ServerUrl url = ServerUrl.parse(text);
        assertThat(url.address()).isEqualTo(new ServerAddress("db.example.com", 5433, "app", "shop", TlsMode.REQUIRE));
        assertThat(url.password()).isEqualTo(Optional.of(new Secret("p@s/s+%")));
    }

    @Test void fillsInDefaults() {
        ServerUrl url = ServerUrl.parse("postgresql://[::1]");
        assertThat(url.address()).isEqualTo(new ServerAddress("::1", 5432, System.getProperty("user.name"), "postgres", TlsMode.PREFER));
        assertThat(url.password()).isEmpty();
        assertThat(ServerUrl.parse("postgresql://").address().host()).isEqualTo("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://hidden@db", "postgresql://app:hidden@db:port", "postgresql://app:hid:den@db:99999",
        "postgresql://app:hidden%@db", "postgresql://app:hidden@db?sslmode=maybe", "postgresql://app:hidden@db?application_name=x",
        "postgresql://app:hid/den@db", "nonsense"})
    void saysWhatIsWrongWithoutShowingThePassword(String text) {
        assertThatThrownBy(() -> ServerUrl.parse(text)).isInstanceOf(Failure.BadInput.class).hasMessageNotContaining("hid")
                .satisfies(e -> assertThat(((Failure) e).hints()).isNotEmpty());
    }
}
