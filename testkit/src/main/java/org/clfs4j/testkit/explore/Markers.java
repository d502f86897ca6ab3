package org.clfs4j.testkit.explore;

import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogException;

/**
 * Moves the log's markers: what is durable, what is needed, where to restart.
 *
 * @threading not thread-safe
 */
final class Markers {

    private final Client client;
    private final Choices choices;
    private final Appends appends;

    Markers(Client client, Choices choices, Appends appends) {
        this.client = client;
        this.choices = choices;
        this.appends = appends;
    }

    void flush() throws LogException {
        Lsn bound = choices.anyArea().flush();
        client.note(e -> e.acknowledgeBelow(bound.value()));
    }

    void flushTo() throws LogException {
        Lsn target = choices.anyRecord();
        if (target.isLess(client.stream.nextLsn())) {
            Lsn bound = choices.anyArea().flushTo(target);
            client.note(e -> e.acknowledgeBelow(bound.value()));
            client.note(e -> e.acknowledgeBelow(target.value() + 1));
        }
    }

    void giveUpSome() throws LogException {
        if (client.shape.keeping()) {
            return;
        }
        advanceBase(choices.anyRecord());
    }

    void giveUpAll() throws LogException {
        choices.locateAll();
        if (!client.shape.keeping() && choices.random.nextInt(4) == 0) {
            advanceBase(client.stream.nextLsn());
        }
    }

    void advanceBase(Lsn base) throws LogException {
        client.note(e -> e.giveUpBelow(base.value()));
        client.stream.advanceBase(base);
    }

    void restart() throws LogException {
        MarshallingArea area = choices.anyArea();
        Lsn base = client.shape.keeping() || choices.random.nextBoolean() ? Lsn.INVALID : choices.anyRecord();
        int length = Math.min(choices.anyLength(area, Append.NONE), area.maxRecordSize() - 2 * Long.BYTES);
        Submission record = Submission.restart(
                choices.random.nextLong(), length, base.isValid() ? base.value() : Submission.UNKNOWN);
        appends.submit(record, () -> area.writeRestartArea(record.payload(), base).value());
        client.note(e -> e.acknowledgeUpTo(record.seed()));
        if (base.isValid()) {
            client.coverage.reached(Mark.RESTART_WITH_BASE);
            client.note(e -> e.baseIsDurable(base.value()));
        }
    }

    void flushMetadata() throws LogException {
        Lsn base = client.stream.baseLsn();
        client.stream.flushMetadata();
        client.note(e -> e.baseIsDurable(base.value()));
    }
}
