package dev.lifeboat.engine.transfer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The types that a new table's columns may have, the narrower before the wider. */
public enum ColumnType {
    BOOLEAN("boolean"), INTEGER("integer"), BIGINT("bigint"), NUMERIC("numeric"), DOUBLE("double precision"), DATE("date"), TIMESTAMP("timestamp"),
    TIMESTAMPTZ("timestamptz"), TIME("time"), UUID("uuid"), JSONB("jsonb"), BYTEA("bytea"), TEXT("text");

    private static final Set<String> TRUTHS = Set.of("t", "f", "true", "false");
    /** Numbers that begin with a zero are numbers of something, such as of a street or a telephone. */
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern FLOATING = Pattern.compile("-?(0|[1-9][0-9]*)?(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?|NaN|-?Infinity");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern CLOCK = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?");
    private static final Pattern ZONE = Pattern.compile("Z|[+-][0-9]{2}(:?[0-9]{2})?");
    private static final Pattern UNIQUE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-fA-F]{2})*");
    private static final int DAY_LENGTH = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    /** As SQL writes it. */
    public String sql() {
        return sql;
    }

    /** The narrowest type that takes all of them. @param values null for NULL, which tells nothing */
    static ColumnType of(List<String> values) {
        Set<ColumnType> left = EnumSet.allOf(ColumnType.class);
        boolean any = false;
        for (String value : values) {
            if (value == null) continue;
            any = true;
            left.removeIf(type -> !type.takes(value));
        }
        return any ? left.iterator().next() : TEXT;
    }

    boolean takes(String value) {
        return switch (this) {
            case BOOLEAN -> TRUTHS.contains(value.toLowerCase(Locale.ROOT));
            case INTEGER -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case NUMERIC -> DECIMAL.matcher(value).matches();
            case DOUBLE -> !value.isEmpty() && FLOATING.matcher(value).matches() && !value.equals("-");
            case DATE -> endless(value) || day(value);
            case TIMESTAMP -> endless(value) || moment(value, false);
            case TIMESTAMPTZ -> endless(value) || moment(value, true);
            case TIME -> clock(value);
            case UUID -> UNIQUE.matcher(value).matches();
            case JSONB -> (value.startsWith("{") || value.startsWith("[")) && document(value);
            case BYTEA -> BYTES.matcher(value).matches();
            case TEXT -> true;
        };
    }

    private static boolean whole(String value, long least, long most) {
        if (!WHOLE.matcher(value).matches()) return false;
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean document(String value) {
        try {
            JSON.readTree(value);
            return true;
        } catch (JacksonException _) {
            return false;
        }
    }

    private static boolean endless(String value) {
        return value.equals("infinity") || value.equals("-infinity");
    }

    private static boolean day(String value) {
        try {
            return DAY.matcher(value).matches() && LocalDate.parse(value) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean clock(String value) {
        try {
            return CLOCK.matcher(value).matches() && LocalTime.parse(value) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean moment(String value, boolean zoned) {
        if (value.length() <= DAY_LENGTH || !day(value.substring(0, DAY_LENGTH)) || " T".indexOf(value.charAt(DAY_LENGTH)) < 0) return false;
        String rest = value.substring(DAY_LENGTH + 1);
        var zone = ZONE.matcher(rest);
        int end = rest.length();
        for (int i = 0; i < rest.length(); i++) {
            if ("Z+-".indexOf(rest.charAt(i)) >= 0) {
                end = i;
                break;
            }
        }
        boolean hasZone = end < rest.length();
        return hasZone == zoned && clock(rest.substring(0, end)) && (!hasZone || zone.region(end, rest.length()).matches());
    }
}
