package dev.lifeboat.engine.postgres.dump;

import com.dynatrace.hash4j.hashing.HashValue128;

/** A sum of 128-bit hashes modulo 2^128: the same for the same hashes in any order. */
final class ContentSum {

    private long high;
    private long low;

    void add(HashValue128 hash) {
        long sum = low + hash.getLeastSignificantBits();
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += hash.getMostSignificantBits() + carry;
    }

    /** 32 hex digits. */
    String hex() {
        return String.format("%016x%016x", high, low);
    }
}
