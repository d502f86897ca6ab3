package org.clfs4j.testkit.sim;

/** One file, whatever its name: what is certainly on the disk, and what the cache shows. */
final class SimInode {

    final int number;

    /** What a power cut cannot take away. */
    SparseBytes durable;

    /** What readers see. */
    SparseBytes cached;

    SimInode(int number, SparseBytes durable) {
        this.number = number;
        this.durable = durable;
        this.cached = durable.fork();
    }

    long size() {
        return cached.size();
    }
}
