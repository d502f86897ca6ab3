package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseBytesTest {

    private static final int SIZE = 3 * 4096 + 100;

    /** Sparse bytes and what they must be. */
    private static final class Pair {
        private final SparseBytes sparse;
        private final byte[] plain;

        Pair(SparseBytes sparse, byte[] plain) {
            this.sparse = sparse;
            this.plain = plain;
        }

        void check() {
            ByteBuffer found = ByteBuffer.allocate(plain.length + 10);
            assertThat(sparse.size()).isEqualTo(plain.length);
            assertThat(sparse.read(found, 0)).isEqualTo(plain.length);
            assertThat(Arrays.copyOf(found.array(), plain.length)).isEqualTo(plain);
        }

        void write(SplittableRandom random) {
            int position = random.nextInt(SIZE);
            byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 300 : 9000)];
            random.nextBytes(bytes);
            sparse.write(bytes, 0, bytes.length, position);
            int inside = Math.max(0, Math.min(bytes.length, plain.length - position));
            System.arraycopy(bytes, 0, plain, Math.min(position, plain.length), inside);
        }

        Pair fork() {
            return new Pair(sparse.fork(), plain.clone());
        }

        Pair resized(int size) {
            return new Pair(sparse.resized(size), Arrays.copyOf(plain, size));
        }
    }

    @Test
    void forksAndCutsAreReadAsTheyWereWrittenAndDoNotDisturbEachOther() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Pair> pairs = new ArrayList<>(List.of(new Pair(new SparseBytes(SIZE), new byte[SIZE])));
            for (int step = 0; step < 60; step++) {
                Pair any = pairs.get(random.nextInt(pairs.size()));
                switch (random.nextInt(6)) {
                    case 0 -> pairs.add(any.fork());
                    case 1 -> pairs.add(any.resized(random.nextInt(2 * SIZE)));
                    default -> any.write(random);
                }
            }
            pairs.forEach(Pair::check);
        }
    }

    @Test
    void nothingIsReadBehindTheEnd() {
        ByteBuffer target = ByteBuffer.allocate(10);

        assertThat(new SparseBytes(5).read(target, 5)).isZero();
        assertThat(new SparseBytes(5).read(target, 6)).isZero();
        assertThat(new SparseBytes(0).read(target, 0)).isZero();
        assertThat(target.position()).isZero();
    }
}
