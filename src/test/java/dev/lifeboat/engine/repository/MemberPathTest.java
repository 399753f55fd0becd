package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MemberPathTest {

    @Provide Arbitrary<String> names() {
        Arbitrary<String> nasty = Arbitraries.strings().withChars("aA.-_%/\\:'\" \n\0").withCharRange('ä', 'ö').ofMinLength(1).ofMaxLength(4);
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> special = Arbitraries.of("..", ".", "con", "CON", "nul", "com1.x", "lpt9", "%63on", "globals", "globals.sql", "🚀", "a.", "~", "$HOME");
        return Arbitraries.oneOf(nasty, any, special).filter(name -> StandardCharsets.UTF_8.newEncoder().canEncode(name));
    }

    @Property void differentNamesGetDifferentFilesEvenWhereCaseDoesNotCount(@ForAll("names") String a, @ForAll("names") String b) {
        String fileA = MemberPath.ofDump(a).toLowerCase(Locale.ROOT);
        String fileB = MemberPath.ofDump(b).toLowerCase(Locale.ROOT);
        assertThat(fileA.equals(fileB)).isEqualTo(a.equals(b));
    }

    @Property void everyFileIsSafe(@ForAll("names") String name) {
        String path = MemberPath.ofDump(name);
        assertThat(MemberPath.isSafe(path)).isTrue();
        String file = path.substring("databases/".length());
        assertThat(file).matches("[a-z0-9_%][A-Za-z0-9._%-]*");
        assertThat(file).doesNotMatch("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])\\..*");
        assertThat(file.length()).isLessThanOrEqualTo(3 * name.getBytes(StandardCharsets.UTF_8).length + ".dump.zst".length());
    }

    @Example void usualNamesStayReadable() {
        assertThat(MemberPath.ofDump("dart_cloud")).isEqualTo("databases/dart_cloud.dump.zst");
        assertThat(MemberPath.ofDump("Shop-1")).isEqualTo("databases/%53hop-1.dump.zst");
        assertThat(MemberPath.ofDump("..")).isEqualTo("databases/%2E..dump.zst");
        assertThat(MemberPath.ofDump("con")).isEqualTo("databases/%63on.dump.zst");
    }

    @Example void pathsThatLeaveTheSetAreNotSafe() {
        for (String path : new String[] {"../x", "a/../b", "/etc/passwd", "a\\b", "C:x", "", "a//b", ".hidden", "-rf", "a/", "a."}) {
            assertThat(MemberPath.isSafe(path)).as(path).isFalse();
        }
    }
}
