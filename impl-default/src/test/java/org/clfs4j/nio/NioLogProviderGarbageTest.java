package org.clfs4j.nio;

import org.clfs4j.LogProvider;
import org.clfs4j.testkit.GarbageContract;

/** What the provider "default" leaves to the garbage collector. */
class NioLogProviderGarbageTest extends GarbageContract {

    @Override
    protected LogProvider provider() {
        return new NioLogProvider();
    }
}
