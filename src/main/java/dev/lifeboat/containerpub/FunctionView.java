package dev.lifeboat.containerpub;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A function with its owner and its versions, without internal keys.
 *
 * @param active      the version that serves calls; empty when none does
 * @param deployments newest first
 */
public record FunctionView(UUID uuid, String name, String status, LocalDateTime createdAt, LocalDateTime updatedAt, Optional<UserView> owner,
                           Optional<DeploymentView> active, List<DeploymentView> deployments) {
    /** Copies the list. */
    public FunctionView {
        deployments = List.copyOf(deployments);
    }

    static FunctionView of(CloudFunction function, Optional<User> owner, List<FunctionDeployment> deployments) {
        return new FunctionView(function.uuid(), function.name(), function.status(), function.createdAt(), function.updatedAt(),
                owner.map(UserView::of),
                deployments.stream().filter(d -> d.id().equals(function.activeDeploymentId())).findFirst().map(DeploymentView::of),
                deployments.stream().map(DeploymentView::of).toList());
    }
}
