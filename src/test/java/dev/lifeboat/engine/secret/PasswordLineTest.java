package dev.lifeboat.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;

class PasswordLineTest {

    @Property void whatIsWrittenIsReadBack(@ForAll @NotEmpty @Chars({':', '\\', '*', '#', 'a', 'ü', ' '}) String host,
            @ForAll @NotEmpty @Chars({':', '\\', '*', 'a'}) String user, @ForAll @NotEmpty @Chars({':', '\\', '*', 'a', ' '}) String password) {
        String line = PasswordLine.format(host.startsWith("#") ? "x" + host : host, 5432, user, password);
        PasswordLine read = PasswordLine.parse(line).orElseThrow();
        assertThat(read.password()).isEqualTo(password);
        assertThat(read.isFor(host.startsWith("#") ? "x" + host : host, 5432, user)).isTrue();
        assertThat(read.matches("other" + host, 5432, user)).isFalse();
    }
}
