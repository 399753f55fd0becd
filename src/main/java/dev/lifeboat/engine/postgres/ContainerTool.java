package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.docker.ContainerProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A program in a container as a tool. */
public record ContainerTool(String tool, ContainerProgram program) implements RunningTool {

    @Override
    public InputStream output() {
        return program.output();
    }

    @Override
    public OutputStream input() {
        return program.input();
    }

    @Override
    public boolean outputEnded() {
        try {
            return program.output().read() < 0;
        } catch (IOException e) {
            return false; // our end is broken, not its
        }
    }

    @Override
    public ToolProcess.Exit await() {
        ContainerProgram.Exit exit = program.await();
        return new ToolProcess.Exit(tool, exit.status(), exit.stderr());
    }

    @Override
    public void close() {
        program.close();
    }
}
