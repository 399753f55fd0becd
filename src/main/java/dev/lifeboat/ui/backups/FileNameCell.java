package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.ui.common.Layout;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The name of a file with the icon of what it is; a tooltip shows the whole path and, where there is one, its SHA-256. */
final class FileNameCell extends TableCell<FileEntry, String> {
    private static final double TOOLTIP = 600;

    private final Tooltip whole = new Tooltip();

    FileNameCell() {
        whole.setWrapText(true);
        whole.setMaxWidth(TOOLTIP);
    }

    @Override
    protected void updateItem(String name, boolean empty) {
        super.updateItem(name, empty);
        var file = empty ? null : getTableRow().getItem();
        setText(file == null ? null : name);
        setGraphic(file == null ? null : Layout.icon(icon(file), "file-icon"));
        setTooltip(file == null ? null : whole);
        if (file != null) whole.setText(FileWords.printable(file.path()) + file.sha256().map(hash -> "\nSHA-256 " + hash).orElse(""));
    }

    private static Ikon icon(FileEntry file) {
        return switch (file.type()) {
            case FOLDER -> Feather.FOLDER;
            case SYMLINK, HARDLINK -> Feather.CORNER_UP_RIGHT;
            case FILE -> Feather.FILE;
            case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> Feather.TERMINAL;
        };
    }
}
