package dev.lifeboat.engine.repository.files;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One file of a volume: a line of its index.
 *
 * @param path       from the volume's root, with forward slashes; {@code .} for the root itself
 * @param size       bytes as a reader of the file sees them, holes included; 0 for what is no plain file
 * @param mode       permission bits with setuid, setgid and sticky
 * @param mtime      to the nanosecond, as far as the tar has it
 * @param target     of a symbolic link as it is written; of a hard link, the path of the file that it is another name of; of a
 *                   device {@code major:minor}
 * @param sha256     of a plain file's content
 * @param attributes extended attributes as {@code xattr.user.name}, ACLs as {@code acl.access}; bytes that are no UTF-8 are
 *                   shown as U+FFFD
 */
public record FileEntry(String path, Type type, long size, int mode, long uid, long gid, Instant mtime, Optional<String> target,
        Optional<String> sha256, Map<String, String> attributes) {

    /** What it is. */
    public enum Type { FILE, FOLDER, SYMLINK, HARDLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE }

    public FileEntry {
        attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** What differs in {@code other}, in words; empty when nothing does. */
    public String differences(FileEntry other) {
        StringBuilder words = new StringBuilder();
        add(words, "type", type, other.type);
        add(words, "size", size, other.size);
        add(words, "mode", Integer.toOctalString(mode), Integer.toOctalString(other.mode));
        add(words, "owner", uid + ":" + gid, other.uid + ":" + other.gid);
        add(words, "time", mtime, other.mtime);
        add(words, "target", target.orElse("none"), other.target.orElse("none"));
        add(words, "content", sha256.orElse("none"), other.sha256.orElse("none"));
        add(words, "attributes", attributes, other.attributes);
        return words.toString();
    }

    private static void add(StringBuilder words, String what, Object left, Object right) {
        if (!left.equals(right)) {
            words.append(words.isEmpty() ? "" : ", ").append(what).append(' ').append(right).append(" instead of ").append(left);
        }
    }
}
