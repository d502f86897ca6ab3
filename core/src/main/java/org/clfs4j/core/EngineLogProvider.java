package org.clfs4j.core;

import java.io.IOException;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.inspect.EngineInspector;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;

/**
 * A log provider made of the engine and an environment.
 *
 * @threading safe for concurrent use
 */
public class EngineLogProvider implements LogProvider {

    private final String name;
    private final int rank;
    private final Environment environment;

    /**
     * Creates a provider.
     *
     * @param name the name to ask for it
     * @param rank how good it is where it runs
     * @param environment everything outside that its logs depend on
     */
    public EngineLogProvider(String name, int rank, Environment environment) {
        this.name = name;
        this.rank = rank;
        this.environment = environment;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int rank() {
        return rank;
    }

    @Override
    public final LogFile open(LogName logName, OpenOptions options) throws LogException {
        OptionsCheck.check(options);
        LogLocation location = LogLocation.of(logName, environment);
        return new LogHandle(LogRegistry.open(new LogOpener(environment, location, options)));
    }

    @Override
    public final void delete(LogName logName) throws LogException {
        OpenOptions options = OpenOptions.openExisting().access(Access.DELETE).checkOldBlocks(false);
        try (LogFile log = open(logName, options)) {
            log.delete();
        }
    }

    @Override
    public final LogInspector inspect(LogName logName) throws LogException {
        LogLocation location = LogLocation.of(logName, environment);
        if (!location.exists()) {
            throw location.notFound();
        }
        try {
            return new EngineInspector(
                    location.storage(), location.memory(), location.fileName(), environment.clock());
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Opening " + logName.baseLogFile());
        }
    }
}
