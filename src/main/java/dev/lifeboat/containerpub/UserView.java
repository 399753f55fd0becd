package dev.lifeboat.containerpub;

import java.util.UUID;

/** A person as others may see them: neither the internal key nor anything of the password. */
public record UserView(UUID uuid, String email, boolean isEmailVerified) {
    /** What of a user may be shown. */
    public static UserView of(User user) {
        return new UserView(user.uuid(), user.email(), user.isEmailVerified());
    }
}
