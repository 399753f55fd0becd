package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.StackRecord;
import dev.lifeboat.engine.repository.StackRecord.ComposeRecord;
import dev.lifeboat.engine.repository.StackRecord.ContainerRecord;
import dev.lifeboat.engine.stack.ContainerEnvironment;

/** What a set says its stack was made of, and what a backup would record of it. */
final class StackRecordText {

    private StackRecordText() {}

    static String of(String engine, StackRecord stack) {
        StringBuilder text = new StringBuilder("\nStack on " + stack.product() + " " + engine + ": " + environment(stack.environment()) + ", in " + stack.member() + "\n");
        if (!stack.containers().isEmpty()) {
            Table containers = new Table("  ", "CONTAINER", "SERVICE", "IMAGE", "DIGEST");
            for (ContainerRecord one : stack.containers()) {
                containers.row(one.name(), one.service().orElse("-"), one.image(), one.digests().isEmpty() ? "none: it is from no registry" : digest(one.digests().getFirst()));
            }
            text.append(containers);
        }
        for (ComposeRecord file : stack.compose()) {
            text.append("  ").append(file.path()).append(file.member().map(member -> (file.whole() ? ", as it was, in " : ", without what may be a secret, in ") + member)
                    .orElse(", not in the set")).append("\n");
        }
        stack.remarks().forEach(remark -> text.append("  ").append(remark).append("\n"));
        return text.toString();
    }

    private static String digest(String whole) {
        return whole.substring(whole.indexOf('@') + 1);
    }

    private static String environment(ContainerEnvironment environment) {
        return switch (environment) {
            case ENCRYPTED -> "with the whole environment";
            case NAMES -> "with the names of the environment, values that may be secret left out";
            case NONE -> "without the environment";
        };
    }

    /** The step of a plan. */
    static String plan(ContainerEnvironment how) {
        return "Record what the stack's containers are, " + environment(how);
    }
}
