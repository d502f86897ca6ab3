package org.clfs4j;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceConsumer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An implementation of logs, found at run time.
 *
 * <p>{@link #load()} takes the best provider that works here, {@link #load(String)} the one of a given name. In an OSGi
 * framework a provider is also a service of this type.
 *
 * @threading safe for concurrent use
 */
@ProviderType
@ServiceConsumer(value = LogProvider.class, resolution = Resolution.OPTIONAL, effective = "active")
public interface LogProvider {

    /** The system property that names the provider which {@link #load()} takes: {@value}. */
    String PROVIDER_PROPERTY = "org.clfs4j.provider";

    /**
     * Returns the name under which the provider can be asked for.
     *
     * @return a short, stable name such as {@code default}
     */
    String name();

    /**
     * Says how good the provider is where it runs; {@link #load()} takes the greatest value.
     *
     * @return the rank; the portable provider has 0
     */
    int rank();

    /**
     * Says what the provider does for logs in a directory, and what keeps it from more. It looks, and changes nothing there.
     *
     * @param directory where the logs are or will be
     * @return what it does there; of a directory that is not there, what does not depend on it
     */
    default ProviderInformation information(Path directory) {
        return new ProviderInformation("not told", "not told", Set.of(), List.of());
    }

    /**
     * Opens or creates a log.
     *
     * <p>Opening for writing recovers the log first: it ends after the last block that is intact, and nothing
     * acknowledged is lost. What recovery found is told by {@link LogFile#recovery()}. If bytes that were acknowledged
     * are damaged where recovery reads, opening for writing fails with {@link org.clfs4j.error.LogDamagedException} and
     * changes nothing; opening for reading succeeds and reports the damage.
     *
     * @param name the log's name
     * @param options how to open it
     * @return the open instance
     * @throws LogException if the log cannot be opened; nothing was changed or created
     * @durability a created log and everything that opening changed is durable on return
     */
    LogFile open(LogName name, OpenOptions options) throws LogException;

    /**
     * Deletes a log with its base log file and containers, or one stream of a multiplexed log: at once, or when the last that was
     * made from an opening of it is closed; it refuses to be opened meanwhile.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsdeletelogfile">ClfsDeleteLogFile</a>.
     *
     * @param name the name of a dedicated log, of a multiplexed log, or of one of its streams
     * @throws LogException with status {@code OBJECT_NAME_NOT_FOUND} if there is none, {@code SHARING_VIOLATION} if it is open in
     *     a way that excludes deletion, or by another process
     * @durability durable on return, unless it is open still
     */
    void delete(LogName name) throws LogException;

    /**
     * Opens a log for looking at its bytes, whatever their state; nothing is changed and no lock is taken.
     *
     * @param name the log's name
     * @return the inspector
     * @throws LogException if there is no log of this name or it cannot be read
     */
    LogInspector inspect(LogName name) throws LogException;

    /**
     * Shows a visitor the records of a stream from one LSN to another, read through a marshalling area of given options.
     *
     * <p>Source: the Win32 routine <i>DumpLogRecords</i>.
     *
     * @param name the name of a dedicated log or of a stream
     * @param options sizes and memory of the area's blocks, as for any area
     * @param filter which records are shown
     * @param from the LSN of the first record
     * @param to the greatest LSN that is shown, which need not be a record's; {@link Lsn#INVALID} for no bound
     * @param visitor is told each record, as the current one of a context that it must not move
     * @throws LogException as opening for reading, creating the area and reading from there do
     */
    default void dump(
            LogName name,
            MarshallingAreaOptions options,
            RecordFilter filter,
            Lsn from,
            Lsn to,
            RecordVisitor visitor)
            throws LogException {
        OpenOptions reading = OpenOptions.openExisting().access(Access.READ).checkOldBlocks(false);
        try (LogFile log = open(name, reading);
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(options);
                ReadContext records = area.read(from, ReadMode.FORWARD)) {
            while (records.next(filter) && !records.lsn().isGreater(to)) {
                visitor.record(records);
            }
        }
    }

    /**
     * Finds the best provider that works here, or the one that {@link #PROVIDER_PROPERTY} names, and writes one line to
     * the system logger that says which and why.
     *
     * @return the provider
     * @throws IllegalStateException if none is found
     */
    static LogProvider load() {
        return LogProviders.load();
    }

    /**
     * Finds the provider of a given name.
     *
     * @param name the name, such as {@code default}
     * @return the provider
     * @throws IllegalStateException if there is none of this name; the message lists those there are
     */
    static LogProvider load(String name) {
        return LogProviders.load(name);
    }

    /**
     * Finds all providers and says which of them {@link #load()} takes, and why.
     *
     * @return what was found
     */
    static ProviderSearch search() {
        return LogProviders.search();
    }

    /**
     * Finds all providers that work here, best first. A provider that cannot be loaded is skipped with one line to the
     * system logger.
     *
     * @return the providers
     */
    static List<LogProvider> available() {
        return LogProviders.available();
    }
}
