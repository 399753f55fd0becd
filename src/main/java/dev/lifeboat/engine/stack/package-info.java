/** What is protected: a server, its databases and its environment; stored as readable JSON, one file per stack. */
package dev.lifeboat.engine.stack;
