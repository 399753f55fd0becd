package dev.lifeboat.testing;

import com.google.inject.Module;
import java.net.URI;
import java.util.Properties;
import java.util.Set;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/** A server of the S3 protocol in memory that checks signatures (version 4), with one bucket called {@value #BUCKET}. */
public final class TestBucket implements AutoCloseable {

    public static final String BUCKET = "backups";
    public static final String ACCESS_KEY = "LIFEBOATTEST";
    public static final String SECRET = "a-secret-of-the-test";

    private final BlobStoreContext context;
    private final S3Proxy server;
    private final URI endpoint;

    public TestBucket() throws Exception {
        context = ContextBuilder.newBuilder(new TransientApiMetadata()).credentials("identity", "credential").modules(Set.<Module>of()).overrides(new Properties()).build(BlobStoreContext.class);
        context.getBlobStore().createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder().blobStore(context.getBlobStore()).endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET).build();
        server.start();
        while (!server.getState().equals("STARTED")) {
            Thread.sleep(5);
        }
        endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The same after it was closed. */
    public URI endpoint() {
        return endpoint;
    }

    /** What lies in it, to look at and to change behind everybody's back. */
    public BlobStore store() {
        return context.getBlobStore();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
        context.close();
    }
}
