package dev.lifeboat.containerpub;

/** What a user does in a team. */
public enum UserRole {
    /** Works alone or in an organisation. */
    DEVELOPER,
    /** Leads a team. */
    TEAM,
    /** Works in a part of a team. */
    SUB_TEAM_DEVELOPER
}
