package dev.lifeboat.orm.query;

/** Two scopes, as a condition about both sees them. */
record Sides(Scope onLeft, Scope onRight) implements TwoSided {
    @Override
    public Scope fromInside() {
        return new Sides(onLeft.fromInside(), onRight.fromInside());
    }
}
