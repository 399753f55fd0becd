package dev.lifeboat.ui.browser.read;

/**
 * A value in the filter that cannot be read as its column's type.
 *
 * @param condition which one of the conditions, counted from 0
 * @param type      PostgreSQL's name of the type
 */
public record WrongValue(int condition, String value, String type) {}
