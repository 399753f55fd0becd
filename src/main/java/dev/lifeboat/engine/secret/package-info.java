/** Passwords: where they come from and how they stay out of logs, arguments and files that are not theirs. */
package dev.lifeboat.engine.secret;
