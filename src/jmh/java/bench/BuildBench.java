package bench;
import static bench.JooqBench.U;
import static dev.lifeboat.orm.query.Columns.col;
import com.baomidou.mybatisplus.annotation.TableName;
import com.baomidou.mybatisplus.core.conditions.query.LambdaQueryWrapper;
import com.baomidou.mybatisplus.core.metadata.TableInfoHelper;
import com.baomidou.mybatisplus.core.toolkit.Wrappers;
import java.util.*;
import org.jooq.*;
import org.jooq.impl.DSL;
import org.openjdk.jmh.annotations.*;

/** No database: build SQL text and the list of bind values of one 10-column query with 4 predicates, IN, order and limit. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class BuildBench extends Noted {
    @TableName("users") public static class PUser { Integer id; String email, role; boolean active; int loginCount; public Integer getId() { return id; } public String getEmail() { return email; } public String getRole() { return role; } public boolean isActive() { return active; } public int getLoginCount() { return loginCount; } }
    DSLContext ctx; String q = "%example%"; int min = 3; List<String> roles = List.of("developer", "team", "sub_team_developer");
    @Setup public void setup() {
        System.setProperty("org.jooq.no-logo", "true"); System.setProperty("org.jooq.no-tips", "true");
        ctx = DSL.using(SQLDialect.POSTGRES);
        var a = new org.apache.ibatis.builder.MapperBuilderAssistant(new com.baomidou.mybatisplus.core.MybatisConfiguration(), "");
        a.setCurrentNamespace("x");
        TableInfoHelper.initTableInfo(a, PUser.class);
        // sanity
        System.out.println("# raw  " + raw().sql()); System.out.println("# jooq " + ((Object[]) build_jooq())[0]); System.out.println("# mp   " + ((Object[]) build_mybatisPlusLambda())[0]);
    }
    record Built(String sql, List<Object> args) {}
    Built raw() {
        StringBuilder s = new StringBuilder(256).append("select ").append(Db.COLS).append(" from users where email like ? and active = ? and login_count >= ? and role in (");
        List<Object> a = new ArrayList<>(8); a.add(q); a.add(true); a.add(min);
        for (int i = 0; i < roles.size(); i++) { s.append(i == 0 ? "?" : ", ?"); a.add(roles.get(i)); }
        return new Built(s.append(") order by created_at desc, id desc fetch next ? rows only").toString(), with(a, 50));
    }
    static List<Object> with(List<Object> a, Object x) { a.add(x); return a; }
    @Benchmark public Object build_raw() { return raw(); }
    @Benchmark public Object build_jooq() {
        var s = ctx.select(U.id(), U.uuid(), U.email(), U.name(), U.role(), U.created(), U.updated(), U.profile(), U.active(), U.logins()).from(U.t())
            .where(U.email().like(q)).and(U.active().eq(true)).and(U.logins().ge(min)).and(U.role().in(roles)).orderBy(U.created().desc(), U.id().desc()).limit(50);
        return new Object[]{s.getSQL(), s.getBindValues()};
    }
    @Benchmark public Object build_mybatisPlusLambda() {
        LambdaQueryWrapper<PUser> w = Wrappers.lambdaQuery();
        w.like(PUser::getEmail, q).eq(PUser::isActive, true).ge(PUser::getLoginCount, min).in(PUser::getRole, roles).orderByDesc(PUser::getLoginCount, PUser::getId).last("limit 50");
        return new Object[]{w.getSqlSegment(), w.getParamNameValuePairs()};
    }

    dev.lifeboat.orm.Db lifeboat; dev.lifeboat.orm.Repo<LifeboatBench.LUser, Integer> users;
    @Setup public void lifeboat() { lifeboat = dev.lifeboat.orm.Db.over(() -> { throw new java.sql.SQLException("building a query needs no connection"); }); users = lifeboat.repo(LifeboatBench.LUser.class, LifeboatBench.LUser::id); System.out.println("# ours " + built().sql()); }
    private dev.lifeboat.orm.Query<LifeboatBench.LUser> built() {
        return users.where(col(LifeboatBench.LUser::email).like(q)).where(col(LifeboatBench.LUser::active).eq(true)).where(col(LifeboatBench.LUser::loginCount).ge(min)).where(col(LifeboatBench.LUser::role).in(roles))
            .orderBy(col(LifeboatBench.LUser::createdAt).desc(), col(LifeboatBench.LUser::id).desc()).limit(50);
    }
    @Benchmark public Object build_lifeboat() { return built(); }
    @Benchmark public Object build_lifeboatWithSql() { return built().sql(); }
}
