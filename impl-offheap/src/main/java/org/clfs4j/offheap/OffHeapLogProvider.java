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
import org.osgi.service.component.annotations.Component;

/**
 * The log provider outside the heap, named {@value #NAME}.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = LogProvider.class, resolution = Resolution.OPTIONAL)
@Component(
        service = LogProvider.class,
        immediate = true, // it knows the logs that it has open, so there is one of it
        property = {
            "clfs.provider=" + OffHeapLogProvider.NAME,
            "clfs.memory=offheap",
            "clfs.capabilities=memory-segments",
            "clfs.capabilities=system-calls",
            "service.ranking:Integer=" + OffHeapLogProvider.RANK
        })
public final class OffHeapLogProvider extends EngineLogProvider {

    /** The name to ask for it. */
    public static final String NAME = "offheap";

    /** Above the portable provider, which has 0. */
    static final int RANK = 10;

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
