package dev.lifeboat.engine.restore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tool's version as a manifest has it. */
final class ToolVersion {

    private static final Pattern MAJOR = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

    private ToolVersion() {}

    /** 150000 for "15.18": what counts for reading an archive is the major version. 0 for what is no version. */
    static int number(String version) {
        Matcher matcher = MAJOR.matcher(version);
        if (!matcher.matches()) {
            return 0;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major >= 10 || matcher.group(2) == null ? major * 10_000 : major * 10_000 + Integer.parseInt(matcher.group(2)) * 100;
    }
}
