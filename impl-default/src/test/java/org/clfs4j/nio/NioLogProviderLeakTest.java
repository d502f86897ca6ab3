package org.clfs4j.nio;

import org.clfs4j.LogProvider;
import org.clfs4j.testkit.LeakContract;

/** What the provider "default" takes from the machine. */
class NioLogProviderLeakTest extends LeakContract {

    @Override
    protected LogProvider provider() {
        return new NioLogProvider();
    }
}
