package dev.lifeboat.ui.browser.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * A place in a JSON document. Numbers stay as they are written, members keep their order, and one that comes twice stays
 * twice: what is shown is what is stored.
 *
 * @param step     how one gets here from its parent: {@code .name}, {@code [3]}; {@code $} for the document itself
 * @param text     of a text its characters, of a number and of true, false and null as written; empty for the others
 * @param children of an object or array
 */
record JsonItem(String step, Kind kind, String text, List<JsonItem> children) {
    enum Kind { OBJECT, ARRAY, TEXT, NUMBER, WORD }

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Empty when it is no JSON. */
    static Optional<JsonItem> parse(String json) {
        try (JsonParser parser = FACTORY.createParser(tools.jackson.core.ObjectReadContext.empty(), json)) {
            parser.nextToken();
            if (parser.currentToken() == null) return Optional.empty();
            var document = read(parser, "$");
            return parser.nextToken() == null ? Optional.of(document) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static JsonItem read(JsonParser parser, String step) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                var members = new ArrayList<JsonItem>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.add(read(parser, member(name)));
                }
                yield new JsonItem(step, Kind.OBJECT, "", List.copyOf(members));
            }
            case START_ARRAY -> {
                var elements = new ArrayList<JsonItem>();
                while (parser.nextToken() != JsonToken.END_ARRAY) elements.add(read(parser, "[" + elements.size() + "]"));
                yield new JsonItem(step, Kind.ARRAY, "", List.copyOf(elements));
            }
            case VALUE_STRING -> new JsonItem(step, Kind.TEXT, parser.getString(), List.of());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonItem(step, Kind.NUMBER, parser.getString(), List.of());
            default -> new JsonItem(step, Kind.WORD, parser.getString(), List.of());
        };
    }

    /** As an SQL/JSON path writes it. */
    private static String member(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + name : "." + quoted(name);
    }

    /** What the tree calls it. */
    String name() {
        return step.startsWith(".\"") || !step.startsWith(".") ? step.replaceFirst("^\\.", "") : step.substring(1);
    }

    /** Its value on one line; of an object or array only how much is in it. */
    String summary() {
        return switch (kind) {
            case OBJECT -> children.isEmpty() ? "{}" : "{ " + children.size() + " }";
            case ARRAY -> children.isEmpty() ? "[]" : "[ " + children.size() + " ]";
            case TEXT -> quoted(text);
            case NUMBER, WORD -> text;
        };
    }

    /** What is copied: of a text its characters, of the rest its JSON. */
    String value() {
        return kind == Kind.TEXT ? text : formatted();
    }

    /** On several lines, two blanks deeper for each level. */
    String formatted() {
        var out = new StringBuilder();
        write(out, "");
        return out.toString();
    }

    private void write(StringBuilder out, String indent) {
        if (children.isEmpty()) {
            out.append(summary());
            return;
        }
        boolean object = kind == Kind.OBJECT;
        out.append(object ? '{' : '[');
        for (int i = 0; i < children.size(); i++) {
            var child = children.get(i);
            out.append(i > 0 ? ",\n" : "\n").append(indent).append("  ");
            if (object) out.append(child.step.startsWith(".\"") ? child.step.substring(1) : quoted(child.step.substring(1))).append(": ");
            child.write(out, indent + "  ");
        }
        out.append('\n').append(indent).append(object ? '}' : ']');
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
