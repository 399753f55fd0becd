package dev.lifeboat;

public final class Lifeboat {
    private Lifeboat() {}

    public static void main(String[] arguments) {
        System.out.println(System.getProperty("java.version"));
    }
}
