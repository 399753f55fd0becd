package dev.lifeboat.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionUrlTest {

    @Test
    void takesAFullUrlApart() {
        ConnectionUrl url = ConnectionUrl.parse("postgresql://anna:p%40ss:w%2Frd@db.example.org:6432/shop?sslmode=verify-full");
        assertThat(url.address()).isEqualTo(new ServerAddress("db.example.org", 6432, "anna", "shop", TlsMode.VERIFY_FULL));
        assertThat(url.password()).contains(new Secret("p@ss:w/rd"));
    }

    @Test
    void fillsInWhatIsMissing() {
        ConnectionUrl url = ConnectionUrl.parse("postgres://db");
        assertThat(url.address()).isEqualTo(new ServerAddress("db", 5432, "postgres", "postgres", TlsMode.PREFER));
        assertThat(url.password()).isEmpty();
    }

    @Test
    void understandsJdbcUrlsAndParameters() {
        ConnectionUrl url = ConnectionUrl.parse("jdbc:postgresql://db:5433/a%20b?user=o%27neil&password=x%26y&application_name=test");
        assertThat(url.address()).isEqualTo(new ServerAddress("db", 5433, "o'neil", "a b", TlsMode.PREFER));
        assertThat(url.password()).contains(new Secret("x&y"));
    }

    @Test
    void understandsIpV6() {
        assertThat(ConnectionUrl.parse("postgresql://u@[2001:db8::1]:5434/d").address()).isEqualTo(new ServerAddress("2001:db8::1", 5434, "u", "d", TlsMode.PREFER));
        assertThat(ConnectionUrl.parse("postgresql://[::1]").address().host()).isEqualTo("::1");
    }

    @Test
    void aPlusInAPasswordIsAPlus() {
        assertThat(ConnectionUrl.parse("postgresql://u:a+b@h").password()).contains(new Secret("a+b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mysql://u:geheim@h/d|begins with postgresql://",
        "db.example.org|begins with postgresql://",
        "postgresql://u:geheim@h:abc/d|not a number: abc",
        "postgresql://u:geheim@h:0/d|go from 1 to 65535",
        "postgresql://u:geheim@h:70000/d|go from 1 to 65535",
        "postgresql://u:geheim@h,i/d|several hosts",
        "postgresql://u:geheim@h/d?sslmode=maybe|sslmode is maybe",
        "postgresql://u:geheim@h/d?sslcert=x|parameter sslcert",
        "postgresql://u:geheim%zz@h/d|begins no escape"})
    void saysWhatIsWrongWithoutShowingThePassword(String url, String message) {
        assertThatThrownBy(() -> ConnectionUrl.parse(url)).isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining(message).message().satisfies(text -> assertThat(text).doesNotContain("geheim"));
    }
}
