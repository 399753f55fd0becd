package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.containerpub.ApiKey;
import dev.lifeboat.containerpub.CloudFunction;
import dev.lifeboat.containerpub.FunctionDeployment;
import dev.lifeboat.containerpub.FunctionInvocation;
import dev.lifeboat.containerpub.FunctionLog;
import dev.lifeboat.containerpub.LogEntry;
import dev.lifeboat.containerpub.Organization;
import dev.lifeboat.containerpub.User;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** ContainerPub's tables under plain names, where a schema holds them. */
public final class Shortcuts {
    private static final Map<String, Class<? extends Record>> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("users", User.class);
        TABLES.put("organizations", Organization.class);
        TABLES.put("functions", CloudFunction.class);
        TABLES.put("deployments", FunctionDeployment.class);
        TABLES.put("invocations", FunctionInvocation.class);
        TABLES.put("deployLogs", FunctionLog.class);
        TABLES.put("logs", LogEntry.class);
        TABLES.put("apiKeys", ApiKey.class);
    }

    private Shortcuts() {}

    /** @param title in plain words */
    public record Shortcut(String title, CatalogRelation relation) {}

    /** Empty unless some schema has ContainerPub's users, functions and deployments: those names together are no accident. */
    static List<Shortcut> in(List<CatalogRelation> relations) {
        Map<String, Map<String, CatalogRelation>> schemas = new LinkedHashMap<>();
        relations.forEach(relation -> schemas.computeIfAbsent(relation.schema(), _ -> new LinkedHashMap<>()).put(relation.name(), relation));
        return schemas.values().stream().filter(tables -> List.of(User.class, CloudFunction.class, FunctionDeployment.class).stream().allMatch(entity -> tables.containsKey(name(entity))))
                .findFirst().map(Shortcuts::of).orElse(List.of());
    }

    /** Whether they have what is asked about functions and their calls, in the schema that is looked into by itself. */
    static boolean canBeAsked(List<Shortcut> shortcuts) {
        var names = shortcuts.stream().map(Shortcut::relation).filter(relation -> relation.schema().equals("public")).map(CatalogRelation::name).toList();
        return names.containsAll(Stream.of(User.class, CloudFunction.class, FunctionDeployment.class, FunctionInvocation.class).map(Shortcuts::name).toList());
    }

    private static List<Shortcut> of(Map<String, CatalogRelation> tables) {
        List<Shortcut> found = new ArrayList<>();
        TABLES.forEach((key, entity) -> {
            var relation = tables.get(name(entity));
            if (relation != null) found.add(new Shortcut(Messages.text("browser.containerpub." + key), relation));
        });
        return found;
    }

    private static String name(Class<? extends Record> entity) {
        return entity.getAnnotation(Table.class).value();
    }
}
