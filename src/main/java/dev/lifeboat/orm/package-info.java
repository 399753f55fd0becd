/**
 * An embedded ORM for PostgreSQL: rows are records, queries are values, the SQL is always visible. No session, no proxies, no
 * lazy loading, no generated code.
 *
 * {@snippet lang=java :
 * @Table("users")
 * record User(@Id @Generated Integer id, @Unique String email, @Index Role role, @Generated Instant createdAt) {}
 *
 * try (Db db = Db.pooled(PoolSettings.of("jdbc:postgresql://localhost/shop", "app", password))) {
 *     db.schema().create(User.class);
 *     Repo<User, Integer> users = db.repo(User.class, User::id);
 *     User ada = users.insert(new User(null, "ada@example.org", Role.ADMIN, null));
 *     List<User> found = users.where(col(User::email).contains("@example.").or(col(User::role).eq(Role.ADMIN)))
 *             .orderBy(col(User::createdAt).desc()).limit(50).list();
 *     db.tx(() -> users.patch(ada.id(), col(User::email).to("ada@example.com")));
 *     Rows any = db.rows("public", "users");                       // a table known only at run time
 *     Page<Row> page = any.where(any.table().col("email").contains("ada")).page(200);
 * }
 * }
 *
 * <p>{@link dev.lifeboat.orm.Db} is where everything starts and may be shared between threads. The other rooms:
 * {@code annotation} (what an entity says about its table), {@code relation} (what belongs to a row), {@code query} (columns, conditions, orders, pages),
 * {@code error} (what can go wrong, as types), {@code type} (Java values and PostgreSQL values); {@code mapping} and
 * {@code schema} are the machinery behind. Nothing here knows the rest of the program.
 */
package dev.lifeboat.orm;
