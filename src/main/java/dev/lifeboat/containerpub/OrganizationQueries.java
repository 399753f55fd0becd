package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.query.Columns.col;

import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Repo;
import java.util.Optional;
import java.util.UUID;

/** What is asked about organisations. Immutable and thread-safe. */
public final class OrganizationQueries {
    private final Repo<Organization, UUID> organizations;

    /** On ContainerPub's main database. */
    public OrganizationQueries(Db db) {
        this.organizations = db.repo(Organization.class, Organization::uuid);
    }

    /** An organisation and its members as one person may see it; empty when there is none. @param viewer that person */
    public Optional<OrganizationView> find(UUID organization, UUID viewer) {
        return organizations.where(col(Organization::uuid).eq(organization))
                .with(Organization.MEMBERS.with(User.INFORMATION).withPivot()).first()
                .map(o -> OrganizationView.of(o.row(), o.related(), viewer));
    }
}
