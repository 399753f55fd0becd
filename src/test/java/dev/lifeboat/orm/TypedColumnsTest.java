package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong uses of typed columns are the compiler's business. */
class TypedColumnsTest {
    private static List<String> errors(String statement) {
        String source = """
                import static dev.lifeboat.orm.query.Columns.col;
                import dev.lifeboat.orm.Query;
                import java.time.Instant;
                import java.util.List;
                class Use {
                    enum Role { A, B }
                    record User(Integer id, String email, Role role, int logins, Instant createdAt, List<String> tags, boolean active) {}
                    record Post(Integer id, String title) {}
                    static void use(Query<User> q) {
                        %s
                    }
                }
                """.formatted(statement);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Use.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        compiler.getTask(null, null, found, List.of("-proc:none", "-implicit:none", "-Xlint:all,-classfile", "-d",
                System.getProperty("java.io.tmpdir"), "-cp", System.getProperty("java.class.path")), null, List.of(file)).call();
        return found.getDiagnostics().stream().filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
                .map(d -> d.getLineNumber() + ": " + d.getMessage(null)).collect(Collectors.toList());
    }

    @Test
    void rightUsesCompileWithoutAWarning() {
        assertThat(errors("""
                q.where(col(User::email).ilike("%x%").or(col(User::role).in(List.of(Role.A)))).where(col(User::logins).ge(3))
                        .where(col(User::createdAt).lt(Instant.now())).where(col(User::active).eq(true))
                        .where(col(User::tags).eq(List.of("a"))).orderBy(col(User::createdAt).desc(), col(User::id).desc());
                q.where(col(User::id).eq(1)).update(col(User::email).to("y"), col(User::logins).plus(1));
                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "q.where(col(User::email).eq(3));",
        "q.where(col(User::role).eq(\"x\"));",
        "q.where(col(Post::title).eq(\"x\"));",
        "q.where(col(User::logins).ge(\"x\"));",
        "q.where(col(User::role).ilike(\"x\"));",
        "q.update(col(User::logins).to(\"x\"));"
    })
    void wrongUsesDoNot(String statement) {
        assertThat(errors(statement)).isNotEmpty().allSatisfy(e -> assertThat(e).startsWith("10: "));
    }
}
