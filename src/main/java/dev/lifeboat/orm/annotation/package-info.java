/** What an entity says about its table: annotations on a record and on its components. */
package dev.lifeboat.orm.annotation;
