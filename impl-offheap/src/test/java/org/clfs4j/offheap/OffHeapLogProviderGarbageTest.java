package org.clfs4j.offheap;

import org.clfs4j.LogProvider;
import org.clfs4j.testkit.GarbageContract;

/** What the provider "offheap" leaves to the garbage collector. */
class OffHeapLogProviderGarbageTest extends GarbageContract {

    @Override
    protected LogProvider provider() {
        return new OffHeapLogProvider();
    }
}
