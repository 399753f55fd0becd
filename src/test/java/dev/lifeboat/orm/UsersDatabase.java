package dev.lifeboat.orm;

import dev.lifeboat.orm.Shop.Role;
import dev.lifeboat.orm.Shop.User;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a database with an empty table of users. */
abstract class UsersDatabase extends FreshDatabase {
    Repo<User, Integer> users;

    @BeforeEach
    final void createUsers() {
        db.schema().create(User.class);
        users = db.repo(User.class, User::id);
    }

    final User add(String email) {
        return users.insert(User.of(email, Role.ADMIN));
    }
}
