package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong uses of typed columns are the compiler's business. */
class TypedColumnsTest {
    private static List<String> errors(String statement) {
        return compiled("""
                import static dev.lifeboat.orm.query.Aggregates.*;
                import static dev.lifeboat.orm.query.Columns.*;
                import static dev.lifeboat.orm.query.Cond.exists;
                import dev.lifeboat.orm.*; import dev.lifeboat.orm.query.*; import dev.lifeboat.orm.type.*; import java.math.BigDecimal;
                import java.time.*; import java.util.*;
                class Use {
                    enum Role { A, B }
                    record Profile(String lang) {}
                    record User(Integer id, String email, Role role, int logins, Instant createdAt, List<String> tags, boolean active, Profile profile, UUID key, Range<Integer> seats) {}
                    record Post(Integer id, String title, Integer userId, Long number, Instant at) {} record Sum(Role role, long n, BigDecimal total) {}
                    static void use(Query<User> q, Query<Post> posts) {
                        %s
                    }
                }
                """.formatted(statement));
    }

    private static List<String> compiled(String source) {
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
                q.where(col(User::createdAt).ltColumn(written(Instant.class, "now()"))).where(col(User::tags).has("x").and(col(User::tags).overlaps(List.of("y"))));
                q.where(col(User::profile).path("lang").text().startsWith("e").or(col(User::profile).path("n").number().gt(BigDecimal.ONE)))
                        .where(col(User::profile).hasKey("x")).where(col(User::email).matches("english", "x")).orderBy(col(User::email).rank("english", "x").desc());
                q.where(col(User::seats).has(3).or(col(User::seats).overlaps(Range.all())));
                q.where(exists(posts.where(col(Post::title).eq("x")), col(User::id).on(col(Post::userId))));
                q.where(exists(posts, (u, p) -> u.col(User::id).eqColumn(p.col(Post::userId)).and(p.col(Post::at).gtColumn(u.col(User::createdAt)))));
                var pairs = q.join(posts, col(User::id).on(col(Post::userId)));
                List<Joined.Inner<User, Post>> both = pairs.where(pairs.left().col(User::email).eq("x").or(pairs.right().col(Post::title).contains("y")))
                        .orderBy(pairs.right().col(Post::at).desc(), pairs.left().col(User::id).asc()).list();
                List<Joined.Left<User, Post>> left = q.leftJoin(posts, col(User::id).on(col(Post::userId))).list();
                Optional<Post> maybe = left.getFirst().right();
                var three = pairs.fullJoin(q, pairs.right().col(Post::userId).on(col(User::id)));
                List<Joined.Full<Joined.Inner<User, Post>, User>> all = three.where(three.left(pairs.right()).col(Post::title).eq("x")).list();
                List<Sum> sums = q.groupBy(col(User::role)).having(count().gt(3L)).select(Sum.class, count().as(Sum::n), sum(col(User::logins)).as(Sum::total))
                        .where(col(Sum::n).lt(9L)).orderBy(col(Sum::total).desc()).list();
                Optional<Instant> last = q.value(max(col(User::createdAt)));
                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "q.where(col(User::email).eq(3));",
        "q.where(col(User::role).eq(\"x\"));",
        "q.where(col(Post::title).eq(\"x\"));",
        "q.where(col(User::logins).ge(\"x\"));",
        "q.where(col(User::role).ilike(\"x\"));",
        "q.update(col(User::logins).to(\"x\"));",
        "q.where(col(User::createdAt).ltColumn(col(User::key)));",
        "q.where(col(User::id).eqColumn(col(User::email)));",
        "q.where(col(User::id).eqColumn(col(Post::userId)));",
        "q.where(col(User::tags).has(3));",
        "q.where(col(User::seats).has(\"x\"));",
        "q.where(col(User::seats).path(\"x\").text().eq(\"x\"));",
        "q.where(col(User::tags).overlaps(List.of(3)));",
        "q.where(col(User::role).path(\"x\").text().eq(\"y\"));",
        "q.where(col(User::profile).path(\"x\").number().eq(\"3\"));",
        "q.where(col(User::logins).matches(\"english\", \"x\"));",
        "q.where(col(User::logins).between(1, \"x\"));",
        "q.where(col(User::role).in(List.of(\"a\")));",
        "q.where(exists(posts, col(User::id).on(col(Post::title))));",
        "q.where(exists(posts, col(User::key).on(col(Post::at))));",
        "q.where(exists(posts, col(Post::id).on(col(Post::userId))));",
        "q.join(posts, col(Post::userId).on(col(User::id)));",
        "q.join(posts, col(User::id).on(col(Post::number)));",
        "q.join(posts, col(User::createdAt).on(col(Post::userId)));",
        "q.join(posts, col(User::id).on(col(Post::userId))).where(col(User::id).eq(1));",
        "var p = q.join(posts, col(User::id).on(col(Post::userId))); p.where(p.left().col(Post::title).eq(\"x\"));",
        "var p = q.join(posts, col(User::id).on(col(Post::userId))); p.where(p.right().col(Post::title).eq(3));",
        "var p = q.join(posts, col(User::id).on(col(Post::userId))); q.where(p.right().col(Post::title).eq(\"x\"));",
        "var p = q.leftJoin(posts, col(User::id).on(col(Post::userId))); Post post = p.list().getFirst().right();",
        "q.orderBy(col(Post::title).asc());",
        "q.groupBy(col(User::role)).list();",
        "q.groupBy(col(Post::title)).select(Sum.class);",
        "q.groupBy(col(User::role)).having(count().gt(\"3\"));",
        "q.select(Sum.class, max(col(User::createdAt)).as(Sum::total));",
        "q.select(Sum.class, count().as(Post::number));",
        "q.select(Sum.class, sum(col(User::email)).as(Sum::total));",
        "q.select(Sum.class, sum(col(Post::number)).as(Sum::total));",
        "q.update(sum(col(User::logins)).to(BigDecimal.ONE));",
        "q.update(col(User::logins).toColumn(col(User::email)));",
        "q.update(col(Post::title).to(\"x\"));"
    })
    void wrongUsesDoNot(String statement) {
        assertThat(errors(statement)).isNotEmpty().allSatisfy(e -> assertThat(e).startsWith("12: "));
    }

    /** Every block of the manual's chapter, as it stands there. */
    @ParameterizedTest
    @MethodSource
    void theExamplesOfTheManualCompile(String example) {
        assertThat(compiled("""
                package dev.lifeboat.orm;
                import static dev.lifeboat.orm.query.Aggregates.*;
                import static dev.lifeboat.orm.query.Columns.*;
                import dev.lifeboat.orm.Library.*; import dev.lifeboat.orm.annotation.Nullable; import dev.lifeboat.orm.query.Cond;
                import dev.lifeboat.orm.query.Joined; import dev.lifeboat.orm.query.Page; import java.math.BigDecimal; import java.util.*;
                class Use {
                    void use(Db db, Repo<Author, Integer> authors, Repo<Book, Integer> books) {
                        %s
                    }
                }
                """.formatted(example))).isEmpty();
    }

    static List<String> theExamplesOfTheManualCompile() throws IOException {
        try (InputStream in = TypedColumnsTest.class.getResourceAsStream("/dev/lifeboat/help/orm-query.md")) {
            String manual = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(manual).results().map(m -> m.group(1)).toList();
        }
    }
}
