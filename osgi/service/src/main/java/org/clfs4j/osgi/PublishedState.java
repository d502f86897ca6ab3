package org.clfs4j.osgi;

import java.time.Clock;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.clfs4j.error.LogException;
import org.clfs4j.osgi.state.ConfiguredLogState;
import org.clfs4j.osgi.state.LogState;
import org.clfs4j.osgi.state.StateChange;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * What has last become of a configuration: said in the log service, and published.
 *
 * <p>What is seen of a log is believed as long as that log is the one that is open.
 *
 * @threading safe for concurrent use; the lock is held while the framework tells those who listen to the service, so that
 *     they are told in order
 */
final class PublishedState implements ConfiguredLogState {

    private final BundleContext context;
    private final Reports reports;
    private final Clock clock;
    private final Map<String, Object> own;
    private volatile StateChange newest;
    private Map<String, Object> using = Map.of();
    private String openLog;
    private LogWatch watch;
    private ServiceRegistration<ConfiguredLogState> registration;

    /**
     * Publishes nothing yet.
     *
     * @param own the properties of the service that do not change
     */
    PublishedState(BundleContext context, Reports reports, Clock clock, Map<String, Object> own) {
        this.context = context;
        this.reports = reports;
        this.clock = clock;
        this.own = own;
    }

    @Override
    public StateChange newest() {
        return newest;
    }

    /** Says why nothing is open; once, as long as it is the same. */
    synchronized void notOpen(LogState state, String sentence, Throwable exception) {
        if (newest == null || newest.state() != state || !newest.sentence().equals(sentence)) {
            using = Map.of();
            become(state, sentence, exception);
        }
    }

    /**
     * Says that a log is open, and from now on what is seen of it.
     *
     * @param log what sentences about it begin with
     * @param with the properties that say what it is opened with
     */
    synchronized void opened(String log, String how, Map<String, Object> with, LogWatch seenBy) {
        using = with;
        openLog = log;
        watch = seenBy;
        become(LogState.OPENED, log + " " + how, null);
        lookAt(seenBy);
    }

    /** Says that the log is closed, in order if nothing has failed. */
    synchronized void closed(String sentence, LogException failure) {
        watch = null;
        using = Map.of();
        become(LogState.CLOSED, sentence, failure);
    }

    /** Looks what has changed of the log that is open. */
    synchronized void lookAt(LogWatch seenBy) {
        if (seenBy != watch || newest.state() == LogState.FAILED) {
            return;
        }
        Optional<LogException> failure = seenBy.failure();
        Optional<LogException> refusal = seenBy.refusal();
        boolean full = newest.state() == LogState.FULL;
        if (failure.isPresent()) {
            become(LogState.FAILED, openLog + " has failed and takes nothing more: " + text(failure), failure.get());
        } else if (refusal.isPresent() && !full) {
            become(LogState.FULL, openLog + " is full: " + text(refusal), refusal.get());
        } else if (refusal.isEmpty() && full) {
            become(LogState.HAS_ROOM, openLog + " has room again", null);
        }
    }

    private static String text(Optional<LogException> answer) {
        return answer.orElseThrow().getMessage();
    }

    private void become(LogState state, String sentence, Throwable exception) {
        newest = new StateChange(state, clock.instant(), sentence, Optional.ofNullable(exception));
        report(newest);
        Hashtable<String, Object> properties = new Hashtable<>(own);
        properties.putAll(using);
        properties.put(STATE, state.toString());
        if (registration == null) {
            registration = context.registerService(ConfiguredLogState.class, this, properties);
        } else {
            registration.setProperties(properties);
        }
    }

    private void report(StateChange change) {
        switch (change.state()) {
            case REFUSED, OPEN_FAILED, FAILED -> reports.error(change.sentence());
            case FULL -> reports.warn(change.sentence());
            case CLOSED -> change.exception().ifPresentOrElse(
                    failure -> reports.error(change.sentence(), failure), () -> reports.info(change.sentence()));
            default -> reports.info(change.sentence());
        }
    }

    /** Ends the service; nothing that is seen later is told. */
    synchronized void withdraw() {
        watch = null;
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}
