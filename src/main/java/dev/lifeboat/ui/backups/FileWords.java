package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileEntry.Type;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of a volume in words. Control characters of a name are written as escapes, so that a line stays a line. */
final class FileWords {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private FileWords() {}

    /** As {@code ls -l} writes it, such as {@code drwxr-x--t}. */
    static String mode(FileEntry file) {
        var text = new StringBuilder();
        text.append(switch (file.type()) {
            case FILE, HARDLINK -> '-';
            case FOLDER -> 'd';
            case SYMLINK -> 'l';
            case FIFO -> 'p';
            case CHARACTER_DEVICE -> 'c';
            case BLOCK_DEVICE -> 'b';
        });
        three(text, file.mode() >> 6, (file.mode() & 04000) != 0, 's');
        three(text, file.mode() >> 3, (file.mode() & 02000) != 0, 's');
        three(text, file.mode(), (file.mode() & 01000) != 0, 't');
        return text.toString();
    }

    private static void three(StringBuilder text, int bits, boolean special, char mark) {
        boolean executes = (bits & 1) != 0;
        text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-')
                .append(special ? executes ? mark : Character.toUpperCase(mark) : executes ? 'x' : '-');
    }

    static String owner(FileEntry file) {
        return file.uid() + ":" + file.gid();
    }

    /** The path from a folder on, and where a link leads. @param folder {@link FilesModel#ROOT} for the volume itself */
    static String name(FileEntry file, String folder) {
        String below = folder.equals(FilesModel.ROOT) || !file.path().startsWith(folder + "/") ? file.path() : file.path().substring(folder.length() + 1);
        return printable(below) + file.target().filter(_ -> file.type() == Type.SYMLINK || file.type() == Type.HARDLINK)
                .map(target -> (file.type() == Type.SYMLINK ? " → " : " = ") + printable(target)).orElse("");
    }

    /** {@code odd\\x0aname}. */
    static String printable(String text) {
        return CONTROL.matcher(text).replaceAll(found -> Matcher.quoteReplacement("\\x%02x".formatted((int) found.group().charAt(0))));
    }
}
