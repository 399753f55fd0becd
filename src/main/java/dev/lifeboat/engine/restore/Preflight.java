package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at everything a restore needs before anything is changed: the set here, the tools, and the server it goes to. */
final class Preflight {

    private final RestorePlan plan;
    private final Server server;
    private final Tools tools;
    private final Unlock unlock;
    private final List<Check> checks = new ArrayList<>();
    private Optional<Failure> obstacle = Optional.empty();

    Preflight(RestorePlan plan, Server server, Tools tools, Unlock unlock) {
        this.plan = plan;
        this.server = server;
        this.tools = tools;
        this.unlock = unlock;
    }

    /** Worst first. */
    List<Check> run() {
        try {
            Manifest manifest = Repository.read(plan.setFolder()).manifest();
            SortedSet<String> roles = set(manifest);
            protection();
            server(manifest, roles);
        } catch (Failure.KeyNeeded e) {
            obstacle = Optional.of(e);
            checks.add(new Check(Check.Level.FAIL, "Key", e.getMessage(), e.hints()));
        } catch (Failure.SetDamaged e) {
            obstacle = Optional.of(e);
            checks.add(new Check(Check.Level.FAIL, "Backup set", e.getMessage(), e.hints()));
        }
        return checks.stream().sorted(Comparator.comparing(Check::level).reversed()).toList();
    }

    private void protection() {
        if (plan.stack().protection() == Protection.READ_ONLY) {
            checks.add(Check.fail("Protection", "The stack " + plan.stack().name() + " is read-only: nothing is restored to it.",
                    "Restore to another stack, or add this one again with --replace --protection confirm."));
        }
    }

    /** What {@link #run} found wrong with the set itself or its key, which no other server or tool would mend. */
    Optional<Failure> obstacle() {
        return obstacle;
    }

    /** @return every role that the chosen databases need */
    private SortedSet<String> set(Manifest manifest) {
        SortedSet<String> roles = new TreeSet<>();
        for (Manifest.DatabaseRecord record : chosen(manifest)) {
            Manifest.Member member = manifest.members().stream().filter(candidate -> candidate.path().equals(record.member())).findFirst()
                    .orElseThrow(() -> new Failure.SetDamaged("The manifest does not name the member " + record.member() + ".", null));
            Path file = plan.setFolder().resolve(member.path());
            try {
                if (Files.size(file) != member.sizeBytes()) {
                    throw new Failure.SetDamaged("%s has %,d bytes, not %,d.".formatted(member.path(), Files.size(file), member.sizeBytes()), null, "Restore from another set.");
                }
            } catch (IOException e) {
                throw new Failure.SetDamaged("The member " + member.path() + " is missing or cannot be read.", e, "Restore from another set.");
            }
            if (MemberPath.isPlainDump(member.path())) {
                continue; // it names no roles
            }
            DumpContents head = StoredArchive.head(plan.setFolder(), manifest, member, unlock);
            roles.addAll(head.roles());
            roles.add(record.facts().owner());
        }
        checks.add(Check.ok("Backup set", plan.setId() + " is complete in size; its hashes are checked while it is read"));
        return roles;
    }

    private List<Manifest.DatabaseRecord> chosen(Manifest manifest) {
        List<String> names = plan.targets().stream().map(RestorePlan.Target::database).toList();
        return manifest.databases().stream().filter(record -> names.contains(record.facts().name())).toList();
    }

    private void server(Manifest manifest, SortedSet<String> roles) {
        try (Session session = server.session()) {
            ServerFacts facts = server.facts();
            checks.add(Check.ok("Server", server.address().host() + ":" + server.address().port() + " answers"));
            versions(manifest, facts);
            rights(session, facts);
            if (!roles.isEmpty()) {
                roles(session, roles);
            }
            space(manifest, facts);
            names(session);
            TargetChecks each = new TargetChecks(session, server, facts.major());
            chosen(manifest).forEach(record -> checks.addAll(each.fits(record.facts())));
            if (plan.mode() == RestorePlan.Mode.IN_PLACE) {
                plan.targets().stream().filter(target -> target.keptName().isPresent()).forEach(target -> checks.addAll(each.renaming(target.database())));
                Swap.neutralDatabase(server, plan.targets());
            }
        } catch (Failure.ConnectionFailed e) {
            checks.add(new Check(Check.Level.FAIL, "Server", e.getMessage(), e.hints()));
        }
    }

