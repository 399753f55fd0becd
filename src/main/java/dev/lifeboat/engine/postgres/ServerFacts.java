package dev.lifeboat.engine.postgres;

/**
 * What a server says of itself.
 *
 * @param version          for people: "15.18 (Debian 15.18-0+deb12u1)"
 * @param versionNumber    {@code server_version_num}: 150018
 * @param systemIdentifier of the cluster, from pg_control; empty when the user may not ask
 * @param superuser        whether the connected user is one
 */
public record ServerFacts(String version, int versionNumber, String systemIdentifier, boolean superuser, String dataDirectoryOrEmpty) {

    /** 15 for 150018. */
    public int major() {
        return versionNumber / 10_000;
    }

    /** "15.18" for 150018, "9.6.24" for 90624. */
    static String versionText(int number) {
        return number >= 100_000 ? number / 10_000 + "." + number % 10_000
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }
}
