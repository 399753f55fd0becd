package dev.lifeboat.ui.common;

/** Leads from one view to another. Called on the FX thread. */
public interface Navigator {
    /** Brings a place to the front. */
    void open(Place place);

    /** Brings a place to the front and hands it what to select there, see {@link View#select(String)}. */
    void open(Place place, String subject);

    /** Shows the form of the stack in front, at its volumes and services. */
    void changeVolumes();
}
