package dev.lifeboat.ui.browser;

/**
 * A value in the filter that cannot be read as its column's type.
 *
 * @param condition which one of the conditions, counted from 0
 * @param type      PostgreSQL's name of the type
 */
record WrongValue(int condition, String value, String type) {}
