package bench;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.*;

@State(Scope.Benchmark)
public class RawBench extends Noted {
    HikariDataSource ds;
    List<UserRow> rows;
    static final String BY_ID = "select " + Db.COLS + " from users where id = ?";
    static final String THOUSAND = "select " + Db.COLS + " from users where id <= ? order by id";
    static final String INS = "insert into users_w(" + Db.INS_COLS + ") values (?,?,?,?,?,?,?::jsonb,?,?)";

    @Setup public void setup() { ds = Db.pool(); rows = Db.sample(1000); }
    @Setup(Level.Iteration) public void clean() throws SQLException { Db.truncate(ds); }
    @TearDown public void close() { ds.close(); }
    static int rnd() { return ThreadLocalRandom.current().nextInt(1, Db.USERS + 1); }

    static UserRow map(ResultSet r) throws SQLException {
        return new UserRow(r.getInt(1), r.getObject(2, UUID.class), r.getString(3), r.getString(4), r.getString(5),
            r.getObject(6, OffsetDateTime.class), r.getObject(7, OffsetDateTime.class), r.getString(8), r.getBoolean(9), r.getInt(10));
    }
    static PostRow mapPost(ResultSet r, int o) throws SQLException {
        return new PostRow(r.getInt(o + 1), r.getInt(o + 2), r.getString(o + 3), r.getString(o + 4), r.getObject(o + 5, OffsetDateTime.class), r.getInt(o + 6));
    }

    // ---- 1 find one
    @Benchmark public UserRow find1_raw() throws SQLException {
        try (Connection c = ds.getConnection(); PreparedStatement p = c.prepareStatement(BY_ID)) {
            p.setInt(1, rnd());
            try (ResultSet r = p.executeQuery()) { return r.next() ? map(r) : null; }
        }
    }
    // ---- 2 find 1000
    @Benchmark public List<UserRow> find1000_raw() throws SQLException {
        try (Connection c = ds.getConnection(); PreparedStatement p = c.prepareStatement(THOUSAND)) {
            p.setInt(1, 1000);
            try (ResultSet r = p.executeQuery()) {
                List<UserRow> l = new ArrayList<>();
                while (r.next()) l.add(map(r));
                return l;
            }
        }
    }
    // ---- 3 insert one
    static void bind(PreparedStatement p, UserRow u) throws SQLException {
        p.setObject(1, UUID.randomUUID()); p.setString(2, u.email()); p.setString(3, u.displayName()); p.setString(4, u.role());
        p.setObject(5, u.createdAt()); p.setObject(6, u.updatedAt()); p.setString(7, u.profile()); p.setBoolean(8, u.active()); p.setInt(9, u.loginCount());
    }
    @Benchmark public int insert1_raw() throws SQLException {
        try (Connection c = ds.getConnection(); PreparedStatement p = c.prepareStatement(INS + " returning id")) {
            bind(p, rows.get(7));
            try (ResultSet r = p.executeQuery()) { r.next(); return r.getInt(1); }
        }
    }
    // ---- 4 insert 1000
    private int batch(HikariDataSource d) throws SQLException {
        try (Connection c = d.getConnection()) {
            c.setAutoCommit(false);
            int n;
            try (PreparedStatement p = c.prepareStatement(INS)) {
                for (UserRow u : rows) { bind(p, u); p.addBatch(); }
                n = p.executeBatch().length;
            }
            c.commit(); c.setAutoCommit(true);
            return n;
        }
    }
    @Benchmark public int insert1000_raw() throws SQLException { return batch(ds); }
    // ---- 5 one-to-many, 100 x 10
    @Benchmark public List<UserWithPosts> eager_raw() throws SQLException {   // two queries, = any(int[])
        try (Connection c = ds.getConnection()) {
            Map<Integer, UserWithPosts> m = new LinkedHashMap<>();
            try (PreparedStatement p = c.prepareStatement(THOUSAND)) {
                p.setInt(1, 100);
                try (ResultSet r = p.executeQuery()) { while (r.next()) { UserRow u = map(r); m.put(u.id(), new UserWithPosts(u, new ArrayList<>())); } }
            }
            int[] ids = new int[m.size()]; int k = 0; for (Integer i : m.keySet()) ids[k++] = i;
            try (PreparedStatement p = c.prepareStatement("select id, user_id, title, body, created_at, score from posts where user_id = any(?) order by user_id, id")) {
                p.setObject(1, ids);
                try (ResultSet r = p.executeQuery()) { while (r.next()) { PostRow x = mapPost(r, 0); m.get(x.userId()).posts().add(x); } }
            }
            return new ArrayList<>(m.values());
        }
    }
}