    private void versions(Manifest manifest, ServerFacts facts) {
        int setMajor = manifest.server().versionNumber() / 10_000;
        if (setMajor > facts.major()) {
            checks.add(Check.fail("Server version", "The set comes from PostgreSQL " + setMajor + "; this server is " + facts.major() + ", which is older.",
                    "Restore to a server of version " + setMajor + " or newer: dumps of newer servers need not load into older ones."));
        } else {
            checks.add(Check.ok("Server version", "PostgreSQL " + facts.version() + (setMajor < facts.major() ? ", newer than the set's " + setMajor : ", as in the set")));
        }
        try {
            ClientTools found = tools.forServer(plan.stack().server(), Math.max(facts.versionNumber(), ToolVersion.number(manifest.toolVersion())), plan.stack().tools());
            checks.add(Check.ok("Tools", "pg_restore " + found.version() + " in " + found.place()));
        } catch (Failure.ToolMissing e) {
            checks.add(new Check(Check.Level.FAIL, "Tools", e.getMessage(), e.hints()));
        }
    }

    private void rights(Session session, ServerFacts facts) {
        String user = "\"" + server.address().user() + "\"";
        if (facts.superuser()) {
            checks.add(Check.ok("Rights", user + " is a superuser"));
        } else if (session.is("select rolcreatedb from pg_roles where rolname = current_user")) {
            checks.add(Check.warn("Rights", user + " may create databases, but is no superuser: what belongs to other roles may be refused.", "Use a superuser."));
        } else {
            checks.add(Check.fail("Rights", user + " may not create databases.", "Use a superuser, or: ALTER ROLE " + user + " CREATEDB;"));
        }
    }

    private void roles(Session session, SortedSet<String> roles) {
        List<String> there = session.list("select rolname from pg_roles", row -> row.getString(1));
        List<String> missing = roles.stream().filter(role -> !there.contains(role)).toList();
        if (missing.isEmpty()) {
            checks.add(Check.ok("Roles", roles.size() == 1 ? "The role that owns everything is there"
                    : "All " + roles.size() + " roles that own something or have rights are there"));
        } else {
            String create = missing.stream().map(role -> "CREATE ROLE " + dev.lifeboat.engine.postgres.Sql.name(role) + ";").collect(Collectors.joining(" "));
            checks.add(Check.fail("Roles", "Missing on the server: " + String.join(", ", missing) + ".", "Restore the set's globals.sql first (RESTORE.md says how), or: " + create));
        }
    }

    private void space(Manifest manifest, ServerFacts facts) {
        long needed = chosen(manifest).stream().mapToLong(record -> record.facts().sizeBytes()).sum();
        boolean local = server.address().host().equals("localhost") || server.address().host().startsWith("127.") || server.address().host().equals("::1");
        Path data = Path.of(facts.dataDirectoryOrEmpty());
        if (!local || facts.dataDirectoryOrEmpty().isEmpty() || !Files.isDirectory(data)) {
            checks.add(Check.ok("Free disk space", "Cannot be seen from here; about " + Sizes.inWords(needed) + " needed on the server"));
            return;
        }
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            String sentence = Sizes.inWords(free) + " free where the server's data lies, about " + Sizes.inWords(needed) + " needed";
            checks.add(free > needed ? Check.ok("Free disk space", sentence) : Check.fail("Free disk space", sentence, "Free some space on the server."));
        } catch (IOException e) {
            checks.add(Check.ok("Free disk space", "Cannot be seen from here; about " + Sizes.inWords(needed) + " needed on the server"));
        }
    }

    private void names(Session session) {
        List<String> there = session.list("select datname from pg_database", row -> row.getString(1));
        List<String> taken = new ArrayList<>();
        for (RestorePlan.Target target : plan.targets()) {
            java.util.stream.Stream.concat(java.util.stream.Stream.of(target.asideName()), target.keptName().stream()).filter(there::contains).forEach(taken::add);
            if (plan.mode() == RestorePlan.Mode.IN_PLACE && there.contains(target.database()) != target.keptName().isPresent()) {
                checks.add(Check.fail("Names", "Since this was planned, database " + target.database() + " has " + (target.keptName().isPresent() ? "gone." : "come into being."), "Plan the restore again."));
            }
        }
        checks.add(taken.isEmpty() ? Check.ok("Names", "The names for the copies are free")
                : Check.fail("Names", "There is a database already by the name " + String.join(", ", taken) + ".", "Drop or rename it, or plan the restore again."));
    }
}
