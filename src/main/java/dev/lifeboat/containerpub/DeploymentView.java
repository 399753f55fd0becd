package dev.lifeboat.containerpub;

import java.time.LocalDateTime;
import java.util.UUID;

/** A version of a function without internal keys and places of storage. @param deployedAt UTC */
public record DeploymentView(UUID uuid, int version, String imageTag, String status, boolean active, LocalDateTime deployedAt) {
    /** What of a deployment may be shown. */
    public static DeploymentView of(FunctionDeployment deployment) {
        return new DeploymentView(deployment.uuid(), deployment.version(), deployment.imageTag(), deployment.status(),
                Boolean.TRUE.equals(deployment.isActive()), deployment.deployedAt());
    }
}
