package org.clfs4j.nio;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderInformation;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.FileStorage;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.LogThread;
import org.osgi.service.component.annotations.Component;

/**
 * The portable log provider, named {@value #NAME}.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = LogProvider.class, resolution = Resolution.OPTIONAL)
@Component(
        service = LogProvider.class,
        immediate = true, // it knows the logs that it has open, so there is one of it
        property = {
            "clfs.provider=" + NioLogProvider.NAME,
            "clfs.memory=jvm",
            "clfs.capabilities=portable",
            "service.ranking:Integer=" + NioLogProvider.PORTABLE_RANK
        })
public final class NioLogProvider extends EngineLogProvider {

    /** The name to ask for it. */
    public static final String NAME = "default";

    static final int PORTABLE_RANK = 0;

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public NioLogProvider() {
        this(new Environment(FileStorage::directory, LogClock.SYSTEM, LogRandom.SYSTEM, LogThread::new));
    }

    /** Creates the provider in other surroundings, such as over a disk that tests can break. */
    NioLogProvider(Environment environment) {
        super(NAME, PORTABLE_RANK, environment);
    }

    @Override
    public ProviderInformation information(Path directory) {
        return new ProviderInformation(
                "direct buffers, freed by the garbage collector",
                "java.nio channels, through the system's cache",
                Set.of(),
                List.of());
    }
}
