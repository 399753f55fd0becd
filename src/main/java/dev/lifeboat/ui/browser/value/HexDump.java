package dev.lifeboat.ui.browser.value;

import java.util.ArrayList;
import java.util.List;

/** Bytes as people read them: sixteen on a line, with their place before and their ASCII after. */
final class HexDump {
    static final int LINE = 16;

    private HexDump() {}

    /** @param from the place of the first byte in the whole */
    static List<String> lines(byte[] bytes, long from) {
        var lines = new ArrayList<String>(bytes.length / LINE + 1);
        for (int at = 0; at < bytes.length; at += LINE) lines.add(line(bytes, at, from + at));
        return lines;
    }

    private static String line(byte[] bytes, int at, long place) {
        var line = new StringBuilder(80).append("%08x  ".formatted(place));
        for (int i = at; i < at + LINE; i++) {
            line.append(i < bytes.length ? "%02x ".formatted(bytes[i]) : "   ");
            if (i == at + LINE / 2 - 1) line.append(' ');
        }
        line.append(" ");
        for (int i = at; i < Math.min(bytes.length, at + LINE); i++) line.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        return line.toString();
    }
}
