package bench;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.relation.Relations.hasMany;

import com.zaxxer.hikari.HikariDataSource;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Repo;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.relation.Many;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.orm.type.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

@State(Scope.Benchmark)
public class LifeboatBench extends Noted {
    @Table("users")
    public record LUser(@Id @Generated Integer id, @Generated UUID uuid, String email, String displayName, String role,
                        Instant createdAt, Instant updatedAt, Json profile, boolean active, int loginCount) {
        static final Many<LUser, LPost> POSTS = hasMany(LPost::userId, LUser::id);
    }

    @Table("users_w")
    public record LUserW(@Id @Generated Integer id, UUID uuid, String email, String displayName, String role,
                         Instant createdAt, Instant updatedAt, Json profile, boolean active, int loginCount) {}

    @Table("posts")
    public record LPost(@Id @Generated Integer id, int userId, String title, String body, Instant createdAt, int score) {}

    HikariDataSource ds;
    Db db;
    Repo<LUser, Integer> users;
    Repo<LUserW, Integer> written;
    List<UserRow> rows;

    @Setup
    public void setup() {
        ds = bench.Db.pool();
        db = Db.over(ds);
        users = db.repo(LUser.class, LUser::id);
        written = db.repo(LUserW.class, LUserW::id);
        rows = bench.Db.sample(1000);
    }

    @Setup(Level.Iteration)
    public void clean() throws SQLException {
        bench.Db.truncate(ds);
    }

    @TearDown
    public void close() {
        ds.close();
    }

    static LUserW of(UserRow u) {
        return new LUserW(null, UUID.randomUUID(), u.email(), u.displayName(), u.role(), u.createdAt().toInstant(),
                u.updatedAt().toInstant(), new Json(u.profile()), u.active(), u.loginCount());
    }

    @Benchmark
    public Object find1_lifeboat() {
        return users.get(RawBench.rnd());
    }

    @Benchmark
    public List<LUser> find1000_lifeboat() {
        return users.where(col(LUser::id).le(1000)).orderBy(col(LUser::id).asc()).list();
    }

    /** The whole row comes back, where the others bring the id. */
    @Benchmark
    public Object insert1_lifeboat() {
        return written.insert(of(rows.get(7)));
    }

    /** The whole rows come back. */
    @Benchmark
    public Object insert1000_lifeboatInsertAll() {
        return written.insertAll(rows.stream().map(LifeboatBench::of).toList());
    }

    /** By COPY: nothing comes back. */
    @Benchmark
    public long insert1000_lifeboatInsertMany() {
        return written.insertMany(rows.stream().map(LifeboatBench::of).toList());
    }

    @Benchmark
    public List<With<LUser, List<LPost>>> eager_lifeboat() {
        return users.where(col(LUser::id).le(100)).orderBy(col(LUser::id).asc()).with(LUser.POSTS).list();
    }
}
