package dev.lifeboat.containerpub;

import dev.lifeboat.orm.relation.With;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An organisation as one person sees it. Its owner sees everybody's public key; anyone else sees no other person's, the
 * owner's included, and internal keys are seen by nobody.
 *
 * @param ownerUuid empty where the one who looks may not know it
 * @param members   in the order they joined
 */
public record OrganizationView(UUID uuid, String name, Optional<UUID> ownerUuid, List<MemberView> members) {
    /** Copies the list. */
    public OrganizationView {
        members = List.copyOf(members);
    }

    /** @param viewer the public key of the one who looks */
    static OrganizationView of(Organization organization, List<With<With<User, Optional<UserInformation>>, OrganizationMember>> members,
            UUID viewer) {
        return new OrganizationView(organization.uuid(), organization.name(), visible(organization, organization.ownerId(), viewer),
                members.stream().map(m -> member(organization, m.row(), m.related(), viewer))
                        .sorted(Comparator.comparing(MemberView::joinedAt)).toList());
    }

    private static MemberView member(Organization organization, With<User, Optional<UserInformation>> user, OrganizationMember membership,
            UUID viewer) {
        UUID uuid = user.row().uuid();
        return new MemberView(visible(organization, uuid, viewer), user.related().map(i -> i.firstName() + " " + i.lastName()),
                user.related().map(UserInformation::role), uuid.equals(organization.ownerId()), membership.joinedAt());
    }

    private static Optional<UUID> visible(Organization organization, UUID whose, UUID viewer) {
        return viewer.equals(organization.ownerId()) || viewer.equals(whose) ? Optional.of(whose) : Optional.empty();
    }
}
