package dev.lifeboat.ui.browser.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The changes of a database that are not applied yet, in the order in which their rows were first touched. Immutable. */
public record Stage(List<Staged> changes) {

    static final Stage EMPTY = new Stage(List.of());

    public Stage {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** How many tables have changes. */
    public int tables() {
        return (int) changes.stream().map(staged -> staged.table().oid()).distinct().count();
    }

    /** The changes of a table. */
    public List<Staged> of(long oid) {
        return changes.stream().filter(staged -> staged.table().oid() == oid).toList();
    }

    /** The change of the row with this key. */
    Optional<RowChange> at(long oid, List<String> key) {
        return of(oid).stream().map(Staged::change).filter(change -> change.isAt(key)).findFirst();
    }

    Optional<RowChange.Inserted> inserted(long oid, long number) {
        return of(oid).stream().map(Staged::change).filter(change -> change instanceof RowChange.Inserted(var theirs, _) && theirs == number)
                .map(RowChange.Inserted.class::cast).findFirst();
    }

    /** In place of the change of the same row; otherwise after all others. */
    Stage with(Staged staged) {
        var more = new ArrayList<>(changes);
        for (int i = 0; i < more.size(); i++) {
            if (more.get(i).sameRow(staged)) {
                more.set(i, staged);
                return new Stage(more);
            }
        }
        more.add(staged);
        return new Stage(more);
    }

    /** With new rows after all others. */
    Stage plus(List<Staged> more) {
        var all = new ArrayList<>(changes);
        all.addAll(more);
        return new Stage(all);
    }

    Stage without(Staged staged) {
        return new Stage(changes.stream().filter(other -> !other.sameRow(staged)).toList());
    }
}
