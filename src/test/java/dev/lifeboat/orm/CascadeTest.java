package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Blog.Article;
import dev.lifeboat.orm.Blog.Author;
import dev.lifeboat.orm.Blog.Desk;
import dev.lifeboat.orm.Blog.Remark;
import dev.lifeboat.orm.Blog.Tag;
import dev.lifeboat.orm.Blog.Tagging;
import dev.lifeboat.orm.Cascade.Effect;
import dev.lifeboat.orm.error.ForeignKeyViolation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CascadeTest extends FreshDatabase {
    private void run(String... statements) {
        Stream.of(statements).forEach(s -> db.sql(s).run());
    }

    private Cascade of(String table, String... keys) {
        Rows rows = db.rows("public", table);
        String key = rows.table().keyColumns().getFirst();
        return rows.cascade(Stream.of(keys).map(k -> new RowKey(rows.table(), Map.of(key, k))).toList());
    }

    private static List<String> said(Cascade cascade) {
        return cascade.effects().stream().map(CascadeTest::said).toList();
    }

    private static String said(Effect e) {
        return e.action() + " " + e.rows() + " " + e.table() + (e.constraints().isEmpty() ? "" : " by " + String.join("+", e.constraints()));
    }

    @Test
    void entitiesTellWhatGoesWithThem() {
        db.schema().create(Author.class, Desk.class, Article.class, Remark.class, Tag.class, Tagging.class);
        Repo<Author, Integer> authors = db.repo(Author.class, Author::id);
        Repo<Article, Long> articles = db.repo(Article.class, Article::id);
        authors.insertAll(List.of(new Author(null, "Ada"), new Author(null, "Bob")));
        articles.insertAll(List.of(new Article(null, 1, "one", 1), new Article(null, 1, "two", 2), new Article(null, 2, "three", 3)));
        db.repo(Desk.class, Desk::id).insert(new Desk(null, 1, "A1"));
        Repo<Remark, Integer> remarks = db.repo(Remark.class, Remark::id);
        remarks.insertAll(List.of(new Remark(null, 1L, "x", null), new Remark(null, 1L, "y", null), new Remark(null, 3L, "z", null)));
        remarks.delete(2);
        db.repo(Tag.class, Tag::id).insert(new Tag(null, "sea"));
        db.repo(Tagging.class, Tagging::id).insert(new Tagging(null, 1L, 1, 1));

        Cascade ada = authors.cascade(1);
        assertThat(said(ada)).containsExactly("DELETE 1 authors", "SET_NULL 2 articles by articles_author_id_fkey",
                "BLOCK 1 desks by desks_author_id_fkey");
        assertThat(ada.blocked()).isTrue();
        assertThat(ada.effects().get(1).columns()).containsExactly("author_id");
        assertThatThrownBy(() -> authors.delete(1)).isInstanceOf(ForeignKeyViolation.class);
        assertThat(authors.count()).as("nothing was deleted by asking").isEqualTo(2);

        Cascade one = articles.cascade(1L);
        assertThat(said(one)).as("softly deleted rows are rows").containsExactly("DELETE 1 articles",
                "DELETE 2 remarks by remarks_article_id_fkey", "DELETE 1 taggings by taggings_article_id_fkey");
        assertThat(one.blocked()).isFalse();
        assertThat(one.deleted()).isEqualTo(4);
        assertThat(articles.where(col(Article::words).ge(2)).cascade().deleted()).isEqualTo(3);
        assertThat(said(articles.cascade(99L))).isEmpty();
        assertThat(said(remarks.cascade(2))).containsExactly("DELETE 1 remarks");
        assertThatThrownBy(articles::cascade).isInstanceOf(IllegalStateException.class).hasMessageContaining("all()");
        articles.delete(1L);
        assertThat(remarks.withDeleted().count()).isEqualTo(1);
    }

    @Test
    void treesAndCirclesAreFollowedToTheirEnd() {
        run("create table folder (id int primary key, parent int references folder on delete cascade, home int)",
                "create table person (id int primary key, favourite int references folder on delete cascade)",
                "alter table folder add constraint home_of foreign key (home) references person on delete cascade",
                "insert into folder values (1, null), (2, 1), (3, 1), (4, 3), (5, null), (6, 5)",
                "insert into person values (1, 4), (2, 5)",
                "update folder set home = 1 where id = 6");
        assertThat(said(of("folder", "1"))).as("4 takes person 1, who takes 6")
                .containsExactly("DELETE 1 folder", "DELETE 4 folder by folder_parent_fkey+home_of", "DELETE 1 person by person_favourite_fkey");
        assertThat(said(of("folder", "1", "3"))).containsExactly("DELETE 2 folder",
                "DELETE 3 folder by folder_parent_fkey+home_of", "DELETE 1 person by person_favourite_fkey");
        run("delete from folder where id = 1");
        assertThat(db.sql("select id from folder order by 1").as(Integer.class)).containsExactly(5);
        assertThat(db.sql("select id from person").as(Integer.class)).containsExactly(2);
    }

    @Test
    void whatGoesByAnotherKeyIsOutOfTheWayAtTheCommitOnly() {
        run("create table a (id int primary key)",
                "create table b (id int primary key, a int references a on delete cascade)",
                "create table c (id int primary key, a int constraint c_of_a references a, b int references b on delete cascade)",
                "create table d (id int primary key, a int constraint d_of_a references a on delete restrict, b int references b on delete cascade)",
                "insert into a values (1), (2)", "insert into b values (1, 1), (2, 2)",
                "insert into c values (1, 1, 1)", "insert into c values (2, 2, null), (3, 2, 2)");
        assertThat(said(of("a", "1"))).containsExactly("DELETE 1 a", "DELETE 1 b by b_a_fkey", "DELETE 1 c by c_b_fkey", "BLOCK 1 c by c_of_a");
        assertThatThrownBy(() -> run("delete from a where id = 1")).isInstanceOf(ForeignKeyViolation.class);
        run("alter table c alter constraint c_of_a deferrable initially deferred");
        assertThat(said(of("a", "1"))).containsExactly("DELETE 1 a", "DELETE 1 b by b_a_fkey", "DELETE 1 c by c_b_fkey");
        assertThat(said(of("a", "2"))).containsExactly("DELETE 1 a", "DELETE 1 b by b_a_fkey", "DELETE 1 c by c_b_fkey", "BLOCK 1 c by c_of_a");
        run("delete from a where id = 1");
        assertThatThrownBy(() -> run("delete from a where id = 2")).isInstanceOf(ForeignKeyViolation.class);
        run("insert into d values (1, 2, 2)", "delete from c");
        assertThat(of("a", "2").blocked()).as("RESTRICT does not wait").isTrue();
    }

    @Test
    void referencesAreClearedWhereTheyMayBe() {
        run("create table a (x int, y text, primary key (x, y))",
                "create table clears (id int primary key, x int, y text, foreign key (x, y) references a on delete set null)",
                "create table cannot (id int primary key, x int not null, y text, constraint must_stay foreign key (x, y) references a on delete set null)",
                "create table defaults (id int primary key, x int default 0, y text default 'o', foreign key (x, y) references a on delete set default)",
                "insert into a values (0, 'o'), (1, 'p'), (1, 'q')",
                "insert into clears values (1, 1, 'p'), (2, 1, 'q'), (3, 1, null)",
                "insert into defaults values (1, 1, 'p'), (2, 1, 'p')");
        Rows rows = db.rows("public", "a");
        RowKey p = new RowKey(rows.table(), Map.of("x", "1", "y", "p"));
        RowKey q = new RowKey(rows.table(), Map.of("x", "1", "y", "q"));
        Cascade both = rows.cascade(List.of(p, q));
        assertThat(said(both)).containsExactly("DELETE 2 a", "SET_NULL 2 clears by clears_x_y_fkey", "SET_DEFAULT 2 defaults by defaults_x_y_fkey");
        assertThat(both.effects().get(1).columns()).containsExactly("x", "y");
        run("insert into cannot values (1, 1, 'q')");
        assertThat(said(rows.cascade(List.of(q)))).containsExactly("DELETE 1 a", "SET_NULL 1 clears by clears_x_y_fkey", "BLOCK 1 cannot by must_stay");
        assertThatThrownBy(() -> rows.delete(q)).hasMessageContaining("not-null");
        assertThat(rows.cascade(List.of())).isEqualTo(new Cascade(List.of()));
    }

    @Test
    void partitionsAndOtherSchemasBelongToIt() {
        run("create schema \"Ö & co\"",
                "create table parent (id int primary key, \"at\" int) ",
                "create table \"Ö & co\".\"child \"\"x\"\"\" (id int, \"of\" int references parent on delete cascade, primary key (id, \"of\")) partition by hash (id)",
                "create table part0 partition of \"Ö & co\".\"child \"\"x\"\"\" for values with (modulus 2, remainder 0)",
                "create table part1 partition of \"Ö & co\".\"child \"\"x\"\"\" for values with (modulus 2, remainder 1)",
                "create table grandchild (id int primary key, a int, b int, foreign key (a, b) references \"Ö & co\".\"child \"\"x\"\"\" on delete cascade)",
                "insert into parent values (1), (2)",
                "insert into \"Ö & co\".\"child \"\"x\"\"\" select i, 1 from generate_series(1, 10) i",
                "insert into \"Ö & co\".\"child \"\"x\"\"\" values (11, 2)",
                "insert into grandchild select i, i, 1 from generate_series(1, 7) i");
        Cascade cascade = of("parent", "1");
        assertThat(said(cascade)).containsExactly("DELETE 1 parent", "DELETE 10 child \"x\" by child \"x\"_of_fkey",
                "DELETE 7 grandchild by grandchild_a_b_fkey");
        assertThat(cascade.effects().get(1).schema()).isEqualTo("Ö & co");
        long odd = db.sql("select count(*) from part1 where \"of\" = 1").one(Long.class);
        Rows part = db.rows("public", "part1");
        long grandchildren = db.sql("select count(*) from grandchild g join part1 p on p.id = g.a").one(Long.class);
        Cascade partition = part.where(part.table().col("of").eq("1")).cascade();
        assertThat(said(partition)).containsExactly("DELETE " + odd + " part1", "DELETE " + grandchildren + " grandchild by grandchild_a_b_fkey");
    }

    @Test
    void whatIsNoTableHasNothingToDelete() {
        run("create table t (id int primary key)", "create view v as select id from t");
        assertThatThrownBy(() -> db.rows("public", "v").all().cascade()).isInstanceOf(IllegalStateException.class);
        assertThat(said(db.rows("public", "t").all().cascade())).isEmpty();
    }
}
