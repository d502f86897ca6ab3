package org.clfs4j.osgi.jmx;

import org.clfs4j.allocator.PoolUsage;

/**
 * The usage of one pool tag as consoles see it.
 *
 * @threading immutable
 */
final class PoolView implements PoolMemory {

    private final PoolUsage usage;

    PoolView(PoolUsage usage) {
        this.usage = usage;
    }

    @Override
    public long getAllocations() {
        return usage.allocations();
    }

    @Override
    public long getFrees() {
        return usage.frees();
    }

    @Override
    public long getFailures() {
        return usage.failures();
    }

    @Override
    public long getLiveBlocks() {
        return usage.liveBlocks();
    }

    @Override
    public long getLiveBytes() {
        return usage.liveBytes();
    }

    @Override
    public long getPeakBlocks() {
        return usage.peakBlocks();
    }

    @Override
    public long getPeakBytes() {
        return usage.peakBytes();
    }
}
