/** Tells people and watching services how scheduled runs came out: mail, webhooks, notices of the desktop, dead-man pings. */
package dev.lifeboat.engine.notify;
