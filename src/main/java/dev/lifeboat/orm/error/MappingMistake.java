package dev.lifeboat.orm.error;

import java.util.List;

/** A record cannot be mapped. All its mistakes are listed at once, each naming the component. */
public final class MappingMistake extends DatabaseException {
    private final transient List<String> mistakes;

    /** @param mistakes at least one, each a sentence */
    public MappingMistake(Class<?> type, List<String> mistakes) {
        super(type.getName() + " cannot be mapped:\n  - " + String.join("\n  - ", mistakes), "", null);
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes, one sentence each. */
    public List<String> mistakes() {
        return mistakes;
    }
}
