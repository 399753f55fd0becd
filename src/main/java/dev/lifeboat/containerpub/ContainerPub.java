package dev.lifeboat.containerpub;

import java.util.List;

/** The tables of ContainerPub's two databases. */
public final class ContainerPub {
    /** The main database, {@code dart_cloud}. */
    public static final List<Class<? extends Record>> MAIN = List.of(User.class, UserInformation.class, Organization.class,
            OrganizationMember.class, CloudFunction.class, FunctionDeployment.class, FunctionLog.class,
            FunctionInvocation.class, ApiKey.class, LogEntry.class, EmailVerificationOtp.class);

    /** The functions' own database, {@code functions_db}. */
    public static final List<Class<? extends Record>> FUNCTIONS = List.of(FunctionData.class);

    private ContainerPub() {}
}
