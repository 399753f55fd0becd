/**
 * What belongs to a row: relations between entities as constants, made by {@link dev.lifeboat.orm.relation.Relations}. They
 * are followed only when a query is asked {@code with} them, by one more statement for each level however many rows there
 * are, and the result's type says what was loaded. Everything here is immutable and thread-safe.
 *
 * {@snippet lang=java :
 * static final Many<User, Post> POSTS = hasMany(Post::userId, User::id);
 *
 * List<With<User, List<Post>>> newest = users.where(exists(POSTS))
 *         .with(POSTS.orderBy(col(Post::createdAt).desc()).limitPerParent(5)).list();
 * }
 */
package dev.lifeboat.orm.relation;
