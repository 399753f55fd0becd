package dev.lifeboat.ui.shell;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.schedule.AgentFolder;
import dev.lifeboat.engine.schedule.AgentStatus;
import dev.lifeboat.ui.common.Jobs;
import java.util.List;

/** The jobs of the agent, as it says in its folder. */
record AgentJobs(AgentFolder folder) implements Jobs.Others {
    @Override
    public List<JobSnapshot> unfinished() {
        return folder.agent().map(AgentStatus::jobs).orElse(List.of());
    }

    @Override
    public void cancel(String jobId) {
        folder.cancel(jobId);
    }
}
