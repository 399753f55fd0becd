package dev.lifeboat.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlScriptProperties {

    /** What was joined with semicolons comes apart the same, whatever the pieces hold. */
    @Property
    void whatIsJoinedComesApart(@ForAll("statements") List<String> statements, @ForAll("gaps") String gap) {
        String text = String.join(gap + ";" + gap, statements);
        assertThat(SqlScript.of(text).statements().stream().map(SqlStatement::text)).containsExactlyElementsOf(statements);
    }

    /** Tokens never overlap, and between them is white space only. */
    @Property
    void tokensCoverEverythingButWhiteSpace(@ForAll("anything") String text) {
        int at = 0;
        for (SqlToken token : SqlToken.scan(text)) {
            assertThat(token.start()).isGreaterThanOrEqualTo(at);
            assertThat(token.end()).isGreaterThan(token.start());
            assertThat(text.substring(at, token.start())).matches("[ \\t\\n\\r\\f\\x0b]*");
            at = token.end();
        }
        assertThat(text.substring(at)).matches("[ \\t\\n\\r\\f\\x0b]*");
    }

    @Provide
    Arbitrary<List<String>> statements() {
        return pieces().list().ofMinSize(1).ofMaxSize(6).map(pieces -> "select " + String.join(" ", pieces)).list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> gaps() {
        return Arbitraries.of("", " ", "\n", "\n\n\t", " -- a; 'b\n", " /* ; /* $$ */ ' */ ");
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.strings().withChars("abE'\"$;\\-/*()\n .1eü").ofMaxLength(60);
    }

    private static Arbitrary<String> pieces() {
        Arbitrary<String> inside = Arbitraries.strings().withChars("a;-/*\n ").ofMaxLength(8);
        Arbitrary<String> string = inside.map(text -> "'" + text.replace("a", "''") + "'");
        Arbitrary<String> escaped = inside.map(text -> "E'" + text.replace("a", "\\'") + "'");
        Arbitrary<String> name = inside.map(text -> "\"x" + text.replace("a", "\"\"") + "\"");
        Arbitrary<String> dollar = inside.map(text -> "$t$" + text.replace("a", "'$$\"") + "$t$");
        Arbitrary<String> comment = inside.map(text -> "/*" + text.replaceAll("[/*]", "") + "*/ 1");
        return Arbitraries.oneOf(string, escaped, name, dollar, comment, Arbitraries.of("1", "a", "(1)", "+", "case when a then b end", "$1", "x.end"));
    }
}
