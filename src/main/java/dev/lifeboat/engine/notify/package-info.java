/** Tells people and watching services how scheduled runs came out: webhooks and dead-man pings. */
package dev.lifeboat.engine.notify;
