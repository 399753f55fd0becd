package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a record that is part of others: where an entity has a component of this type, its components become columns of the
 * entity's table, instead of one {@code jsonb} column. Embedded records may embed others. A {@link Nullable} component of
 * an embedded type is null exactly when all its columns are NULL; at least one of its own components is then not nullable.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Embedded {}
