package dev.lifeboat.engine.repository;

/** What a set protects. */
public enum Kind { DATABASE }
