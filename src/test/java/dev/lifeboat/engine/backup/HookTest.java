package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HookTest {

    private static java.util.List<String> words(String line) {
        return Hook.of(line, Hook.USUAL).command();
    }

    @Test
    void aLineIsTakenApartAtItsBlanks() {
        assertThat(words("docker pause shop-api")).containsExactly("docker", "pause", "shop-api");
        assertThat(words("  a  'b  c' \"d 'e'\" f'g h'i '' ")).containsExactly("a", "b  c", "d 'e'", "fg hi", "");
        assertThat(words("echo $HOME *.txt a;b a|b \\n")).containsExactly("echo", "$HOME", "*.txt", "a;b", "a|b", "\\n");
    }

    @Test
    void whatIsNoCommandIsRefused() {
        assertThatThrownBy(() -> Hook.of("echo 'x", Hook.USUAL)).isInstanceOf(Failure.BadInput.class).hasMessageContaining("quote");
        assertThatThrownBy(() -> Hook.of("a\"b", Hook.USUAL)).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> Hook.of("  ", Hook.USUAL)).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> Hook.of("''", Hook.USUAL)).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> Hook.of("x", Duration.ZERO)).isInstanceOf(Failure.BadInput.class);
    }
}
