package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(2, new Failure.BadInput("x")),
                Arguments.of(1, new Failure.NotFound("x")),
                Arguments.of(1, new Failure.ConnectionFailed(Failure.Layer.TCP, "x", null)),
                Arguments.of(1, new Failure.DatabaseError("42P01", "x", null)),
                Arguments.of(1, new Failure.ToolMissing("x", List.of())),
                Arguments.of(1, new Failure.ToolFailed("x", "", null)),
                Arguments.of(10, new Failure.NoRepository("x", null)),
                Arguments.of(11, new Failure.RepositoryLocked("x")),
                Arguments.of(11, new Failure.AgentRunning("x")),
                Arguments.of(1, new Failure.StorageFailed(true, "x", null)),
                Arguments.of(1, new Failure.TimedOut("x")),
                Arguments.of(14, new Failure.SetDamaged("x", null)),
                Arguments.of(12, new Failure.KeyNeeded(Failure.KeyTrouble.NO_KEY, "x")),
                Arguments.of(13, new Failure.PreflightFailed("x", List.of())),
                Arguments.of(14, new Failure.VerificationFailed("x", List.of())),
                Arguments.of(130, new Failure.Cancelled("x")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasItsCode(int code, Failure failure) {
        assertThat(ExitCode.of(failure)).isEqualTo(code);
    }

    @Test
    void everyFailureThereIsWasTested() {
        List<Class<?>> tested = failures().<Class<?>>map(arguments -> arguments.get()[1].getClass()).toList();
        assertThat(tested).hasSameElementsAs(List.of(Failure.class.getPermittedSubclasses()));
    }

    @Test
    void theWorstCheckDecides() {
        Check ok = Check.ok("a", "b");
        assertThat(ExitCode.of(List.of())).isZero();
        assertThat(ExitCode.of(List.of(ok))).isZero();
        assertThat(ExitCode.of(List.of(ok, Check.warn("a", "b"), ok))).isEqualTo(3);
        assertThat(ExitCode.of(List.of(Check.warn("a", "b"), Check.fail("a", "b"), ok))).isEqualTo(1);
    }
}
