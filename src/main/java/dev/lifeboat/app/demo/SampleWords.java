package dev.lifeboat.app.demo;

import java.util.List;

/** The words that sample data is made of. */
final class SampleWords {
    static final List<String> FIRST_NAMES = List.of("Ada", "Amina", "Bruno", "Chloé", "Daniela", "Emil", "Fatima", "Grace",
            "Hugo", "Ines", "Jonas", "Kaito", "Lena", "Mateo", "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Søren",
            "Tereza", "Umut", "Vera", "William", "Yuki", "Zoë");
    static final List<String> LAST_NAMES = List.of("Andersson", "Bauer", "Costa", "Dubois", "Eriksen", "Fischer", "García",
            "Haddad", "Ito", "Jensen", "Kowalski", "Lefèvre", "Müller", "Novák", "Okafor", "Pereira", "Rossi", "Sato",
            "Taylor", "Ünal", "Virtanen", "Walker", "Young");
    static final List<String> DOMAINS = List.of("example.org", "example.com", "mail.example", "studio.example", "labs.example");
    static final List<String> PLACES = List.of("Germany|Berlin", "France|Lyon", "Portugal|Porto", "Japan|Osaka",
            "Canada|Montréal", "Nigeria|Lagos", "India|Pune", "Sweden|Malmö", "Brazil|Curitiba", "Spain|Valencia");
    static final List<String> STREETS = List.of("Harbour Street", "Mill Lane", "Rua das Flores", "Lindenallee", "Station Road");
    static final List<String> TRADES = List.of("Northwind", "Lighthouse", "Bluebird", "Granite", "Meridian");
    static final List<String> FORMS = List.of("Labs", "Studio", "Logistics", "Media", "Systems");
    static final List<String> VERBS = List.of("resize", "send", "import", "sync", "parse", "render", "notify", "archive",
            "verify", "index", "translate", "schedule");
    static final List<String> NOUNS = List.of("images", "invoices", "orders", "contacts", "reports", "webhooks", "thumbnails",
            "receipts", "feeds", "payments", "events", "backups");
    static final List<String> BUILD_STEPS = List.of("Uploaded the source archive", "Resolving packages",
            "Analysing with the recommended rules", "Compiling to a native executable", "Building the image",
            "Pushing the image", "Health check answered", "Switched traffic to the new version");
    static final List<String> WARNINGS = List.of("A package has a newer version: http 1.2.2", "Unused import in handler.dart",
            "The image is larger than 200 MiB", "Deprecated option 'entry_point'");
    static final List<String> ERRORS = List.of("Connection refused: smtp.mail.example:587", "Timed out after 30 s",
            "FormatException: Unexpected end of input (at character 1)", "Null check operator used on a null value",
            "Out of memory", "HTTP 502 from https://api.labs.example/v1/orders");
    static final List<String> ACTIONS = List.of("user.login", "user.register", "function.deploy", "function.delete",
            "deployment.rollback", "api_key.create", "organization.invite", "cleanup.containers");

    private SampleWords() {}
}
