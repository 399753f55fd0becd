package bench;
import java.lang.reflect.*;
import java.sql.*;
import java.util.*;
import org.openjdk.jmh.annotations.Benchmark;

/** Calls every benchmark once and prints what it returned, the rows it wrote and the statements the server saw (pg_stat_statements). */
public class Check {
    public static void main(String[] a) throws Exception {
        System.setProperty("preload", "pg_stat_statements"); int port = Db.start(); System.setProperty("pg.port", "" + port);
        try (var ds = Db.pool(); Connection c = ds.getConnection(); Statement s = c.createStatement()) {
            boolean pss; try { s.execute("create extension pg_stat_statements"); pss = true; } catch (SQLException e) { pss = false; System.out.println("no pg_stat_statements: " + e.getMessage()); }
            for (Class<?> k : List.of(RawBench.class, JooqBench.class, JdbiBench.class, HibBench.class, EbeanBench.class, MybatisBench.class, LifeboatBench.class)) {
                Object b = k.getDeclaredConstructor().newInstance();
                k.getMethod("setup").invoke(b);
                for (Method m : k.getMethods()) if (m.isAnnotationPresent(Benchmark.class)) {
                    m.invoke(b); m.invoke(b);
                    Db.truncate(ds); if (pss) s.execute("select pg_stat_statements_reset()");
                    Object r; try { r = m.invoke(b); } catch (InvocationTargetException e) { System.out.println("FAIL " + m.getName() + " " + e.getCause()); continue; }
                    String d = String.valueOf(r); if (d.length() > 110) d = d.substring(0, 110);
                    String n = r instanceof Collection<?> l ? "list " + l.size() : r instanceof int[] i ? "ints " + i.length : "";
                    if (r instanceof List<?> l && !l.isEmpty() && l.getFirst() instanceof UserWithPosts u) n += " posts " + l.stream().mapToInt(x -> ((UserWithPosts) x).posts().size()).sum();
                    if (r instanceof List<?> l && !l.isEmpty() && l.getFirst() instanceof EUser && m.getName().startsWith("eager")) n += " posts " + l.stream().mapToInt(x -> ((EUser) x).getPosts().size()).sum();
                    if (r instanceof List<?> l && !l.isEmpty() && l.getFirst() instanceof HibBench.HUser && m.getName().startsWith("eager")) n += " posts " + l.stream().mapToInt(x -> ((HibBench.HUser) x).posts.size()).sum();
                    if (r instanceof List<?> l && !l.isEmpty() && l.getFirst() instanceof dev.lifeboat.orm.relation.With<?, ?> w) n += " posts " + l.stream().mapToInt(x -> ((List<?>) ((dev.lifeboat.orm.relation.With<?, ?>) x).related()).size()).sum();
                    String st = "";
                    if (pss) try (ResultSet q = s.executeQuery("select sum(calls), count(*) from pg_stat_statements where query not like '%pg_stat_statements%'")) { q.next(); st = " calls=" + q.getInt(1) + " distinct=" + q.getInt(2); }
                    try (ResultSet q = s.executeQuery("select (select count(*) from users_w), (select count(*) from users_hs)")) { q.next(); System.out.printf("%-34s %-18s w=%d hs=%d%s  %s%n", m.getName(), n, q.getInt(1), q.getInt(2), st, d.replace('\n', ' ')); }
                }
                k.getMethod("close").invoke(b);
            }
        } finally { Db.stop(); }
    }
}
