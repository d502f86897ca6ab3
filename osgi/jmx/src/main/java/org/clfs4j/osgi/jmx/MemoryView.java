package org.clfs4j.osgi.jmx;

import java.util.Map;
import java.util.TreeMap;
import org.clfs4j.allocator.PoolUsage;

/**
 * Block memory as consoles see it.
 *
 * @threading safe for concurrent use
 */
final class MemoryView implements MemoryMXBean {

    @Override
    public long getLiveBytes() {
        return PoolUsage.snapshot().stream().mapToLong(PoolUsage::liveBytes).sum();
    }

    @Override
    public Map<String, PoolMemory> getPools() {
        Map<String, PoolMemory> pools = new TreeMap<>();
        PoolUsage.snapshot().forEach(usage -> pools.put(usage.tag().label(), new PoolView(usage)));
        return pools;
    }
}
