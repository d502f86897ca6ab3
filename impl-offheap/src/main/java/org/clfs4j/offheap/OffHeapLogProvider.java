package org.clfs4j.offheap;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.nio.file.Path;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderInformation;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.LogThread;
import org.clfs4j.offheap.io.SystemStorage;

/**
 * The log provider outside the heap, named {@value #NAME}.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = LogProvider.class, resolution = Resolution.OPTIONAL)
public final class OffHeapLogProvider extends EngineLogProvider {

    /** The name to ask for it. */
    public static final String NAME = "offheap";

    /** Above the portable provider, which has 0. */
    private static final int RANK = 10;

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public OffHeapLogProvider() {
        this(new Environment(
                SystemStorage::directory, OffHeapMemory::new, LogClock.SYSTEM, LogRandom.SYSTEM, LogThread::new));
    }

    /** Creates the provider in other surroundings, such as over a disk that tests can break. */
    OffHeapLogProvider(Environment environment) {
        super(NAME, RANK, environment);
    }

    @Override
    public ProviderInformation information(Path directory) {
        return OffHeapInformation.of(directory);
    }
}
