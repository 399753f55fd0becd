package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key by which a host proves that it is the one, as a line of known_hosts holds it. Source: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 *
 * @param type such as {@code ssh-ed25519}
 * @param key  base64
 */
public record HostKey(String type, String key) {

    private static final Pattern LINE = Pattern.compile("(?:\\S+ )?((?:ssh|ecdsa|sk)-[a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,2})(?: .*)?");

    public HostKey {
        of(type + " " + key);
    }

    private static Matcher of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new Failure.BadInput("\"" + line + "\" is not the key of a host.", "It looks like: ssh-ed25519 AAAAC3Nz...");
        }
        return matcher;
    }

    /** @param line with or without the name of the host before it */
    public static HostKey parse(String line) {
        Matcher matcher = of(line.strip());
        return new HostKey(matcher.group(1), matcher.group(2));
    }

    /** As {@code ssh-keygen -l} shows it: {@code SHA256:...}. */
    public String fingerprint() {
        var digest = Sha256.digest();
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest.digest(Base64.getDecoder().decode(key)));
    }
}
