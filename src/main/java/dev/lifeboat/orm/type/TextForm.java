package dev.lifeboat.orm.type;

/**
 * A value in PostgreSQL's own text form, for columns whose type is known to the server only: bound without a type and
 * cast, so that every type, domain and enum works and the comparison can use an index.
 *
 * @param type the type's name as SQL writes it, quoted and qualified where that is needed, without a length
 */
public record TextForm(String type) implements Codec<String> {
    @Override
    public String text(String value) {
        return Texts.wellFormed(value);
    }

    @Override
    public String parse(String text) {
        return text;
    }
}
