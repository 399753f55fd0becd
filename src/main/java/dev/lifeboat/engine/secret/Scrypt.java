package dev.lifeboat.engine.secret;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * scrypt (RFC 7914) with r = 8 and p = 1, as age uses it. Its table, 1 KiB times the cost, lies outside of the heap: age's
 * own cost of 2^18 would fill the program's 256 MiB otherwise.
 */
final class Scrypt {

    private static final int BLOCK_INTS = 32 * 8;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private Scrypt() {}

    /** @param logCost the base-2 logarithm of the cost: 18 takes about a second and 256 MiB */
    static byte[] derive(Secret passphrase, byte[] salt, int logCost, int length) {
        return derive(passphrase.reveal().getBytes(StandardCharsets.UTF_8), salt, logCost, length);
    }

    static byte[] derive(byte[] password, byte[] salt, int logCost, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(pbkdf2(password, salt, BLOCK_INTS * 4)).order(ByteOrder.LITTLE_ENDIAN);
        int[] block = new int[BLOCK_INTS];
        bytes.asIntBuffer().get(block);
        mix(block, 1 << logCost);
        bytes.asIntBuffer().put(block);
        return pbkdf2(password, bytes.array(), length);
    }

    /** ROMix, section 5. */
    private static void mix(int[] block, int cost) {
        int[] other = new int[BLOCK_INTS];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment table = arena.allocate(INT, (long) cost * BLOCK_INTS);
            for (int i = 0; i < cost; i++) {
                MemorySegment.copy(block, 0, table, INT, 4L * BLOCK_INTS * i, BLOCK_INTS);
                mixBlock(block, other);
            }
            int[] row = new int[BLOCK_INTS];
            for (int i = 0; i < cost; i++) {
                int j = block[BLOCK_INTS - 16] & (cost - 1);
                MemorySegment.copy(table, INT, 4L * BLOCK_INTS * j, row, 0, BLOCK_INTS);
                for (int k = 0; k < BLOCK_INTS; k++) {
                    block[k] ^= row[k];
                }
                mixBlock(block, other);
            }
        }
    }

    /** BlockMix, section 4: even pieces go to the front half, odd ones to the back. */
    private static void mixBlock(int[] block, int[] scratch) {
        int[] x = new int[16];
        System.arraycopy(block, BLOCK_INTS - 16, x, 0, 16);
        for (int i = 0; i < BLOCK_INTS / 16; i++) {
            for (int k = 0; k < 16; k++) {
                x[k] ^= block[16 * i + k];
            }
            salsa(x);
            System.arraycopy(x, 0, scratch, 16 * (i / 2 + (i & 1) * (BLOCK_INTS / 32)), 16);
        }
        System.arraycopy(scratch, 0, block, 0, BLOCK_INTS);
    }

    /** Salsa20/8, section 3. */
    private static void salsa(int[] b) {
        int[] x = b.clone();
        for (int round = 0; round < 4; round++) {
            quarter(x, 0, 4, 8, 12);
            quarter(x, 5, 9, 13, 1);
            quarter(x, 10, 14, 2, 6);
            quarter(x, 15, 3, 7, 11);
            quarter(x, 0, 1, 2, 3);
            quarter(x, 5, 6, 7, 4);
            quarter(x, 10, 11, 8, 9);
            quarter(x, 15, 12, 13, 14);
        }
        for (int i = 0; i < 16; i++) {
            b[i] += x[i];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }

    /** PBKDF2 with HMAC-SHA-256 and one iteration, for a password of bytes (Java's own takes characters only). */
    private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
            ByteBuffer derived = ByteBuffer.allocate((length + 31) / 32 * 32);
            for (int i = 1; derived.hasRemaining(); i++) {
                mac.update(salt);
                derived.put(mac.doFinal(ByteBuffer.allocate(4).putInt(i).array()));
            }
            return java.util.Arrays.copyOf(derived.array(), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
