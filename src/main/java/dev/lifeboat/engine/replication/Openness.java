package dev.lifeboat.engine.replication;

/** Whether now is a time at which sets may be copied. */
@FunctionalInterface
interface Openness {

    boolean isOpen();
}
