package dev.lifeboat.engine.repository.files;

import java.io.IOException;
import java.util.Arrays;

/** Where a sparse file has data; the rest of it are holes. As GNU tar's format 1.0 has it: decimal numbers, a line each, in front of the data. */
final class SparseMap {

    private final long[] numbers;
    private final int count;

    private SparseMap(long[] numbers, int count) {
        this.numbers = numbers;
        this.count = count;
    }

    /** @param size of the file, holes included */
    static SparseMap read(TarReader tar, long size, String name) throws IOException {
        Lines lines = new Lines(tar);
        long count = lines.next();
        if (count > tar.left() + TarReader.BLOCK) { // each takes at least four bytes
            throw damaged(name);
        }
        long[] numbers = new long[64];
        long end = 0;
        long data = 0;
        for (int i = 0; i < count; i++) {
            if (2 * i == numbers.length) {
                numbers = Arrays.copyOf(numbers, numbers.length * 2);
            }
            numbers[2 * i] = lines.next();
            numbers[2 * i + 1] = lines.next();
            if (numbers[2 * i] < end || numbers[2 * i + 1] > size - numbers[2 * i]) {
                throw damaged(name);
            }
            end = numbers[2 * i] + numbers[2 * i + 1];
            data += numbers[2 * i + 1];
        }
        if (data != tar.left()) {
            throw damaged(name);
        }
        return new SparseMap(numbers, (int) count);
    }

    private static IOException damaged(String name) {
        return new IOException("the map of the sparse file " + name + " is damaged");
    }

    int count() {
        return count;
    }

    long offset(int piece) {
        return numbers[2 * piece];
    }

    long length(int piece) {
        return numbers[2 * piece + 1];
    }

    /** The numbers of the map, which fills whole blocks. */
    private static final class Lines {
        private static final int MOST_DIGITS = 18;
        private final TarReader tar;
        private byte[] block = new byte[0];
        private int at;

        Lines(TarReader tar) {
            this.tar = tar;
        }

        long next() throws IOException {
            long value = 0;
            for (int digits = 0;; digits++) {
                if (at == block.length) {
                    block = tar.content(TarReader.BLOCK);
                    at = 0;
                }
                byte b = block[at++];
                if (b == '\n' && digits > 0) {
                    return value;
                }
                if (b < '0' || b > '9' || digits == MOST_DIGITS) {
                    throw new IOException("the map of a sparse file is damaged");
                }
                value = value * 10 + b - '0';
            }
        }
    }
}
