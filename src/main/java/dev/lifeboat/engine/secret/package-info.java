/** Passwords, and keys of age: where they come from and how they stay out of logs, arguments and files that are not theirs; encrypted streams. */
package dev.lifeboat.engine.secret;
